/** Dashboards of `content.dashboards`: what Grafana exports of them. */

import { basename, dirname } from "node:path";
import { isPlainObject } from "../../config/merge";
import type { Problem } from "../../config/problems";
import type { StackConfig } from "../../config/schema";
import { DASHBOARDS } from "../grafana/dashboards";
import { DATASOURCES } from "../grafana/datasources";
import { fileProblem, folderProblems, readContent, type ContentFile, type ContentFolder } from "./files";

const KEY = "content.dashboards";
/** Most of what a ConfigMap takes. */
const MOST_BYTES = 1_000_000;
/** Folder of what lies in none. */
const FOLDER = "Own";

export interface OwnDashboard {
    readonly folder: string;
    readonly uid: string;
    readonly title: string;
    readonly json: string;
}

export const readDashboards = (folder: string): ContentFolder => readContent(folder, [".json"]);

export function ownDashboards({ content }: StackConfig): readonly OwnDashboard[] {
    if (content.dashboards === undefined) return [];
    const found = readDashboards(content.dashboards);
    return found.state === "absent" ? [] : found.files.map(dashboardOf);
}

function dashboardOf({ path, text }: ContentFile): OwnDashboard {
    const { uid, title } = JSON.parse(text) as { readonly uid: string; readonly title: string };
    const folder = dirname(path);
    return { folder: folder === "." ? FOLDER : folder, uid, title, json: text };
}

/** All that is wrong in the files of a folder. */
export function dashboardProblems(folder: string, found: ContentFolder, config: StackConfig): readonly Problem[] {
    if (found.state === "absent") return folderProblems(KEY, folder, found, "*.json");
    const taken = new Map(Object.values(DASHBOARDS).map(({ uid }) => [uid as string, "a dashboard of the stack"]));
    const known = [
        ...Object.values(DATASOURCES).map(({ uid }) => uid as string),
        ...Object.keys(config.grafana.datasources),
    ];
    return [
        ...folderProblems(KEY, folder, found, "*.json"),
        ...found.files.flatMap((file) =>
            wrongFile(file, taken, known).map((problem) => fileProblem(KEY, folder, file.path, problem)),
        ),
    ];
}

function wrongFile(
    { path, text }: ContentFile,
    taken: Map<string, string>,
    known: readonly string[],
): readonly string[] {
    if (Buffer.byteLength(text) > MOST_BYTES) return [`is larger than ${MOST_BYTES} bytes, which a ConfigMap takes`];
    let written: unknown;
    try {
        written = JSON.parse(text);
    } catch {
        return ["is no JSON"];
    }
    if (!isPlainObject(written)) return ["must be a dashboard: a map"];
    const { uid, title, __inputs: inputs } = written;
    const problems = [
        ...(typeof title === "string" && title !== "" ? [] : ["has no title"]),
        ...(inputs === undefined
            ? []
            : ["was exported for others (__inputs): export it without, so that it names its data sources"]),
        ...[...new Set(datasourcesIn(written))]
            .filter((name) => !known.includes(name))
            .map((name) => `asks the data source ${name}, which there isn't; there are ${known.join(", ")}`),
    ];
    if (typeof uid !== "string" || !/^[a-z0-9]([-a-z0-9]{0,38}[a-z0-9])?$/.test(uid))
        return [...problems, "needs a uid of a-z, 0-9 and -, by which it is found whatever becomes of its title"];
    const other = taken.get(uid);
    taken.set(uid, basename(path));
    return other === undefined ? problems : [...problems, `has the uid ${uid} of ${other}`];
}

/** Data sources that panels and variables ask by UID; variables and Grafana's own are left out. */
function datasourcesIn(value: unknown): readonly string[] {
    if (Array.isArray(value)) return value.flatMap(datasourcesIn);
    if (!isPlainObject(value)) return [];
    return Object.entries(value).flatMap(([key, below]) => {
        if (key !== "datasource") return datasourcesIn(below);
        const uid = isPlainObject(below) ? below.uid : below;
        return typeof uid === "string" && !/^(\$|-- |grafana$)/.test(uid) ? [uid] : [];
    });
}
