import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { DISTINCT_CHARTS, type Chart } from "../../model/charts/charts";
import { mergeDeep, type PlainObject } from "../../config/merge";
import { nameOf } from "../../scripts/shared/rendering/render";
import { releasesOf } from "../../scripts/shared/planning/graph";
import { plan } from "./plan";
import { run, temporaryFolder } from "../../scripts/shared/loopback/programs";

/** Values that both stacks give to a chart: what a chart must know so that nothing of ours is unknown to it. */
export async function givenValues(): Promise<{ readonly [chart: string]: PlainObject }> {
    const values: Record<string, PlainObject> = {};
    for (const stack of ["dev", "prod"] as const) {
        for (const release of releasesOf((await plan(stack)).plan.resources)) {
            values[nameOf(release)] = mergeDeep(values[nameOf(release)] ?? {}, release.values);
        }
    }
    return values;
}

/** The image that the stand-in of a chart runs. */
export const standInImage = ({ chart, version }: Chart, registry: string): string =>
    `${registry}/go-coffee/${chart}:${version}`;

interface StandIns {
    readonly helm: string;
    /** Where the archives go. */
    readonly folder: string;
    /** Registry of their images. */
    readonly registry: string;
    readonly values: { readonly [chart: string]: PlainObject };
}

/** Packs one chart of a single Deployment, under the name and version of the one that it stands for. */
export function packStandIn(
    row: Chart,
    { helm, folder, registry, values }: StandIns,
    description = "a stand-in",
): void {
    const source = join(temporaryFolder("stand-in"), row.chart);
    mkdirSync(join(source, "templates"), { recursive: true });
    const write = (file: string, content: object): void => {
        writeFileSync(join(source, file), stringify(content, { aliasDuplicateObjects: false }));
    };
    write("Chart.yaml", { apiVersion: "v2", name: row.chart, version: row.version, description });
    write("values.yaml", values[row.chart] ?? {});
    const labels = { app: row.chart };
    write("templates/deployment.yaml", {
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "{{ .Release.Name }}" },
        spec: {
            selector: { matchLabels: labels },
            template: {
                metadata: { labels },
                spec: { containers: [{ name: "main", image: standInImage(row, registry) }] },
            },
        },
    });
    expectSuccess(helm, ["package", source, "--destination", folder]);
}

/** Packs a stand-in of every chart into a folder, with the index that makes it a repository. */
export function packStandIns(standIns: StandIns): void {
    mkdirSync(standIns.folder, { recursive: true });
    for (const row of DISTINCT_CHARTS) packStandIn(row, standIns);
    indexCharts(standIns.helm, standIns.folder);
}

/** Makes a folder of archives a repository. */
export function indexCharts(helm: string, folder: string): void {
    expectSuccess(helm, ["repo", "index", folder]);
}

function expectSuccess(command: string, args: readonly string[]): void {
    const { code, output } = run(command, args);
    if (code !== 0) throw new Error(`${command} ${args.join(" ")}\n${output}`);
}
