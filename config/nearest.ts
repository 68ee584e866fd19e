/** "Did you mean?" */

import { distance } from "fastest-levenshtein";

/** The nearest of the known words, unless none is near. */
export function nearest(word: string, known: readonly string[]): string | undefined {
    const ranked = known.map((candidate) => ({
        candidate,
        far: distance(word.toLowerCase(), candidate.toLowerCase()),
    }));
    const [best] = ranked.sort((a, b) => a.far - b.far);
    return best !== undefined && best.far <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : undefined;
}
