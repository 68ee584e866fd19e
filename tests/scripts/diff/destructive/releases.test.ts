import { releaseVerdicts } from "../../../../scripts/shared/comparison/destructive/releases";
import { lineOf } from "../../../../scripts/shared/comparison/destructive/verdict";
import type { PlannedRelease } from "../../../../scripts/shared/planning/graph";

const loki: PlannedRelease = { release: "loki", chart: "loki", version: "1.0.0", namespace: "made-up", values: {} };
const jaeger: PlannedRelease = { ...loki, release: "jaeger", chart: "jaeger" };

const lines = (before: readonly PlannedRelease[], after: readonly PlannedRelease[]): readonly string[] =>
    releaseVerdicts(before, after).map(lineOf);

test("another version, repository or value replaces nothing", () => {
    expect(
        lines([loki], [{ ...loki, version: "2.0.0", repository: "https://elsewhere.example", values: { a: 1 } }]),
    ).toEqual([]);
    expect(lines([loki], [{ ...loki, chart: "oci://registry.example/charts/loki" }])).toEqual([]);
    expect(lines([], [loki])).toEqual([]);
});

test("a release that is removed, renamed, moved or of another chart", () => {
    expect(lines([loki, jaeger], [jaeger])).toEqual([
        "Release made-up/loki: removed: helm deletes its objects; claims of its stateful sets stay behind; let what it holds expire or copy it first",
    ]);
    expect(lines([loki], [{ ...loki, release: "logs" }, jaeger])).toEqual([
        "Release made-up/loki: renamed to logs: helm deletes its objects and installs the new ones, which start on empty volumes; keep its name, or copy the data of its volumes before the old one is gone",
    ]);
    expect(lines([loki], [{ ...loki, namespace: "elsewhere" }])).toEqual([
        "Release made-up/loki: moves to the namespace elsewhere: helm deletes its objects and installs them there, on empty volumes; keep its name, or copy the data of its volumes before the old one is gone",
    ]);
    expect(lines([loki], [{ ...loki, chart: "loki-stack" }])).toEqual([
        "Release made-up/loki: has the chart loki-stack instead of loki: helm deletes the objects that the new chart doesn't have under the same names; compare the names and volumes of both charts, and copy the data of those that go",
    ]);
});
