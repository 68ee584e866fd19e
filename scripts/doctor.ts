/** `npm run doctor`: whether a stack can be deployed. */

import { argumentsOf, main } from "./shared/terminal/arguments";
import { examine } from "./doctor/examination";
import { planStack } from "./shared/planning/planned-stack";
import { report } from "./shared/terminal/findings";

const USAGE = `
npm run doctor -- [--stack dev] [--json]

Looks, before "up", whether a stack can be deployed to the current context, and changes nothing: versions, permissions,
namespaces, Secrets that have to be there, nodes, room for what the plan asks, zones, the storage class, ports of the
nodes, other operators and their CRDs, releases that were left pending. Prints what it found and what to do.

  --stack NAME   the stack: Pulumi.NAME.yaml (default dev)
  --json         {"findings": [{"check", "outcome", "found", "remedy"}]}; outcome: ok, warning, failed or skipped

Exit code 1 when something would make "up" fail, otherwise 0.
`;

main(async () => {
    const options = argumentsOf(USAGE, {
        stack: { type: "string", default: "dev" },
        json: { type: "boolean", default: false },
    });
    const { plan, config } = await planStack(options.stack);
    report(await examine(options.stack, config, plan), options.json, options.stack);
});
