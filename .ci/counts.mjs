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

/** Titles of tests that were not run, with why, as `tests/support/foreign.ts` calls them. */
function notRun(file) {
    try {
        const report = JSON.parse(readFileSync(file, "utf8"));
        const titles = report.testResults.flatMap(({ assertionResults }) => assertionResults.map(({ title }) => title));
        return titles.filter((title) => title.includes(": NOT RUN, "));
    } catch {
        return [];
    }
}

const LINES_OF_A_FAILURE = 6;
const COLOURS = new RegExp(`${String.fromCharCode(27)}\\[[0-9;]*m`, "g");

/** Each test that failed, with the first lines of why: whoever sees the end of a long output alone can begin there. */
function failures(file) {
    try {
        const { testResults } = JSON.parse(readFileSync(file, "utf8"));
        const shown = (message) =>
            message
                .replace(COLOURS, "")
                .split("\n")
                .filter((line) => line.trim() !== "")
                .slice(0, LINES_OF_A_FAILURE)
                .map((line) => `    ${line.slice(0, 300)}`)
                .join("\n");
        return testResults.flatMap(({ name, message, assertionResults }) => {
            const broken = assertionResults.filter(({ status }) => status === "failed");
            if (assertionResults.length === 0 && message !== "") return [`${name}\n${shown(message)}`];
            return broken.map(
                ({ fullName, failureMessages }) => `${name}: ${fullName}\n${shown(failureMessages.join("\n"))}`,
            );
        });
    } catch (error) {
        return [`${file} can't be read: ${error.message}`];
    }
}

for (const failure of process.argv.slice(2).flatMap(failures)) console.error(`failed: ${failure}`);

const missing = process.argv.slice(2).flatMap(notRun);
if (missing.length > 0) console.error(`not run: ${missing.join("; ")}`);

const counts = process.argv.slice(2).map(countsOf);
const sum = (index) => counts.reduce((total, run) => total + run[index], 0);
console.log(sum(0), sum(1));
