/** Folders of charts in place of repositories: what is in one, and what is wrong with it. */

import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { chartMirrorOf } from "../../config/mirror";
import type { Problem } from "../../config/problems";
import { PROJECT } from "../stack/project";
import { chartFolderProblems, type ChartFolder } from "./folder-verdict";
import { LOCK_FILE, parseLock } from "./folder-lock";

export const sha256 = (content: Buffer): string => createHash("sha256").update(content).digest("hex");

/** Where a folder of the configuration is. */
export const folderPath = (folder: string): string => resolve(PROJECT, folder);

/** A folder of charts, with the digest of every archive in it. */
export function readChartFolder(folder: string): ChartFolder {
    const path = folderPath(folder);
    if (!existsSync(path) || !statSync(path).isDirectory()) return { state: "absent" };
    const lockFile = join(path, LOCK_FILE);
    if (!existsSync(lockFile)) return { state: "unlocked" };
    try {
        const parsed = parseLock(readFileSync(lockFile, "utf8"));
        if (!parsed.ok) return { state: "mislocked", reason: parsed.reason };
        const archives = readdirSync(path).filter((name) => name.endsWith(".tgz"));
        const digests = Object.fromEntries(archives.map((name) => [name, sha256(readFileSync(join(path, name)))]));
        return { state: "locked", lock: parsed.lock, digests };
    } catch (error) {
        return { state: "closed", reason: error instanceof Error ? error.message : String(error) };
    }
}

/** What is wrong with the folder that a stack names as its mirror; nothing where it names none. */
export function mirrorProblems(chartMirror: unknown): readonly Problem[] {
    if (typeof chartMirror !== "string") return [];
    const mirror = chartMirrorOf(chartMirror);
    return mirror.kind === "folder" ? chartFolderProblems(chartMirror, readChartFolder(mirror.path)) : [];
}
