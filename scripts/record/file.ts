import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isPlainObject, type PlainObject } from "../../config/merge";
import { keyOf, type AppliedObject } from "../shared/comparison/applied-objects";
import type { PlannedRelease } from "../shared/planning/graph";
import { PROJECT } from "../../model/stack/project";
import { sortedKeys } from "../shared/terminal/text";
import { recorded, type Inventory } from "./inventory";

/** The record of a released version of a stack. */
export interface ReleaseRecord extends Inventory {
    /** Version of package.json. */
    readonly version: string;
}

export const recordFile = (stack: string): string => join(PROJECT, "releases", `${stack}.json`);

/** JSON with a line for each release and object, so that two records can be compared. */
export function recordText({ version, releases, objects, rendered }: ReleaseRecord): string {
    const sections: readonly (readonly [string, readonly unknown[]])[] = [
        ["releases", [...releases].sort((a, b) => (a.release < b.release ? -1 : 1))],
        ["objects", entries(objects)],
        ...(rendered === undefined ? [] : [["rendered", entries(rendered)] as const]),
    ];
    const parts = sections.map(
        ([name, list]) => `"${name}": [\n${list.map((entry) => JSON.stringify(sortedKeys(entry))).join(",\n")}\n]`,
    );
    return `{\n"version": ${JSON.stringify(version)},\n${parts.join(",\n")}\n}\n`;
}

const entries = (objects: readonly AppliedObject[]): readonly unknown[] =>
    [...objects]
        .sort((a, b) => (keyOf(a.id) < keyOf(b.id) ? -1 : 1))
        .map(({ release, manifest }) => ({ ...(release === undefined ? {} : { release }), manifest }));

/** Reads what `recordText` wrote. */
export function readRecord(file: string): ReleaseRecord {
    const content = JSON.parse(readFileSync(file, "utf8")) as {
        readonly version: string;
        readonly releases: readonly PlannedRelease[];
        readonly objects: readonly unknown[];
        readonly rendered?: readonly unknown[];
    };
    const objects = (list: readonly unknown[]): readonly AppliedObject[] =>
        list
            .filter(isPlainObject)
            .map(({ release, manifest }) =>
                recorded(manifest as PlainObject, typeof release === "string" ? release : undefined),
            );
    const { version, releases, rendered } = content;
    return {
        version,
        releases,
        objects: objects(content.objects),
        ...(rendered === undefined ? {} : { rendered: objects(rendered) }),
    };
}
