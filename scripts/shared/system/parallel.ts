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

/** Lets so many tasks run at a time; the others wait for their turn. */
export function limited(most: number): <T>(task: () => Promise<T>) => Promise<T> {
    const waiting: (() => void)[] = [];
    let running = 0;
    return async (task) => {
        if (running >= most) await new Promise<void>((resolve) => waiting.push(resolve));
        else running += 1;
        try {
            return await task();
        } finally {
            const next = waiting.shift();
            if (next === undefined) running -= 1;
            else next();
        }
    };
}
