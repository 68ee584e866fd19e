/** `npm run reapply`: what has drifted, brought back to the plan. */

import { driftOf } from "./drift/check";
import { apply, driftedObjects, driftedReleases, takeAway, upgrade } from "./reapply/bring-back";
import { openCluster } from "./shared/cluster/kubectl";
import { releasesOf } from "./shared/planning/graph";
import { planWithMirror } from "./shared/planning/planned-stack";
import { argumentsOf, main } from "./shared/terminal/arguments";
import { confirm } from "./shared/terminal/confirm";
import { ok, progress, report, type Finding } from "./shared/terminal/findings";

const USAGE = `
npm run reapply -- [--stack dev] [--yes] [--mirror URL] [--json]

Brings back to the plan what npm run drift finds: what people have changed or added by hand, and a release that a failed
upgrade has rolled back. Pulumi compares the plan with its state and not with the cluster, so "up" alone does neither.
Releases are installed once more by helm with the plan's values; the program's own objects are applied; keys that somebody
has added are taken away. Needs kubectl and helm.

  --stack NAME   the stack: Pulumi.NAME.yaml (default dev)
  --yes          doesn't ask
  --mirror URL   in place of the chartMirror of the stack
  --json         {"findings": [{"check", "outcome", "found", "remedy"}]}
`;

main(async () => {
    const options = argumentsOf(USAGE, {
        stack: { type: "string", default: "dev" },
        yes: { type: "boolean", default: false },
        mirror: { type: "string" },
        json: { type: "boolean", default: false },
    });
    const { stack, mirror } = options;
    const planned = await planWithMirror(stack, mirror);
    const cluster = await openCluster(planned.config);
    const drift = await driftOf(cluster, planned, progress);
    const drifted = driftedReleases(drift);
    const releases = releasesOf(planned.plan.resources).filter(({ release }) => drifted.has(release));
    const objects = driftedObjects(drift);
    if (releases.length + objects.length === 0) {
        report([ok("drift", "none: nothing to bring back")], options.json, stack);
        return;
    }
    const list = [...releases.map(({ release }) => release), ...objects.map(({ wanted }) => wanted.name)].join(", ");
    await confirm(`Bring ${list} back to the plan on ${cluster.context}?`, options.yes);
    const findings: Finding[] = [];
    for (const release of releases) {
        progress(`helm upgrade ${release.release} ...`);
        findings.push(await upgrade(cluster, release));
    }
    for (const object of objects) findings.push(await apply(cluster, object));
    const left = await driftOf(cluster, planned, progress);
    for (const object of left.objects) findings.push(...(await takeAway(cluster, object)));
    report(findings, options.json, stack);
});
