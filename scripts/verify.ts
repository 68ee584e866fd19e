/** `npm run verify`: whether a deployed stack works. */

import { loadStack } from "../checks/load";
import { argumentsOf, main, patience } from "./shared/terminal/arguments";
import { openCluster } from "./shared/cluster/kubectl";
import { planStack } from "./shared/planning/planned-stack";
import { report } from "./shared/terminal/findings";
import { verify } from "./verify/verification";

const USAGE = `
npm run verify -- [--stack dev] [--timeout 120] [--json]

Looks, after "up", whether a stack works: every workload ready, every certificate issued, every volume bound, every
expected target scraped by each Prometheus; then sends a log line, a trace and a metric of a made-up service
(go-coffee-verify) to the collector and reads them back from Loki, Jaeger and each Prometheus. Through kubectl and the
current context; changes nothing else.

  --stack NAME        the stack: Pulumi.NAME.yaml (default dev)
  --timeout SECONDS   how long a signal may take until it can be read, and a target until it is up (default 120)
  --json              {"findings": [{"check", "outcome", "found", "remedy"}]}; outcome: ok, warning, failed or skipped

Exit code 1 when something has failed, otherwise 0.
`;

main(async () => {
    const options = argumentsOf(USAGE, {
        stack: { type: "string", default: "dev" },
        timeout: { type: "string", default: "120" },
        json: { type: "boolean", default: false },
    });
    const milliseconds = patience(options.timeout);
    const { plan, config } = await planStack(options.stack);
    const settings = loadStack();
    const cluster = await openCluster(config);
    report(await verify(cluster, settings, plan, milliseconds), options.json, options.stack);
});
