/** `npm start`: the plan of a stack, without a cluster. */

import { join, relative } from "node:path";
import { argumentsOf, main } from "./shared/terminal/arguments";
import { planFiles, writeFiles } from "./plan/plan-files";
import { planStack } from "./shared/planning/planned-stack";
import { PROJECT } from "../model/stack/project";
import { demandTable, noticeList } from "./plan/summary";
import { counts, resourceTree } from "./plan/tree";

const USAGE = `
npm start -- [--stack dev] [--out out]

Plans a stack without cluster, network, Pulumi CLI or passphrase: prints the resources that "up" would create on an
empty cluster, and writes what each program would read to out/<stack>/.

  --stack NAME   the stack: Pulumi.NAME.yaml (default dev)
  --out FOLDER   where to write (default out)
`;

main(async () => {
    const options = argumentsOf(USAGE, {
        stack: { type: "string", default: "dev" },
        out: { type: "string", default: join(PROJECT, "out") },
    });
    const { plan, config } = await planStack(options.stack);
    const folder = join(options.out, options.stack);
    const files = planFiles(plan);
    writeFiles(folder, files);
    console.log(`Planning ${options.stack}\n`);
    console.log(`${resourceTree(plan.resources)}\n\n${counts(plan.resources)}\n\n${demandTable(config)}\n`);
    const notes = noticeList(config);
    if (notes !== "") console.log(`${notes}\n`);
    console.log(`Outputs:\n${JSON.stringify(plan.outputs, null, 2)}\n`);
    console.log(
        `${Object.keys(files).length} files in ${relative(process.cwd(), folder)}/: values, objects, rules, dashboards, pipelines.`,
    );
    console.log("See it work: npm run rehearse -- --local --incident payment-failures (docs/demo.md)");
});
