import type { CheckedObject, Drift } from "./check";
import { titleOf } from "./wanted";

/** What has drifted, for people and for scripts. */

/** Exit codes of the command. */
export const EXIT = { asPlanned: 0, failed: 1, drift: 2 } as const;

export interface Verdict {
    readonly stack: string;
    readonly context: string;
    readonly drift: Drift;
}

const drifted = (object: CheckedObject): boolean => object.state !== "as planned" && object.state !== "not compared";

export function exitCodeOf({ objects, releases }: Drift): number {
    if (objects.some(drifted) || releases.some(({ problems }) => problems.length > 0)) return EXIT.drift;
    return objects.some(({ state }) => state === "not compared") ? EXIT.failed : EXIT.asPlanned;
}

const placeOf = ({ release }: CheckedObject["wanted"]): string =>
    release === undefined ? "" : ` (release ${release})`;

const indented = (depth: number, lines: readonly string[]): readonly string[] =>
    lines.map((line) => `${" ".repeat(depth)}${line}`.trimEnd());

function detailsOf(object: CheckedObject): readonly string[] {
    switch (object.state) {
        case "as planned":
            return [];
        case "missing":
            return ["is not in the cluster"];
        case "unchangeable":
            return ["can't be changed into what is planned:", object.reason];
        case "not compared":
            return ["could not be compared:", object.reason];
        case "changed":
            return object.differences.flatMap(({ path, planned, live }) => [
                path,
                ...indented(4, [...planned.map((line) => `- ${line}`), ...live.map((line) => `+ ${line}`)]),
            ]);
    }
}

const block = (title: string, details: readonly string[]): string => [title, ...indented(4, details)].join("\n");

const many = (count: number, what: string): string => `${count} ${what}${count === 1 ? "" : "s"}`;

function summary({ stack, context, drift: { objects, releases } }: Verdict): string {
    const changed = objects.filter(drifted).length;
    const broken = releases.filter(({ problems }) => problems.length > 0).length;
    const failed = objects.filter(({ state }) => state === "not compared").length;
    const left = failed === 0 ? "" : ` ${many(failed, "object")} could not be compared.`;
    const what = `${many(objects.length, "object")} and ${many(releases.length, "release")}`;
    if (changed + broken === 0) {
        const none = failed === 0 ? "No drift" : "No drift in what could be compared";
        return `${none}: ${what} of ${stack} in ${context}.${left}`;
    }
    return `Drift: ${many(changed, "object")} and ${many(broken, "release")} of ${what} of ${stack} in ${context} are not as planned.${left}`;
}

export function driftText(verdict: Verdict): string {
    const { objects, releases } = verdict.drift;
    const found = objects.filter(({ state }) => state !== "as planned");
    const unknown = objects.filter((object) => object.unknown.length > 0);
    const read = objects.filter(({ byReading }) => byReading);
    return [
        summary(verdict),
        ...(found.some(({ state }) => state === "changed") ? ["- is planned, + is in the cluster"] : []),
        ...releases
            .filter(({ problems }) => problems.length > 0)
            .map(({ release, namespace, problems }) => block(`Release ${namespace}/${release}`, problems)),
        ...found.map((object) => block(`${titleOf(object.wanted)}${placeOf(object.wanted)}`, detailsOf(object))),
        ...(exitCodeOf(verdict.drift) === EXIT.drift
            ? [`To bring it back to the plan: npm run reapply -- --stack ${verdict.stack}`]
            : []),
        ...(read.length === 0
            ? []
            : [
                  `${many(read.length, "object")} compared by reading alone, since the credentials may not patch them in a dry run: ` +
                      "fields that the plan leaves out were not looked at.",
              ]),
        ...(unknown.length === 0
            ? []
            : [
                  block(
                      "Only the presence of these values was checked: they are secret or generated, and the plan has none to compare.",
                      unknown.map((object) => `${titleOf(object.wanted)}: ${object.unknown.join(", ")}`),
                  ),
              ]),
    ].join("\n\n");
}

export const driftJson = ({ stack, context, drift: { objects, releases } }: Verdict): string =>
    JSON.stringify(
        {
            stack,
            context,
            releases,
            objects: objects.map(({ wanted: { manifest: _, ...wanted }, ...state }) => ({ ...wanted, ...state })),
        },
        null,
        2,
    );
