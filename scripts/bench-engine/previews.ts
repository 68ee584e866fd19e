/** Processor time of a preview of dev on an empty cluster, beside that of an empty program. */
import type { PlainObject } from "../../config/merge";
import { startCluster } from "../shared/loopback/cluster";
import { startEngine } from "../shared/loopback/pulumi/real-engine";
import type { Program } from "../shared/loopback/pulumi/operation";
import { succeeded } from "../shared/loopback/pulumi/outcome";
import type { Pair } from "./ratios";

/** Seconds of each round; what is loaded for the first time is in none of them. */
export async function previews(
    settings: PlainObject,
    rounds: number,
    say: (progress: string) => void,
): Promise<readonly Pair[]> {
    const cluster = await startCluster();
    const engine = await startEngine(cluster, "dev", settings);
    const seconds = async (program: Program): Promise<number> =>
        succeeded(await engine.operate("preview", { program })).cpuSeconds;
    const measured: Pair[] = [];
    for (let round = 0; round <= rounds; round++) {
        say(round === 0 ? "preview: warming up" : `preview: round ${round} of ${rounds}`);
        const pair = { ours: await seconds("stack"), base: await seconds("empty") };
        if (round > 0) measured.push(pair);
    }
    await cluster.stop();
    return measured;
}
