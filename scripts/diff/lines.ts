import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { run } from "../shared/system/command";
import { UsageError } from "../shared/terminal/usage-error";
import type { FieldChange } from "../shared/comparison/fields";

/** Lines around a difference. */
const CONTEXT = 2;

/** Texts of several lines that differ, as unified diffs; git makes them, all at once. */
export type LineDiffs = ReadonlyMap<FieldChange, readonly string[]>;

const isText = (value: unknown): value is string => typeof value === "string" && value.includes("\n");

export async function lineDiffs(fields: readonly FieldChange[]): Promise<LineDiffs> {
    const texts = fields.filter(({ before, after }) => isText(before) || isText(after));
    if (texts.length === 0) return new Map();
    const folder = mkdtempSync(join(tmpdir(), "go-coffee-lines-"));
    try {
        for (const side of ["before", "after"] as const) {
            mkdirSync(join(folder, side));
            texts.forEach((field, index) => {
                writeFileSync(join(folder, side, String(index)), ended(field[side]));
            });
        }
        const form = ["--no-color", "--no-ext-diff", "--no-prefix", "--text", `--unified=${CONTEXT}`];
        const result = await run("git", ["diff", "--no-index", ...form, "before", "after"], undefined, { cwd: folder });
        if (result.code > 1) throw new UsageError(`git can't compare texts:\n${result.stderr.trim()}`);
        return new Map(
            hunksByFile(result.stdout).flatMap(([index, lines]) => {
                const field = texts[index];
                return field === undefined ? [] : [[field, lines] as const];
            }),
        );
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

const ended = (value: unknown): string => {
    const text = typeof value === "string" ? value : value === undefined ? "" : JSON.stringify(value);
    return text === "" || text.endsWith("\n") ? text : `${text}\n`;
};

const FILE = /^diff --git before\/(\d+) /;

/** The hunks of a diff of two folders, by the number that a file is named with. */
function hunksByFile(diff: string): readonly (readonly [number, readonly string[]])[] {
    return diff.split(/^(?=diff --git )/m).flatMap((part): readonly (readonly [number, readonly string[]])[] => {
        const index = FILE.exec(part)?.[1];
        if (index === undefined) return [];
        const lines = part.split("\n");
        const first = lines.findIndex((line) => line.startsWith("@@"));
        // git repeats a line before the hunk behind the second @@.
        return [[Number(index), lines.slice(first, -1).map((line) => line.replace(/^(@@ .* @@).*/, "$1"))]];
    });
}
