/** `npm run recover`: releases that a broken-off `up` left pending. */

import { confirm } from "./shared/terminal/confirm";
import { argumentsOf, main } from "./shared/terminal/arguments";
import { openCluster, type Cluster } from "./shared/cluster/kubectl";
import { isPending, liveReleases, type LiveRelease } from "./shared/cluster/live-releases";
import { releasesOf } from "./shared/planning/graph";
import { planStack } from "./shared/planning/planned-stack";
import { UsageError } from "./shared/terminal/usage-error";
import { ok, progress, report } from "./shared/terminal/findings";

const USAGE = `
npm run recover -- [--stack dev] [--yes] [--force] [--json]

Frees Helm releases of a stack that were left pending by an "up" which was broken off ("another operation is in
progress"): takes away the record of the unfinished revision, so that the one before it counts again. Objects in the
cluster stay as they are; the next "up" brings them to where they should be.

  --stack NAME   the stack: Pulumi.NAME.yaml (default dev)
  --yes          doesn't ask
  --force        also a release that has been pending for less than 15 minutes, which an "up" may still be at
  --json         {"findings": [{"check", "outcome", "found", "remedy"}]}
`;

/** An `up` waits no longer than this for a release. */
const STILL_RUNNING_MS = 900_000;

/** Takes away an unfinished revision. Its labels are read again first: it may have ended meanwhile. */
async function free(cluster: Cluster, { name, namespace, secret, status }: LiveRelease): Promise<void> {
    progress(`${name}: taking away ${secret} (${status})`);
    const selector = `owner=helm,name=${name},status=${status}`;
    const found = await cluster.list("secrets", { namespace, selector });
    if (found.length === 0)
        throw new UsageError(
            `${name} is no longer ${status}: nothing was taken away. Look again: npm run doctor -- --stack {stack}`,
        );
    await cluster.text(["delete", "secret", secret, "--namespace", namespace]);
}

main(async () => {
    const options = argumentsOf(USAGE, {
        stack: { type: "string", default: "dev" },
        yes: { type: "boolean", default: false },
        force: { type: "boolean", default: false },
        json: { type: "boolean", default: false },
    });
    const { plan, config } = await planStack(options.stack);
    const cluster = await openCluster(config);
    const planned = releasesOf(plan.resources);
    const live = await liveReleases(cluster, [...new Set(planned.map(({ namespace }) => namespace))]);
    const stuck = live.filter((one) => isPending(one) && planned.some(({ release }) => release === one.name));
    if (stuck.length === 0) {
        report([ok("releases", "none is pending")], options.json, options.stack);
        return;
    }
    const young = stuck.filter(({ since }) => Date.now() - Date.parse(since) < STILL_RUNNING_MS);
    if (young.length > 0 && !options.force) {
        throw new UsageError(
            `${young.map(({ name, status, since }) => `${name} is ${status} since ${since}`).join("\n")}\n` +
                '    An "up" may still be at it. If none is, add --force.',
        );
    }
    const list = stuck.map(({ name, status, revision }) => `${name} (${status}, revision ${revision})`).join(", ");
    await confirm(`Free ${list} on ${cluster.context}?`, options.yes);
    for (const release of stuck) await free(cluster, release);
    report(
        [
            ...stuck.map(({ name, revision }) =>
                ok(
                    name,
                    revision > 1
                        ? `revision ${revision - 1} counts again`
                        : "as if never installed; its objects stay and are taken over",
                ),
            ),
            ok("next", `npm run up -- --stack ${options.stack}`),
        ],
        options.json,
        options.stack,
    );
});
