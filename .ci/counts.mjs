// node counts.mjs REPORT ...: "<passed> <failed>" over the JSON reports of Jest. A suite that couldn't be loaded counts as
// a failed test; so does a run without a report, or without a test.
import { readFileSync } from "node:fs";

function countsOf(file) {
    try {
        const report = JSON.parse(readFileSync(file, "utf8"));
        const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
        return report.numPassedTests + failed > 0 ? [report.numPassedTests, failed] : [0, 1];
    } catch {
        return [0, 1];
    }
}

const counts = process.argv.slice(2).map(countsOf);
const sum = (index) => counts.reduce((total, run) => total + run[index], 0);
console.log(sum(0), sum(1));
