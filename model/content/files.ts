/** Files of a folder that a stack names. */

import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { extname, join, relative, resolve, sep } from "node:path";
import { or, remove, type Problem } from "../../config/problems";
import { PROJECT } from "../stack/project";

export interface ContentFile {
    /** Path below the folder, with slashes. */
    readonly path: string;
    readonly text: string;
}

export type ContentFolder =
    { readonly state: "absent" } | { readonly state: "there"; readonly files: readonly ContentFile[] };

/** Files with one of these endings, at any depth, in the order of their paths. */
export function readContent(folder: string, endings: readonly string[]): ContentFolder {
    const root = resolve(PROJECT, folder);
    if (!existsSync(root) || !statSync(root).isDirectory()) return { state: "absent" };
    const paths = readdirSync(root, { recursive: true, encoding: "utf8" })
        .filter((path) => endings.includes(extname(path)) && statSync(join(root, path)).isFile())
        .sort();
    return {
        state: "there",
        files: paths.map((path) => ({
            path: relative(root, join(root, path)).split(sep).join("/"),
            text: readFileSync(join(root, path), "utf8"),
        })),
    };
}

/** What is wrong with a file, for whoever may edit it. */
export const fileProblem = (key: string, folder: string, path: string, problem: string): Problem => ({
    key,
    value: folder,
    problem: `${path}: ${problem}`,
    fix: `edit ${join(folder, path)}${or(remove(key))}`,
});

/** A folder that there isn't, or that has nothing in it. */
export const folderProblems = (
    key: string,
    folder: string,
    found: ContentFolder,
    wanted: string,
): readonly Problem[] =>
    found.state === "there" && found.files.length > 0
        ? []
        : [
              {
                  key,
                  value: folder,
                  problem: found.state === "absent" ? "there is no such folder beside Pulumi.yaml" : `has no ${wanted}`,
                  fix: remove(key),
              },
          ];
