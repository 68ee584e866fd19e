/** The corpus of texts with personal data and secrets, and of those that look like it and must pass. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const FOLDER = join(__dirname, "../../tests/privacy/corpus");
const UNTOUCHED = "untouched";

/** A line with what must go; «marks» stand around each piece of that in the files. */
export interface Positive {
    readonly kind: string;
    readonly line: string;
    readonly private: readonly string[];
}

const lines = (kind: string): readonly string[] =>
    readFileSync(join(FOLDER, `${kind}.txt`), "utf8")
        .split("\n")
        .filter((line) => line !== "");

/** Lines that hold personal data or secrets, by kind: the name of their file. */
export const positives = (): readonly Positive[] =>
    readdirSync(FOLDER)
        .map((file) => file.replace(".txt", ""))
        .filter((kind) => kind !== UNTOUCHED)
        .sort()
        .flatMap((kind) =>
            lines(kind).map((line) => ({
                kind,
                line: line.replaceAll(/[«»]/g, ""),
                private: [...line.matchAll(/«([^»]*)»/g)].map(([, piece]) => piece ?? ""),
            })),
        );

/** Lines that look like it and must pass as they are. */
export const negatives = (): readonly string[] => lines(UNTOUCHED);
