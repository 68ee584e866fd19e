/** What a way finds of the corpus, what it changes that it should not, and what it costs to start. */
import { negatives, positives } from "./corpus";
import { startScrubber, type Way } from "./scrubber";

export interface Quality {
    readonly name: string;
    /** Places of the corpus: each line as a body and as an attribute. */
    readonly places: number;
    readonly leaks: number;
    readonly harmless: number;
    readonly falseHits: number;
    /** Processor time of a start, in seconds, of which the collector itself has some. */
    readonly startSeconds: number;
}

export async function qualityOf(way: Way, folder: string): Promise<Quality> {
    const scrubber = await startScrubber(way, folder);
    try {
        const [sensitive, harmless] = [positives(), negatives()];
        const found = await scrubber.through(sensitive.map(({ line }) => line));
        const passed = await scrubber.through(harmless);
        const count = (all: readonly boolean[]): number => all.filter(Boolean).length;
        return {
            name: way.name,
            places: sensitive.length * 2,
            leaks: count(
                found.flatMap((texts, index) =>
                    texts.map((text) => sensitive[index]?.private.some((piece) => text.includes(piece)) ?? false),
                ),
            ),
            harmless: harmless.length * 2,
            falseHits: count(passed.flatMap((texts, index) => texts.map((text) => text !== harmless[index]))),
            startSeconds: scrubber.startSeconds,
        };
    } finally {
        await scrubber.stop();
    }
}
