/** Generated lines through a way, a chunk at a time. */
import { leaks, planted } from "./fuzz";
import { startScrubber, type Way } from "./scrubber";

const CHUNK = 10_000;
const SHOWN = 20;

/** @returns how many lines something was left of. */
export async function fuzz(
    way: Way,
    count: number,
    seed: number,
    folder: string,
    say: (progress: string) => void,
): Promise<number> {
    const scrubber = await startScrubber(way, folder);
    let left = 0;
    let kinds: { readonly [kind: string]: number } = {};
    for (let first = 0; first < count; first += CHUNK) {
        const lines = planted(Math.min(CHUNK, count - first), seed + first);
        const found = leaks(lines, await scrubber.through(lines.map(({ line }) => line)));
        found.slice(0, Math.max(SHOWN - left, 0)).forEach((leak) => {
            console.log(leak);
        });
        left += found.length;
        for (const { kind } of lines) kinds = { ...kinds, [kind]: (kinds[kind] ?? 0) + 1 };
        say(`${first + lines.length} of ${count} lines, ${left} leaks`);
    }
    await scrubber.stop();
    console.log(
        `${count} lines from seed ${seed} (${Object.entries(kinds)
            .map(([kind, all]) => `${kind} ${all}`)
            .join(", ")}), as body and as attribute: ${left} leaks`,
    );
    return left;
}
