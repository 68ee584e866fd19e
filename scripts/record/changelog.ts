import type { Verdict } from "../shared/comparison/destructive/verdict";

/** What CHANGELOG says of changes that replace or delete something. */

const SECTION = "Unreleased";
const LIST = "Destructive";

/** Objects that the section `### Destructive` below `## Unreleased` lists, each as a finding names it. */
export function listedAsDestructive(changelog: string): readonly string[] {
    const released = sectionOf(changelog, `## ${SECTION}`, "## ");
    const list = sectionOf(released, `### ${LIST}`, "### ");
    return [...list.matchAll(/^- `([^`]+)`/gm)].map(([, object = ""]) => object);
}

/** The lines between a heading and the next one of its level; empty where there is no such heading. */
function sectionOf(text: string, heading: string, level: string): string {
    const lines = text.split("\n");
    const start = lines.findIndex((line) => line.trimEnd() === heading);
    if (start < 0) return "";
    const rest = lines.slice(start + 1);
    const end = rest.findIndex((line) => line.startsWith(level));
    return (end < 0 ? rest : rest.slice(0, end)).join("\n");
}

/**
 * What is wrong with the list: what it lacks, with the line to add, and what it names for nothing.
 *
 * @param isKnown whether an object that isn't found would have been, were its change destructive.
 */
export function changelogProblems(
    found: readonly Verdict[],
    listed: readonly string[],
    isKnown: (object: string) => boolean = () => true,
): readonly string[] {
    const objects = [...new Set(found.map(({ object }) => object))];
    return [
        ...objects
            .filter((object) => !listed.includes(object))
            .map((object) => `Add to "### ${LIST}" of "## ${SECTION}" in CHANGELOG.md:\n${lineFor(object, found)}`),
        ...listed
            .filter((object) => !objects.includes(object) && isKnown(object))
            .map(
                (object) =>
                    `"### ${LIST}" of "## ${SECTION}" in CHANGELOG.md lists \`${object}\`, which no change destroys: remove it.`,
            ),
    ];
}

/** The line of an object, from everything that was found of it. */
const lineFor = (object: string, found: readonly Verdict[]): string =>
    `- \`${object}\`: ${[
        ...new Set(
            found
                .filter((verdict) => verdict.object === object)
                .map(({ found: what, consequence, remedy }) => `${what}: ${consequence}; ${remedy}`),
        ),
    ].join(". ")}.`;
