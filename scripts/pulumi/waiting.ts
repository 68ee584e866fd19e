/** What an `up` waits for while the engine says no more than "updating": pods that aren't ready, and why. */
import { setTimeout as sleep } from "node:timers/promises";
import type { PlainObject } from "../../config/merge";
import type { StackConfig } from "../../config/schema";
import { isReached, reachCluster, type Cluster } from "../shared/cluster/kubectl";
import { labelOf, nameOf, namespaceOf, textAt } from "../shared/cluster/object-fields";
import { causeOf, isReady, sourcesIn, type Sources } from "../shared/cluster/pods";

const LOOK_MS = 5_000;
/** How old a pod is that is told of: most are ready before. */
const PATIENCE_MS = 30_000;
/** After which it is told of again. */
const AGAIN_MS = 60_000;
const LONGEST_CAUSE = 160;

interface Waiting {
    readonly pod: string;
    readonly line: string;
}

const RELEASE = "app.kubernetes.io/instance";
const hasEnded = (pod: PlainObject): boolean => textAt(pod, "status", "phase") === "Succeeded";

/** Pods that have not been ready for longer than most take, with a line for each. */
export const waitingFor = (pods: readonly PlainObject[], sources: Sources, now: number): readonly Waiting[] =>
    pods
        .map((pod) => ({ pod, age: now - Date.parse(textAt(pod, "metadata", "creationTimestamp")) }))
        .filter(({ pod, age }) => age >= PATIENCE_MS && !isReady(pod) && !hasEnded(pod))
        .map(({ pod, age }) => ({
            pod: `${namespaceOf(pod)}/${nameOf(pod)}`,
            line: `${labelOf(pod, RELEASE) || namespaceOf(pod)}: waits for the pod ${nameOf(pod)} (${Math.round(age / 1000)} s): ${causeOf(pod, sources).slice(0, LONGEST_CAUSE)}`,
        }));

async function look(cluster: Cluster, namespaces: readonly string[]): Promise<readonly Waiting[]> {
    const each = await Promise.all(
        namespaces.map(async (namespace) =>
            waitingFor(await cluster.list("pods", { namespace }), await sourcesIn(cluster, namespace), Date.now()),
        ),
    );
    return each.flat();
}

/** Tells what is waited for until the signal comes. A cluster that doesn't answer is the engine's to tell of. */
export async function tellWaiting(
    config: StackConfig,
    say: (line: string) => void,
    signal: AbortSignal,
): Promise<void> {
    const cluster = await reachCluster(config);
    const told = new Map<string, number>();
    while (isReached(cluster) && !signal.aborted) {
        const waiting = await look(cluster, [config.namespaces.monitoring, config.namespaces.agents]).catch(() => []);
        for (const { pod, line } of waiting) {
            if (Date.now() - (told.get(pod) ?? 0) < AGAIN_MS) continue;
            told.set(pod, Date.now());
            say(line);
        }
        await sleep(LOOK_MS, undefined, { signal }).catch(() => undefined);
    }
}
