import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { chartFolderProblems, judge, type ChartFolder } from "../../model/charts/folder-verdict";
import { LOCK_FILE, lockText, parseLock } from "../../model/charts/folder-lock";
import { readChartFolder, sha256 } from "../../model/charts/folder";
import { archiveOf, CHARTS, DISTINCT_CHARTS } from "../../model/charts/charts";
import { chartMirrorOf } from "../../config/mirror";
import { ConfigurationError } from "../../config/problems";
import { archiveText, LOCKED, writeChartFolder } from "../support/chart-folder";
import { configuration, plan } from "../support/plan";
import { only } from "../support/problems";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";

const { loki } = CHARTS;
const LOKI = archiveOf(loki);
const LOKI_DIGEST = sha256(Buffer.from(archiveText("loki")));
const OTHER = "0".repeat(64);

const digests = Object.fromEntries(
    DISTINCT_CHARTS.map((row) => [archiveOf(row), sha256(Buffer.from(archiveText(row.chart)))]),
);
const without = (archive: string): typeof digests =>
    Object.fromEntries(Object.entries(digests).filter(([name]) => name !== archive));
const whole: Extract<ChartFolder, { state: "locked" }> = {
    state: "locked",
    lock: { charts: LOCKED, images: [] },
    digests,
};
const withLoki = (over: object): ChartFolder => ({
    state: "locked",
    digests,
    lock: { images: [], charts: LOCKED.map((chart) => (chart.name === "loki" ? { ...chart, ...over } : chart)) },
});
const messageOf = (found: ChartFolder, folder = "./charts"): string =>
    new ConfigurationError(chartFolderProblems(folder, found), "dev").message;

test("what chartMirror may say is told apart", () => {
    expect(chartMirrorOf("https://charts.gocoffee.dev/stable/")).toEqual({
        kind: "repository",
        url: "https://charts.gocoffee.dev/stable/",
    });
    expect(chartMirrorOf("oci://registry.gocoffee.dev/charts/")).toEqual({
        kind: "registry",
        prefix: "oci://registry.gocoffee.dev/charts",
    });
    expect(["./charts", "../charts/", "/srv/charts"].map(chartMirrorOf)).toEqual([
        { kind: "folder", path: "./charts" },
        { kind: "folder", path: "../charts" },
        { kind: "folder", path: "/srv/charts" },
    ]);
});

describe("the lock", () => {
    test("is the same bytes for the same charts and images, in whatever order they were found", () => {
        const images = [
            { image: "quay.io/a:1", digest: "sha256:aa" },
            { image: "docker.io/b:1", digest: undefined },
        ];
        const text = lockText({ charts: LOCKED, images });
        expect(lockText({ charts: [...LOCKED].reverse(), images: [...images].reverse() })).toBe(text);
        expect(text.endsWith("\n")).toBe(true);
        expect(JSON.parse(text)).toEqual({
            version: 1,
            charts: [...LOCKED].sort((a, b) => (a.name < b.name ? -1 : 1)),
            images: [{ image: "docker.io/b:1" }, { image: "quay.io/a:1", digest: "sha256:aa" }],
        });
    });

    test("is read back", () => {
        const lock = { charts: LOCKED.slice(0, 1), images: [{ image: "quay.io/a:1" }] };
        expect(parseLock(lockText(lock))).toEqual({ ok: true, lock: { version: 1, ...lock } });
    });

    test.each([
        ["{", "it is no JSON"],
        ["[]", "Invalid input: expected object, received array"],
        ['{"version":2,"charts":[],"images":[]}', "version: Invalid input: expected 1"],
        [
            '{"version":1,"charts":[{"name":"loki","version":"1","sha256":"abc"}],"images":[]}',
            "charts.0.sha256: must be a SHA-256 in hexadecimal",
        ],
    ])("that can't be read says why: %s", (text, reason) => {
        expect(parseLock(text)).toEqual({ ok: false, reason });
    });
});

