import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "../shared/cluster/kubectl";
import { listAt, quantity, textAt } from "../shared/cluster/object-fields";
import { progress } from "../shared/terminal/findings";
import type { Step } from "./growth";

/** What a step does, for people. */
export const told = (step: Step): string =>
    step.step === "enlarge"
        ? `enlarge ${step.claim} from ${step.from} to ${step.to}`
        : `take away StatefulSet ${step.statefulSet}, whose pods and volumes stay; "up" makes it anew`;

/** Does one step. */
export async function apply(cluster: Cluster, step: Step): Promise<void> {
    progress(told(step));
    const { namespace } = step;
    if (step.step === "orphan") {
        const away = ["delete", "statefulset", step.statefulSet, "--cascade=orphan"];
        await cluster.text([...away, "--namespace", namespace, "--ignore-not-found"]);
        return;
    }
    const patch = JSON.stringify({ spec: { resources: { requests: { storage: step.to } } } });
    await cluster.text(["patch", "persistentvolumeclaim", step.claim, "--namespace", namespace, "--patch", patch]);
}

/** How far the growth of a volume has come. */
export type Progress = "grown" | "waits for its pod" | "growing";

const PENDING = "FileSystemResizePending";
const POLL_MS = 2_000;

async function progressOf(
    cluster: Cluster,
    { namespace, claim, to }: Extract<Step, { step: "enlarge" }>,
): Promise<Progress> {
    const live = await cluster.get("persistentvolumeclaim", claim, namespace);
    if (quantity(textAt(live, "status", "capacity", "storage")) >= quantity(to)) return "grown";
    const waits = listAt(live, "status", "conditions").some((condition) => textAt(condition, "type") === PENDING);
    return waits ? "waits for its pod" : "growing";
}

/** Waits until the volumes have grown, or wait for a restart of their pods. */
export async function awaited(
    cluster: Cluster,
    steps: readonly Step[],
    patience: number,
): Promise<ReadonlyMap<string, Progress>> {
    const end = Date.now() + patience;
    const states = new Map<string, Progress>();
    for (const step of steps) {
        if (step.step !== "enlarge") continue;
        progress(`waiting for ${step.claim}`);
        let state = await progressOf(cluster, step);
        while (state === "growing" && Date.now() < end) {
            await sleep(POLL_MS);
            state = await progressOf(cluster, step);
        }
        states.set(step.claim, state);
    }
    return states;
}
