import { chartMirrorOf } from "../../config/mirror";
import { archiveOf, type Chart } from "./charts";

/** A chart as a release takes it; without a repository, its name holds where it is. */
export interface ChartSource {
    readonly chart: string;
    readonly version: string;
    readonly repositoryOpts?: { readonly repo: string };
}

/** Where helm finds a chart: its own repository, or the mirror that replaces them all. */
export function chartSource(row: Chart, chartMirror: string | undefined): ChartSource {
    const { chart, version, repository } = row;
    const mirror = chartMirrorOf(chartMirror ?? repository);
    switch (mirror.kind) {
        case "repository":
            return { chart, version, repositoryOpts: { repo: mirror.url } };
        case "registry":
            return { chart: `${mirror.prefix}/${chart}`, version };
        case "folder":
            // As it is given: an absolute path would differ between machines.
            return { chart: `${mirror.path}/${archiveOf(row)}`, version };
    }
}
