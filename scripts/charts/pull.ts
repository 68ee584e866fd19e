/** Charts and images of a stack, put into a folder. */

import { copyFileSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { judge, mending, pullCommand } from "../../model/charts/folder-verdict";
import { LOCK_FILE, lockText, type ChartLock, type LockedImage } from "../../model/charts/folder-lock";
import { folderPath, readChartFolder } from "../../model/charts/folder";
import { archiveOf, DISTINCT_CHARTS } from "../../model/charts/charts";
import { CHART_MIRROR, chartMirrorOf } from "../../config/mirror";
import { PROJECT } from "../../model/stack/project";
import { readStackFile } from "../shared/planning/stack-file";
import { messageOf, UsageError } from "../shared/terminal/usage-error";
import { accept, moved, type PulledChart, type Replaced } from "./accept";
import { inTemporaryFolder, pullArchives, writeIndex } from "./archives";
import { imagesOfStack, withDigests, type ImageDigests } from "./images";

export const INDEX_FILE = "index.yaml";
export const IMAGES_FILE = "images.txt";

export interface PullOptions {
    /** The folder, as `chartMirror` names it. */
    readonly folder: string;
    readonly mirror: string | undefined;
    readonly stacks: readonly string[];
    /** Names of charts that may have another digest than the lock says. */
    readonly accepted: readonly string[];
    readonly imageDigests: boolean;
}

export interface Pulled {
    readonly charts: readonly PulledChart[];
    readonly images: readonly LockedImage[];
    readonly untold: ImageDigests["untold"];
}

/** The mirror to pull from: the one given, or the one on the network that the stacks name. */
export function sourceMirror(given: string | undefined, named: readonly (string | undefined)[]): string | undefined {
    const isRemote = (mirror = ""): boolean => CHART_MIRROR.test(mirror) && chartMirrorOf(mirror).kind !== "folder";
    if (given !== undefined && !isRemote(given)) {
        throw new UsageError(`--mirror ${given}: charts are pulled from an HTTP repository or an oci:// prefix.`);
    }
    const mirrors = [...new Set(named.filter(isRemote))];
    if (given === undefined && mirrors.length > 1) {
        throw new UsageError(`The stacks name different mirrors (${mirrors.join(", ")}): choose one with --mirror.`);
    }
    return given ?? mirrors[0];
}

const mirrorOfStack = (stack: string): string | undefined => {
    const { project, values } = readStackFile(PROJECT, stack);
    return values[`${project}:chartMirror`];
};

/** The lock of a folder that may not be there yet. */
function lockOf(folder: string): ChartLock | undefined {
    const found = readChartFolder(folder);
    switch (found.state) {
        case "locked":
            return found.lock;
        case "absent":
        case "unlocked":
            return undefined;
        default:
            throw new UsageError(
                judge(found)
                    .map(({ problem = "" }) => `${folder} ${problem}\n    ${mending(folder, found)}`)
                    .join("\n"),
            );
    }
}

const refusal = (folder: string, replaced: readonly Replaced[]): UsageError =>
    new UsageError(
        [
            `These charts are not those that ${join(folder, LOCK_FILE)} holds under the same version; nothing was changed:`,
            ...replaced.map(
                ({ name, version, locked, pulled }) =>
                    `  ${name} ${version}\n    locked sha256 ${locked}\n    pulled sha256 ${pulled}`,
            ),
            "A version is released once: ask the maintainers what has happened. To accept the new ones on purpose:",
            `  ${pullCommand(folder)} ${replaced.map(({ name }) => `--accept ${name}`).join(" ")}`,
        ].join("\n"),
    );

/** Every image of some stacks, once. */
async function imagesOfStacks(
    stacks: readonly string[],
    folder: string,
    say: (line: string) => void,
): Promise<readonly string[]> {
    const images: string[] = [];
    // One after the other: a program is evaluated in this process.
    for (const stack of stacks) {
        say(`rendering ${stack} for its images`);
        images.push(...(await imagesOfStack(stack, folder)));
    }
    return [...new Set(images)].sort();
}

/**
 * Pulls charts and writes the folder: archives, index, images, and the lock last.
 *
 * @throws UsageError when a chart can't be had, or has another digest than the lock says; nothing is changed then.
 */
export async function pull(options: PullOptions, say: (line: string) => void): Promise<Pulled> {
    const { folder, stacks } = options;
    const mirror = sourceMirror(options.mirror, stacks.map(mirrorOfStack));
    const before = lockOf(folder);
    return inTemporaryFolder(async (staging) => {
        say(`pulling ${DISTINCT_CHARTS.length} charts from ${mirror ?? "their repositories"}`);
        const accepted = accept(await pullArchives(staging, mirror, say), before, options.accepted);
        if (!accepted.ok) throw refusal(folder, accepted.replaced);
        const { charts } = accepted;
        await writeIndex(staging);
        // The images are those of what was pulled: it is rendered the way that the finished folder will be.
        const write = (name: string, content: string): void => {
            writeFileSync(join(staging, name), content);
        };
        write(LOCK_FILE, lockText({ charts, images: [] }));
        const names = await imagesOfStacks(stacks, staging, say);
        if (options.imageDigests) say(`asking registries for the digests of ${names.length} images`);
        const { images, untold }: ImageDigests = options.imageDigests
            ? await withDigests(names)
            : { images: names.map((image) => ({ image })), untold: [] };
        moved(images, before).forEach(say);
        write(IMAGES_FILE, names.map((name) => `${name}\n`).join(""));
        write(LOCK_FILE, lockText({ charts, images }));
        try {
            replace(folderPath(folder), staging, before);
        } catch (error) {
            throw new UsageError(`${folder} can't be written: ${messageOf(error)}`);
        }
        return { charts, images, untold };
    });
}

/** Lays what was pulled into its folder; charts that only the lock before named go. */
function replace(path: string, staging: string, before: ChartLock | undefined): void {
    mkdirSync(path, { recursive: true });
    const archives = DISTINCT_CHARTS.map(archiveOf);
    for (const name of [...archives, INDEX_FILE, IMAGES_FILE, LOCK_FILE]) {
        copyFileSync(join(staging, name), join(path, name));
    }
    const gone = (before?.charts ?? [])
        .map(({ name, version }) => archiveOf({ chart: name, version }))
        .filter((archive) => !archives.includes(archive));
    for (const archive of gone) rmSync(join(path, archive), { force: true });
}
