import { copyFileSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "yaml";
import { chartSource } from "../../model/charts/source";
import type { LockedChart } from "../../model/charts/folder-lock";
import { sha256 } from "../../model/charts/folder";
import { archiveOf, DISTINCT_CHARTS, type Chart } from "../../model/charts/charts";
import { isPlainObject } from "../../config/merge";
import { toSortedYaml } from "../../model/formats/yaml";
import { run } from "../shared/system/command";
import { chartArguments, FIREWALL, helm } from "../shared/rendering/render";
import { UsageError } from "../shared/terminal/usage-error";
import { byReason, type Lacking } from "./reasons";

/** Runs something with a folder that is gone afterwards. */
export async function inTemporaryFolder<T>(work: (folder: string) => Promise<T>): Promise<T> {
    const folder = mkdtempSync(join(tmpdir(), "go-coffee-charts-"));
    try {
        return await work(folder);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** Pulls one chart into a folder, under the name that the stack looks for. */
async function pullArchive(chart: Chart, mirror: string | undefined, folder: string): Promise<LockedChart | Lacking> {
    const { repositoryOpts, ...source } = chartSource(chart, mirror);
    const from = { ...source, ...(repositoryOpts === undefined ? {} : { repository: repositoryOpts.repo }) };
    return inTemporaryFolder(async (own) => {
        const { code, stderr } = await run(helm(), ["pull", ...chartArguments(from), "--destination", own]);
        // A repository names its files as it likes.
        const [file] = readdirSync(own);
        if (code !== 0 || file === undefined) {
            return { name: `${chart.chart} ${chart.version}`, reason: stderr.trim().replace(/^Error: /, "") };
        }
        const archive = join(folder, archiveOf(chart));
        copyFileSync(join(own, file), archive);
        return { name: chart.chart, version: chart.version, sha256: sha256(readFileSync(archive)) };
    });
}

/**
 * Pulls every chart of the stack into a folder.
 *
 * @param mirror in place of the charts' own repositories.
 * @throws UsageError that names each chart that can't be had.
 */
export async function pullArchives(
    folder: string,
    mirror: string | undefined,
    say: (line: string) => void,
): Promise<readonly LockedChart[]> {
    const pulled = await Promise.all(
        DISTINCT_CHARTS.map(async (chart) => {
            const result = await pullArchive(chart, mirror, folder);
            if ("sha256" in result) say(`pulled ${chart.chart} ${chart.version}`);
            return result;
        }),
    );
    const lacking = pulled.filter((result) => "reason" in result);
    if (lacking.length > 0) {
        throw new UsageError(`Not every chart could be pulled:\n${byReason(lacking)}\n\n${FIREWALL}`);
    }
    return pulled.filter((result) => "sha256" in result);
}

/** Writes the index by which a web server makes the folder a Helm repository: helm's, without moments in it. */
export async function writeIndex(folder: string): Promise<void> {
    const { code, stderr } = await run(helm(), ["repo", "index", folder]);
    if (code !== 0) throw new UsageError(`helm could not index the charts:\n${stderr.trim()}`);
    const file = join(folder, "index.yaml");
    writeFileSync(file, withoutMoments(readFileSync(file, "utf8")));
}

/** The same charts give the same index. */
export function withoutMoments(index: string): string {
    const { generated: _, entries, ...rest } = parse(index) as { readonly [key: string]: unknown };
    const timeless = Object.entries(isPlainObject(entries) ? entries : {}).map(([name, versions]) => [
        name,
        (versions as readonly { readonly created?: string }[]).map(({ created: _, ...version }) => version),
    ]);
    return toSortedYaml({ ...rest, entries: Object.fromEntries(timeless) as unknown });
}
