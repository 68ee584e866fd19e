import { lineOf } from "../shared/comparison/destructive/verdict";
import { counts, MARKS, type Entry, type Told } from "./entries";
import { isDestructive } from "../shared/comparison/stack";

/** Characters that GitHub takes in a comment. */
export const LARGEST_COMMENT = 65_536;
/** Kept free for the line that says what was left out. */
const RESERVE = 400;
const BETWEEN = "\n\n";

/**
 * The comparison as a comment on a pull request: what it destroys, a summary, then object by object as much as fits.
 *
 * @param command what prints the whole.
 */
export function asMarkdown(stacks: readonly Told[], against: string, command: string): string {
    const blocks = [
        `### The stacks against ${against}`,
        ...verdictBlocks(stacks, "Destructive", true),
        ...verdictBlocks(stacks, "To note", false),
        stacks.map((told) => `- **${told.diff.stack}**: ${counts(told)}`).join("\n"),
        ...stacks.flatMap(({ diff, entries }) => entries.map((entry) => entryBlock(diff.stack, entry))),
    ];
    let free = LARGEST_COMMENT - RESERVE - command.length;
    const kept = blocks.filter(({ length }) => {
        const fits = length + BETWEEN.length <= free;
        if (fits) free -= length + BETWEEN.length;
        return fits;
    });
    const left = blocks.length - kept.length;
    const note = `${left} of ${blocks.length} parts don't fit into a comment and are left out here; \`${command}\` prints the whole.`;
    return `${[...kept, ...(left === 0 ? [] : [note])].join(BETWEEN)}\n`;
}

function verdictBlocks(stacks: readonly Told[], title: string, destructive: boolean): readonly string[] {
    const lines = stacks.flatMap(({ diff }) =>
        diff.state !== "compared"
            ? []
            : diff.verdicts
                  .filter((verdict) => isDestructive(verdict) === destructive)
                  .map((verdict) => `- ${diff.stack}: ${lineOf(verdict)}`),
    );
    return lines.length === 0 ? [] : [`#### ${title}`, ...lines];
}

function entryBlock(stack: string, { change, title, release, lines }: Entry): string {
    const heading = `${stack}: ${MARKS[change]} ${title}${release === undefined ? "" : ` (release ${release})`}`;
    if (lines.length === 0) return heading;
    const text = lines.join("\n");
    return [
        `<details><summary>${heading}</summary>`,
        `${fenceFor(text)}diff\n${text}\n${fenceFor(text)}`,
        "</details>",
    ].join(BETWEEN);
}

/** Longer than any row of backticks in a text, which would end it. */
const fenceFor = (text: string): string =>
    "`".repeat(Math.max(3, ...(text.match(/`+/g) ?? []).map((row) => row.length + 1)));
