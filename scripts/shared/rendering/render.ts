import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { archiveOf } from "../../../model/charts/charts";
import type { PlainObject } from "../../../config/merge";
import { PROJECT } from "../../../model/stack/project";
import { valuesOfUnpackedChart } from "./chart-values";
import { onPath, run } from "../system/command";
import type { PlannedRelease } from "../planning/graph";
import { UsageError } from "../terminal/usage-error";
import { toSortedYaml } from "../../../model/formats/yaml";

/** What charts are rendered for: they may ask for it. */
export interface Target {
    /** Version of Kubernetes. */
    readonly kubernetes: string;
    /** APIs that it serves, such as `apps/v1` and `apps/v1/Deployment`. */
    readonly apis: readonly string[];
}

/** Where no cluster is asked. */
const ANY_CLUSTER: Target = { kubernetes: "1.35.0", apis: ["monitoring.coreos.com/v1", "cert-manager.io/v1"] };

/** The helm program, from HELM or the PATH. */
export function helm(): string {
    const found = process.env.HELM ?? onPath("helm");
    if (found !== undefined) return found;
    throw new UsageError("helm is not on the PATH: install it (https://helm.sh/docs/intro/install/) or set HELM.");
}

type ChartOf = Pick<PlannedRelease, "chart" | "version" | "repository">;

/** The archive of a chart that a folder of the project holds. */
const archiveIn = ({ chart }: ChartOf): string | undefined =>
    chart.endsWith(".tgz") ? resolve(PROJECT, chart) : undefined;

/** A chart as helm's arguments name it. */
export const chartArguments = (source: ChartOf): readonly string[] => {
    const { chart, version, repository } = source;
    return [
        archiveIn(source) ?? chart,
        "--version",
        version,
        ...(repository === undefined ? [] : ["--repo", repository]),
    ];
};

/** What to do when a chart can't be had from the network. */
export const FIREWALL =
    "Behind a firewall, name a mirror that holds the charts: npm run config -- --stack {stack} -- set chartMirror URL";

const failure = (planned: PlannedRelease, stderr: string): UsageError => {
    const { release, chart, repository } = planned;
    const from = repository === undefined ? "" : ` from ${repository}`;
    const remedy = archiveIn(planned) === undefined ? `\n\n${FIREWALL}` : "";
    return new UsageError(`helm could not render ${release} (chart ${chart}${from}):\n${stderr.trim()}${remedy}`);
};

/** Renders a release with its values; helm checks them against the chart's schema where it has one. */
export const renderRelease = (release: PlannedRelease): Promise<string> => renderFor(ANY_CLUSTER, release);

/** The same as a given cluster would get it. */
export async function renderFor({ kubernetes, apis }: Target, release: PlannedRelease): Promise<string> {
    const { code, stdout, stderr } = await run(
        helm(),
        [
            "template",
            release.release,
            ...chartArguments(release),
            "--namespace",
            release.namespace,
            "--values",
            "-",
            "--include-crds",
            "--kube-version",
            kubernetes,
            ...apis.flatMap((api) => ["--api-versions", api]),
        ],
        toSortedYaml(release.values),
    );
    if (code !== 0) throw failure(release, stderr);
    return stdout;
}

/** Values that the chart of a release knows, from the chart itself. */
export async function chartValues(release: PlannedRelease): Promise<PlainObject> {
    const folder = mkdtempSync(join(tmpdir(), "go-coffee-chart-"));
    try {
        const archive = archiveIn(release);
        // helm pulls from repositories alone.
        const unpacked = await (archive === undefined
            ? run(helm(), ["pull", ...chartArguments(release), "--untar", "--untardir", folder])
            : run("tar", ["-xzf", archive, "-C", folder]));
        if (unpacked.code !== 0) throw failure(release, unpacked.stderr);
        return valuesOfUnpackedChart(join(folder, nameOf(release)));
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}

/** Name of the chart without where it is. */
export function nameOf({ chart, version }: ChartOf): string {
    const last = chart.split("/").at(-1) ?? chart;
    const end = archiveOf({ chart: "", version });
    return last.endsWith(end) ? last.slice(0, -end.length) : last;
}
