/** `npm run drift`: what is in the cluster against what is planned. */

import { argumentsOf, main } from "./shared/terminal/arguments";
import { openCluster } from "./shared/cluster/kubectl";
import { driftOf } from "./drift/check";
import { driftJson, driftText, exitCodeOf } from "./drift/drift-report";
import { planWithMirror } from "./shared/planning/planned-stack";
import { progress } from "./shared/terminal/findings";

const USAGE = `
npm run drift -- [--stack dev] [--mirror URL] [--json]

Compares what is in the cluster with what the stack plans: every object of every rendered chart, the program's own
objects, and the releases. Each object is sent to the API server as a dry run (kubectl apply --server-side
--dry-run=server), so that its defaults are no drift; nothing is changed. Needs kubectl, helm, and rights to read and to
patch (docs/pull-requests.md has a role that can patch in dry runs alone).

  --stack NAME    the stack: Pulumi.NAME.yaml (default dev)
  --mirror URL    in place of the chartMirror of the stack
  --json          for scripts

Exit code 0: as planned; 2: something is not; 1: it could not be found out.
`;

main(async () => {
    const options = argumentsOf(USAGE, {
        stack: { type: "string", default: "dev" },
        mirror: { type: "string" },
        json: { type: "boolean", default: false },
    });
    const { stack, mirror } = options;
    const planned = await planWithMirror(stack, mirror);
    const cluster = await openCluster(planned.config);
    const drift = await driftOf(cluster, planned, progress);
    const verdict = { stack, context: cluster.context, drift };
    console.log(options.json ? driftJson(verdict) : driftText(verdict));
    process.exitCode = exitCodeOf(drift);
});
