/** `npm start`: the plan of a stack, without a cluster. */

import { join, relative } from "node:path";
import { argumentsOf, main } from "./shared/terminal/arguments";
import { planFiles, writeFiles } from "./plan/plan-files";
import { planStack } from "./shared/planning/planned-stack";
import { bold } from "./shared/terminal/colour";
import { PROJECT } from "../model/stack/project";
import { costLine, demandTable, lackingForProduction, noticeList, summaryJson } from "./plan/summary";
import { counts, resourceTree } from "./plan/tree";

const USAGE = `
npm start -- [--stack dev] [--all | --json] [--out out]

Plans a stack without cluster, network, Pulumi CLI or passphrase: says what "up" would create on an empty cluster, how big
it is and what it lacks for production, and writes what each program would read to out/<stack>/.

  --stack NAME   the stack: Pulumi.NAME.yaml (default dev)
  --all          every resource the way "pulumi preview" shows them, and the outputs
  --json         the summary for machines, on standard output alone
  --out FOLDER   where to write (default out)

Exit codes: 0 planned; 1 the configuration is wrong, or the command line is. NO_COLOR turns colours off.
`;

main(async () => {
    const options = argumentsOf(USAGE, {
        stack: { type: "string", default: "dev" },
        all: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
        out: { type: "string", default: join(PROJECT, "out") },
    });
    const { plan, config } = await planStack(options.stack);
    const folder = join(options.out, options.stack);
    const files = planFiles(plan);
    writeFiles(folder, files);
    if (options.json) {
        console.log(summaryJson(plan, config));
        return;
    }
    const written = `${Object.keys(files).length} files in ${relative(process.cwd(), folder)}/: values, objects, rules, dashboards, pipelines.`;
    const parts = [
        `${bold("Planning")} ${options.stack}`,
        ...(options.all ? [resourceTree(plan.resources)] : []),
        counts(plan.resources),
        demandTable(config),
        costLine(config),
        noticeList(config),
        lackingForProduction(config),
        ...(options.all ? [`Outputs:\n${JSON.stringify(plan.outputs, null, 2)}`] : []),
        options.all ? written : `${written} Every resource: npm start -- --stack ${options.stack} --all`,
        "See it work without a cluster: npm run rehearse -- --local --incident payment-failures (docs/demo.md)",
    ];
    console.log(parts.filter((part) => part !== "").join("\n\n"));
});
