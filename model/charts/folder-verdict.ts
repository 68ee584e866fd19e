import { join } from "node:path";
import { archiveOf, DISTINCT_CHARTS, type Chart } from "./charts";
import { word, type Problem } from "../../config/problems";
import { LOCK_FILE, type ChartLock } from "./folder-lock";

/** A folder of charts as it was found. */
export type ChartFolder =
    | { readonly state: "absent" }
    | { readonly state: "unlocked" }
    /** What lies there as the lock is none. */
    | { readonly state: "mislocked"; readonly reason: string }
    /** The system doesn't let its files be read. */
    | { readonly state: "closed"; readonly reason: string }
    | {
          readonly state: "locked";
          readonly lock: ChartLock;
          /** SHA-256 of each archive that is there, by file name. */
          readonly digests: { readonly [archive: string]: string };
      };

/** What is said of a part of a folder; a problem is the rest of a sentence that begins with the folder. */
export interface Verdict {
    readonly part: string;
    readonly problem?: string;
}

/** The command that makes a folder, and mends it. */
export const pullCommand = (folder: string): string => `npm run charts -- pull --to ${word(folder)}`;

/** The command that mends what was found. */
export function mending(folder: string, { state }: ChartFolder): string {
    switch (state) {
        case "closed":
            return `chmod -R u+rX ${word(folder)}`;
        // What isn't understood is never overwritten unasked: it may be the lock of a later version.
        case "mislocked":
            return `rm ${word(join(folder, LOCK_FILE))} && ${pullCommand(folder)}`;
        default:
            return pullCommand(folder);
    }
}

/** Holds a folder against its lock, and the lock against the charts that are to be installed. */
export function judge(found: ChartFolder, charts: readonly Chart[] = DISTINCT_CHARTS): readonly Verdict[] {
    switch (found.state) {
        case "absent":
            return [{ part: "folder", problem: "is no folder" }];
        case "unlocked":
            return [{ part: LOCK_FILE, problem: `has no ${LOCK_FILE}: nothing tells what its charts must be` }];
        case "mislocked":
            return [{ part: LOCK_FILE, problem: `has a ${LOCK_FILE} that is no lock: ${found.reason}` }];
        case "closed":
            return [{ part: "folder", problem: `can't be read: ${found.reason}` }];
        case "locked":
            return charts.map((chart) => {
                const problem = chartProblem(chart, found);
                return { part: `${chart.chart} ${chart.version}`, ...(problem === undefined ? {} : { problem }) };
            });
    }
}

function chartProblem(chart: Chart, { lock, digests }: Extract<ChartFolder, { state: "locked" }>): string | undefined {
    const versions = lock.charts.filter(({ name }) => name === chart.chart);
    const locked = versions.find(({ version }) => version === chart.version);
    if (locked === undefined) {
        const others = versions.map(({ version }) => version).join(", ");
        return `has no ${chart.chart} ${chart.version} in its lock${others === "" ? "" : `, only ${others}`}`;
    }
    const archive = archiveOf(chart);
    const digest = digests[archive];
    if (digest === undefined) return `has no ${archive}`;
    if (digest === locked.sha256) return undefined;
    return `has another ${archive} than its lock: sha256 ${digest} in place of ${locked.sha256}`;
}

/** The same as problems of the configuration. */
export const chartFolderProblems = (folder: string, found: ChartFolder): readonly Problem[] =>
    judge(found).flatMap(({ problem }) =>
        problem === undefined ? [] : [{ key: "chartMirror", value: folder, problem, fix: mending(folder, found) }],
    );
