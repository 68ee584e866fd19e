import { availableParallelism } from "node:os";

/** Runs tasks, as many at a time as the machine has cores; results are in the order of the tasks. */
export async function inParallel<T>(tasks: readonly (() => Promise<T>)[], signal?: AbortSignal): Promise<readonly T[]> {
    const results = new Map<number, T>();
    const waiting = [...tasks.entries()];
    const work = async (): Promise<void> => {
        for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
            signal?.throwIfAborted();
            const [index, task] = next;
            results.set(index, await task());
        }
    };
    await Promise.all(Array.from({ length: Math.max(2, availableParallelism()) }, work));
    return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
