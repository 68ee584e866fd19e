import { join } from "node:path";
import { chartSource } from "../../model/charts/source";
import { CHARTS, type Chart } from "../../model/charts/charts";
import type { PlainObject } from "../../config/merge";
import { nameOf } from "../../scripts/shared/rendering/render";
import { releasesOf } from "../../scripts/shared/planning/graph";
import { writeChartFolder } from "../support/chart-folder";
import { configuration, plan, type Release, type Resource } from "../support/plan";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";

const rows = Object.values<Chart>(CHARTS);
const rowOf = ({ release }: Release): Chart | undefined => rows.find((row) => row.release === release);

const planned = async (over: PlainObject): Promise<readonly Resource[]> =>
    (await plan("prod", configuration("prod", over))).plan.resources;

test("an HTTP mirror replaces every repository, cert-manager's included", async () => {
    const resources = await planned({ chartMirror: "https://charts.gocoffee.dev" });
    const releases = releasesOf(resources);
    expect(new Set(releases.map(({ repository }) => repository))).toEqual(new Set(["https://charts.gocoffee.dev"]));
    expect(releases.map(nameOf)).toEqual(releases.map((release) => rowOf(release)?.chart));
    expect(releases).toHaveLength(rows.length);
});

test("an OCI mirror holds each chart under its name", async () => {
    const resources = await planned({ chartMirror: "oci://registry.gocoffee.dev/charts/" });
    const releases = releasesOf(resources);
    expect(releases.find(({ release }) => release === "cert-manager")).toMatchObject({
        chart: "oci://registry.gocoffee.dev/charts/cert-manager",
        version: "v1.21.1",
    });
    expect(releases.filter(({ repository }) => repository !== undefined)).toEqual([]);
    expect(releases.map(nameOf)).toEqual(releases.map((release) => rowOf(release)?.chart));
});

test("a folder holds each chart as an archive", async () => {
    const folder = writeChartFolder(join(temporaryFolder("chart-folder"), "charts"));
    const resources = await planned({ chartMirror: folder });
    const releases = releasesOf(resources);
    expect(releases).toHaveLength(rows.length);
    for (const release of releases) {
        const row = rowOf(release);
        expect(release).toMatchObject({
            chart: `${folder}/${row?.chart ?? ""}-${row?.version ?? ""}.tgz`,
            version: row?.version,
        });
        expect(release.repository).toBeUndefined();
        expect(nameOf(release)).toBe(row?.chart);
    }
});

test("a relative folder stays relative, so that the plans of two machines are the same", () => {
    expect(chartSource(CHARTS.loki, "./charts/")).toEqual({ chart: "./charts/loki-18.11.0.tgz", version: "18.11.0" });
    expect(chartSource(CHARTS.certManager, "../charts").chart).toBe("../charts/cert-manager-v1.21.1.tgz");
});

test("without a mirror, each chart comes from its own repository", () => {
    expect(chartSource(CHARTS.loki, undefined)).toEqual({
        chart: "loki",
        version: "18.11.0",
        repositoryOpts: { repo: "https://grafana-community.github.io/helm-charts" },
    });
});