describe("a folder", () => {
    test("that is as its lock says is no problem", () => {
        expect(chartFolderProblems("./charts", whole)).toEqual([]);
        expect(judge(whole)).toEqual(DISTINCT_CHARTS.map(({ chart, version }) => ({ part: `${chart} ${version}` })));
    });

    test.each<[string, ChartFolder, string]>([
        ["isn't there", { state: "absent" }, "is no folder"],
        ["has no lock", { state: "unlocked" }, "has no charts.lock.json: nothing tells what its charts must be"],
        ["lacks an archive", { ...whole, digests: without(LOKI) }, "has no loki-18.11.0.tgz"],
        [
            "has another archive",
            withLoki({ sha256: OTHER }),
            `has another loki-18.11.0.tgz than its lock: sha256 ${LOKI_DIGEST} in place of ${OTHER}`,
        ],
        [
            "was pulled for another version",
            withLoki({ version: "18.10.0" }),
            "has no loki 18.11.0 in its lock, only 18.10.0",
        ],
        ["was pulled before there was such a chart", withLoki({ name: "tempo" }), "has no loki 18.11.0 in its lock"],
    ])("that %s is told with the line that mends it", (_, found, problem) => {
        expect(messageOf(found)).toBe(
            only(`  chartMirror = "./charts"\n      ${problem}\n      npm run charts -- pull --to ./charts`),
        );
    });

    test("whose lock is none is pulled anew only once the lock is gone", () => {
        expect(messageOf({ state: "mislocked", reason: "it is no JSON" }, "/srv/my charts/")).toBe(
            only(
                `  chartMirror = "/srv/my charts/"\n      has a charts.lock.json that is no lock: it is no JSON\n` +
                    "      rm '/srv/my charts/charts.lock.json' && npm run charts -- pull --to '/srv/my charts/'",
            ),
        );
    });
});

test("a folder that may not be read says what the system says", () => {
    expect(messageOf({ state: "closed", reason: "EACCES: permission denied, open 'charts.lock.json'" })).toBe(
        only(
            `  chartMirror = "./charts"\n      can't be read: EACCES: permission denied, open 'charts.lock.json'\n      chmod -R u+rX ./charts`,
        ),
    );
    const folder = writeChartFolder(join(temporaryFolder("chart-folder"), "charts"));
    rmSync(join(folder, LOKI));
    mkdirSync(join(folder, LOKI));
    expect(readChartFolder(folder)).toEqual({
        state: "closed",
        reason: expect.stringMatching(/EISDIR: illegal operation on a directory, read$/) as unknown,
    });
});

describe("a stack that is loaded with a folder as its mirror", () => {
    const message = async (over: object): Promise<string> => {
        try {
            await plan("dev", configuration("dev", { ...over }));
            return "";
        } catch (error) {
            return error instanceof Error ? error.message : String(error);
        }
    };
    const other = `${sha256(Buffer.from("tampered"))} in place of ${LOKI_DIGEST}`;

    test("is refused when anything in it is wrong, all problems at once and with those of other settings", async () => {
        const folder = writeChartFolder(join(temporaryFolder("chart-folder"), "charts"));
        expect(await message({ chartMirror: folder })).toBe("");
        writeFileSync(join(folder, LOKI), "tampered");
        rmSync(join(folder, archiveOf(CHARTS.jaeger)));
        expect(await message({ chartMirror: folder, prometheus: { retention: "30 days" } })).toBe(
            `The configuration has 3 problems; nothing was deployed.

  prometheus.retention = "30 days"
      must be a duration such as "30d", "744h" or "500ms"; did you mean "30d"?
      npm run config -- --stack dev -- set --path prometheus.retention 30d

  chartMirror = "${folder}"
      has another loki-18.11.0.tgz than its lock: sha256 ${other}
      npm run charts -- pull --to ${folder}

  chartMirror = "${folder}"
      has no jaeger-4.11.1.tgz
      npm run charts -- pull --to ${folder}
`,
        );
        writeFileSync(join(folder, LOCK_FILE), "[]");
        expect(readChartFolder(folder).state).toBe("mislocked");
        rmSync(join(folder, LOCK_FILE));
        expect(readChartFolder(folder)).toEqual({ state: "unlocked" });
        expect(readChartFolder(join(folder, LOKI))).toEqual({ state: "absent" });
        expect(readChartFolder(join(folder, LOKI, "below-a-file"))).toEqual({ state: "absent" });
    });

    test("finds a relative one from the project", async () => {
        expect(await message({ chartMirror: "./no-such-charts" })).toBe(
            only(
                `  chartMirror = "./no-such-charts"\n      is no folder\n      npm run charts -- pull --to ./no-such-charts`,
            ),
        );
        expect(readChartFolder("./config")).toEqual({ state: "unlocked" });
    });
});
