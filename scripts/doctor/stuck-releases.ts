/** Doctor: releases that are pending or failed. */

import { isPending, liveReleases, type LiveRelease } from "../shared/cluster/live-releases";
import { releasesOf, type PlannedRelease } from "../shared/planning/graph";
import { failed, ok, warning, type Finding } from "../shared/terminal/findings";
import type { Check } from "./subject";

export function releaseFindings(
    stack: string,
    planned: readonly PlannedRelease[],
    live: readonly LiveRelease[],
): readonly Finding[] {
    const own = live.filter(({ name, namespace }) =>
        planned.some(({ release, namespace: planned }) => release === name && planned === namespace),
    );
    if (own.length === 0) return [ok("releases", "none of the stack's yet")];
    const stuck = own
        .filter(isPending)
        .map(({ name, status, since }) =>
            failed(
                `release ${name}`,
                `${status} since ${since}`,
                `Is an \`up\` still running? If none is, it was broken off: npm run recover -- --stack ${stack}`,
            ),
        );
    const broken = own
        .filter(({ status }) => status === "failed")
        .map(({ name, namespace, since }) =>
            warning(
                `release ${name}`,
                `failed ${since}`,
                `The next \`up\` tries again. What went wrong: kubectl get events --namespace ${namespace} --sort-by=.lastTimestamp`,
            ),
        );
    const fine = own.length - stuck.length - broken.length;
    return [...(fine > 0 ? [ok("releases", `${fine} of ${planned.length} deployed`)] : []), ...stuck, ...broken];
}

export const releases: Check = {
    name: "releases",
    look: async ({ cluster, plan, stack }) => {
        const planned = releasesOf(plan.resources);
        const namespaces = [...new Set(planned.map(({ namespace }) => namespace))];
        return releaseFindings(stack, planned, await liveReleases(cluster, namespaces));
    },
};
