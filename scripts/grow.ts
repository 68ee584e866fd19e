/** `npm run grow`: volumes as large as the configuration says. */

import { confirm } from "./shared/terminal/confirm";
import { argumentsOf, main, patience } from "./shared/terminal/arguments";
import { openCluster } from "./shared/cluster/kubectl";
import { apply, awaited, told } from "./grow/apply";
import { growthOf } from "./grow/growth";
import { settingsOf } from "./shared/planning/settings";
import { failed, ok, progress, report, warning, type Finding } from "./shared/terminal/findings";

const USAGE = `
npm run grow -- [--stack dev] [--dry-run] [--yes] [--timeout 600] [--json]

Brings the volumes of a stack to the sizes of its configuration, which neither charts nor operators do: enlarges each
claim that is smaller, and takes away StatefulSets of charts whose size can't be changed, without their pods. Run it
after the size was set and before "up", which makes the StatefulSets anew:

    npm run config -- --stack prod -- set --path prometheus.storage 300Gi
    npm run grow -- --stack prod
    npm run up -- --stack prod

  --stack NAME        the stack: Pulumi.NAME.yaml (default dev)
  --dry-run           says what would be done
  --yes               doesn't ask
  --timeout SECONDS   how long volumes are waited for (default 600)
  --json              {"findings": [{"check", "outcome", "found", "remedy"}]}

Exit code 1 when a volume can't be brought to its size.
`;

/** What became of the volumes. */
const outcomes = (states: Awaited<ReturnType<typeof awaited>>, namespace: string): readonly Finding[] =>
    [...states].map(([claim, state]) => {
        if (state === "grown") return ok(claim, state);
        const describe = `kubectl describe persistentvolumeclaim ${claim} --namespace ${namespace}`;
        if (state === "growing") return failed(claim, "not grown in time", describe);
        return warning(
            claim,
            state,
            `Its driver grows the file system when the pod starts anew: delete the pod that uses it. Which one: ${describe}`,
        );
    });

main(async () => {
    const options = argumentsOf(USAGE, {
        stack: { type: "string", default: "dev" },
        "dry-run": { type: "boolean", default: false },
        yes: { type: "boolean", default: false },
        timeout: { type: "string", default: "600" },
        json: { type: "boolean", default: false },
    });
    const milliseconds = patience(options.timeout);
    const { config } = await settingsOf(options.stack);
    const cluster = await openCluster(config);
    const { monitoring: namespace } = config.namespaces;
    const { steps, problems, notes } = growthOf(config, {
        claims: await cluster.list("persistentvolumeclaims", { namespace }),
        statefulSets: await cluster.list("statefulsets", { namespace }),
        classes: await cluster.list("storageclasses", { everywhere: true }),
    });
    const broken = problems.map((problem) => failed("volumes", problem, "docs/operations.md, Grow storage"));
    if (broken.length > 0) {
        report(broken, options.json, options.stack);
        return;
    }
    const planned = steps.map((step) => ok(step.namespace, told(step)));
    const noted = notes.map((note) => ok("later", note));
    if (steps.length === 0 || options["dry-run"]) {
        report(
            [...(steps.length === 0 ? [ok("volumes", "all have the size of the configuration")] : planned), ...noted],
            options.json,
            options.stack,
        );
        return;
    }
    steps.map(told).forEach(progress);
    await confirm(`Do this on ${cluster.context}?`, options.yes);
    for (const step of steps) await apply(cluster, step);
    const states = await awaited(cluster, steps, milliseconds);
    report(
        [...outcomes(states, namespace), ...noted, ok("next", `npm run up -- --stack ${options.stack}`)],
        options.json,
        options.stack,
    );
});
