import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { LOCK_FILE, lockText, type LockedChart } from "../../model/charts/folder-lock";
import { sha256 } from "../../model/charts/folder";
import { archiveOf, DISTINCT_CHARTS } from "../../model/charts/charts";

/** What stands for the archive of a chart where nobody unpacks it. */
export const archiveText = (name: string): string => `archive of ${name}`;

/** The lock's entries of such archives. */
export const LOCKED: readonly LockedChart[] = DISTINCT_CHARTS.map(({ chart, version }) => ({
    name: chart,
    version,
    sha256: sha256(Buffer.from(archiveText(chart))),
}));

/** Writes a folder of charts with its lock. */
export function writeChartFolder(folder: string): string {
    mkdirSync(folder, { recursive: true });
    for (const row of DISTINCT_CHARTS) writeFileSync(join(folder, archiveOf(row)), archiveText(row.chart));
    writeFileSync(join(folder, LOCK_FILE), lockText({ charts: LOCKED, images: [] }));
    return folder;
}
