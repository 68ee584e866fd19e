/** The comparison for a terminal. */

import { lineOf } from "../shared/comparison/destructive/verdict";
import { counts, MARKS, type Told } from "./entries";
import { isDestructive } from "../shared/comparison/stack";

const TITLES = { destructive: "Destructive", note: "To note" } as const;

/** The whole comparison, for a terminal. */
export const asText = (stacks: readonly Told[], against: string): string =>
    [`The working tree against ${against}`, ...stacks.map(stackText)].join("\n\n");

function stackText(told: Told): string {
    const { diff, entries } = told;
    const verdicts = diff.state === "compared" ? diff.verdicts : [];
    const lists = (["destructive", "note"] as const).flatMap((severity) => {
        const lines = verdicts.filter((verdict) => isDestructive(verdict) === (severity === "destructive")).map(lineOf);
        return lines.length === 0 ? [] : [`${TITLES[severity]}:\n${lines.map((line) => `  ! ${line}`).join("\n")}`];
    });
    const objects = entries.map(({ change, title, release, lines }) =>
        [
            `${MARKS[change]} ${title}${release === undefined ? "" : ` (release ${release})`}`,
            ...lines.map((line) => `    ${line}`),
        ].join("\n"),
    );
    return [`== ${diff.stack}: ${counts(told)}`, ...lists, ...(objects.length === 0 ? [] : [objects.join("\n")])].join(
        "\n\n",
    );
}
