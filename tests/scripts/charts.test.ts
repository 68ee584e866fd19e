import { parse } from "yaml";
import { accept, moved } from "../../scripts/charts/accept";
import { withoutMoments } from "../../scripts/charts/archives";
import { sourceMirror } from "../../scripts/charts/pull";
import { byReason } from "../../scripts/charts/reasons";
import { parseReference, qualified } from "../../scripts/charts/image-reference";
import { imagesOf } from "../../scripts/shared/rendering/documents";
import { LOCKED } from "../support/chart-folder";

const OTHER = "0".repeat(64);
const lock = { charts: LOCKED, images: [{ image: "quay.io/a/b:1", digest: "sha256:aa" }, { image: "quay.io/a/c:1" }] };
const again = LOCKED.map((chart) => (chart.name === "loki" ? { ...chart, sha256: OTHER } : chart));

describe("pulled charts against the lock that was there", () => {
    test("are new where there is none, and as locked when nothing has changed", () => {
        expect(accept(LOCKED, undefined)).toEqual({
            ok: true,
            charts: LOCKED.map((chart) => ({ ...chart, change: "new" })),
        });
        expect(accept(LOCKED, lock)).toEqual({
            ok: true,
            charts: LOCKED.map((chart) => ({ ...chart, change: "as locked" })),
        });
    });

    test("under a version that is locked must be the same", () => {
        const replaced = {
            name: "loki",
            version: "18.11.0",
            locked: LOCKED.find(({ name }) => name === "loki")?.sha256,
            pulled: OTHER,
        };
        expect(accept(again, lock)).toEqual({ ok: false, replaced: [replaced] });
        expect(accept(again, lock, ["jaeger"])).toEqual({ ok: false, replaced: [replaced] });
    });

    test("are taken all the same where that is asked for by name", () => {
        const accepted = accept(again, lock, ["loki"]);
        expect(accepted.ok && accepted.charts.filter(({ change }) => change !== "as locked")).toEqual([
            { name: "loki", version: "18.11.0", sha256: OTHER, change: "accepted" },
        ]);
    });

    test("of another version are new", () => {
        const newer = LOCKED.map((chart) => (chart.name === "loki" ? { ...chart, version: "19.0.0" } : chart));
        const accepted = accept(newer, lock);
        expect(accepted.ok && accepted.charts.find(({ name }) => name === "loki")).toMatchObject({ change: "new" });
    });

    test("an image whose tag has moved is told, one whose digest was or is unknown isn't", () => {
        const images = [
            { image: "quay.io/a/b:1", digest: "sha256:bb" },
            { image: "quay.io/a/c:1", digest: "sha256:cc" },
        ];
        expect(moved(images, lock)).toEqual(["quay.io/a/b:1 has moved: sha256:aa in the lock, sha256:bb now"]);
        expect(moved([{ image: "quay.io/a/b:1" }], lock)).toEqual([]);
        expect(moved(images, undefined)).toEqual([]);
    });
});

test("what could not be had is told by reason", () => {
    const away = "quay.io does not answer (ENOTFOUND)";
    expect(
        byReason([
            { name: "quay.io/a:1", reason: away },
            { name: "docker.io/b:1", reason: "docker.io answers 429" },
            { name: "quay.io/c:1", reason: away },
        ]),
    ).toBe(`  ${away}\n    quay.io/a:1\n    quay.io/c:1\n  docker.io answers 429\n    docker.io/b:1`);
});

describe("the mirror to pull from", () => {
    test("is the one given, or the one on the network that the stacks name", () => {
        expect(sourceMirror("oci://registry/charts", ["https://charts.one"])).toBe("oci://registry/charts");
        expect(sourceMirror(undefined, ["https://charts.one", undefined, "./charts", "", "https://charts.one"])).toBe(
            "https://charts.one",
        );
        expect(sourceMirror(undefined, ["./charts", undefined])).toBeUndefined();
    });

    test("is asked for where stacks name several, or where it is a folder", () => {
        expect(() => sourceMirror(undefined, ["https://charts.one", "oci://two"])).toThrow(
            "The stacks name different mirrors (https://charts.one, oci://two): choose one with --mirror.",
        );
        expect(() => sourceMirror("./charts", [])).toThrow(
            "--mirror ./charts: charts are pulled from an HTTP repository or an oci:// prefix.",
        );
    });
});

test("the index of a folder holds no moment, so that the same charts give the same", () => {
    const index = (created: string): string =>
        `apiVersion: v1\nentries:\n  loki:\n  - version: 18.11.0\n    created: "${created}"\n    name: loki\n    urls: [loki-18.11.0.tgz]\n` +
        `generated: "${created}"\n`;
    const written = withoutMoments(index("2026-01-01T00:00:00Z"));
    expect(withoutMoments(index("2026-02-02T00:00:00Z"))).toBe(written);
    expect(parse(written)).toEqual({
        apiVersion: "v1",
        entries: { loki: [{ name: "loki", urls: ["loki-18.11.0.tgz"], version: "18.11.0" }] },
    });
});

describe("images", () => {
    test.each([
        ["busybox", "docker.io/library/busybox:latest"],
        ["busybox:1.37.0", "docker.io/library/busybox:1.37.0"],
        ["jaegertracing/jaeger:2.19.0", "docker.io/jaegertracing/jaeger:2.19.0"],
        ["docker.io/grafana/loki:3.7.6", "docker.io/grafana/loki:3.7.6"],
        ["localhost/a:1", "localhost/a:1"],
        ["127.0.0.1:5000/a/b:1", "127.0.0.1:5000/a/b:1"],
        ["registry.gocoffee.dev:5000/a", "registry.gocoffee.dev:5000/a:latest"],
        ["quay.io/a/b@sha256:aa", "quay.io/a/b@sha256:aa"],
        ["quay.io/a/b:1@sha256:aa", "quay.io/a/b@sha256:aa"],
    ])("%s is %s", (image, full) => {
        expect(qualified(image)).toBe(full);
    });

    test("are read in parts", () => {
        expect(parseReference("registry.gocoffee.dev:5000/mirror/grafana/loki:3.7.6")).toEqual({
            registry: "registry.gocoffee.dev:5000",
            repository: "mirror/grafana/loki",
            version: "3.7.6",
        });
    });

    test("are found in pods, in custom resources and in what operators are told to start", () => {
        const pod = {
            initContainers: [{ image: "busybox:1" }],
            containers: [
                {
                    image: "operator:1",
                    args: [
                        "--prometheus-config-reloader=reloader:1",
                        "--acme-http01-solver-image=solver:1",
                        "--image=x",
                    ],
                },
            ],
        };
        expect(
            imagesOf([{ spec: { template: { spec: pod } } }, { kind: "Elasticsearch", spec: { image: "es:9" } }]),
        ).toEqual(["busybox:1", "operator:1", "reloader:1", "solver:1", "es:9"]);
    });
});
