/** What a shop of some size takes: the formulas against what was measured, and settings that are right. */
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { check } from "../../checks/check";
import { mergeDeep, type PlainObject } from "../../config/merge";
import { monthOf, needsOf } from "../../model/scale/cost";
import { beyond, passedBy, profile } from "../../model/scale/passed";
import { loadOf, ruleCores, scrapeCores, seriesBytes, type Shop } from "../../model/scale/load";
import { RULE_CORES, SCRAPE_CORES, SERIES_BYTES } from "../../model/scale/measured";
import { sizingOf } from "../../model/scale/sizing";
import { SHOPS } from "../../scripts/generate/scale";
import { PROD, PROD_SECRETS } from "../../scripts/shared/loopback/examples";
import { shopOf } from "../../scripts/size/figures";
import { linesOf } from "../../scripts/size/sized";
import { pasted } from "../support/pasted";
import { PROJECT } from "../support/plan";

test.each([
    ["rules", RULE_CORES, ruleCores],
    ["samples", SCRAPE_CORES, scrapeCores],
    ["series", SERIES_BYTES, seriesBytes],
] as const)("%s: the formula is within a quarter of each measured point", (_, points, formula) => {
    for (const { at, took } of points) {
        expect(formula(at)).toBeGreaterThan(took * 0.75);
        expect(formula(at)).toBeLessThan(took * 1.25);
    }
});

const prodWith = (settings: PlainObject): PlainObject => mergeDeep(PROD, settings);

describe.each(SHOPS.map((shop) => [shop.services, shop] as const))("%i services", (_, shop) => {
    const sizing = sizingOf(shop);

    test("the settings that fit are right in prod, and so are the lines", () => {
        const problems = (settings: PlainObject): readonly string[] => {
            const checked = check(settings, new Set(PROD_SECRETS), true);
            return checked.ok ? [] : checked.problems.map(({ key, problem }) => `${key} ${problem}`);
        };
        expect(problems(prodWith(sizing.settings))).toEqual([]);
        const after = linesOf(sizing.settings, "dev").reduce<NonNullable<ReturnType<typeof pasted>>>(
            (now, line) => pasted(now, line) ?? now,
            {
                settings: PROD,
                secrets: PROD_SECRETS,
            },
        );
        expect(after.settings).toEqual(prodWith(sizing.settings));
    });

    test("more of everything takes no less of anything", () => {
        const more: Shop = {
            services: shop.services * 1.2,
            nodes: Math.ceil(shop.nodes * 1.2),
            logBytes: shop.logBytes * 1.2,
            spans: shop.spans * 1.2,
        };
        const [now, then] = [shop, more].map((one) => needsOf(sizingOf(one).config, one.nodes));
        for (const need of ["cores", "memoryGiB", "volumesGiB", "objectsGiB"] as const) {
            expect(then?.[need] ?? 0).toBeGreaterThanOrEqual(now?.[need] ?? Infinity);
        }
    });
});

test("the first limit is the one that is needed most times over", () => {
    const logs = sizingOf({ services: 14, nodes: 3, logBytes: 1e12, spans: 500 });
    expect(passedBy(logs, profile())[0]).toMatchObject({ setting: "loki.dailyVolume", has: "100Gi" });
    const spans = sizingOf({ services: 14, nodes: 3, logBytes: 20e9, spans: 30_000 });
    expect(passedBy(spans, profile())[0]).toMatchObject({ setting: "collector.spansPerSecond", needs: 30_000 });
    expect(passedBy(sizingOf({ services: 14, nodes: 3, logBytes: 20e9, spans: 500 }), profile())).toEqual([]);
    expect(beyond(loadOf({ services: 30_000, nodes: 3, logBytes: 20e9, spans: 500 }))).toEqual([
        expect.stringContaining("metrics.remoteWrite"),
    ]);
});

test("a month costs what its parts do", () => {
    expect(monthOf({ cores: 1, memoryGiB: 4, volumesGiB: 100, objectsGiB: 1000 })).toBeCloseTo(22 + 12 + 9 + 23);
});

test.each([
    ["2TB/day", 2e12],
    ["200GB", 200e9],
    ["1.5Ti/day", 1.5 * 2 ** 40],
])("%s of logs", (logs, logBytes) => {
    expect(shopOf({ services: "1", nodes: "1", logs, spans: "10/s" })).toEqual({
        services: 1,
        nodes: 1,
        logBytes,
        spans: 10,
    });
});

const size = (...args: readonly string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", join(PROJECT, "scripts/size.ts"), ...args], {
        cwd: PROJECT,
        encoding: "utf8",
    });

test("the command says it for people and for machines, and refuses what is no figure", () => {
    const options = ["--services", "300", "--nodes", "120", "--logs", "2TB/day", "--spans", "50000/s"];
    const { stdout } = size(...options);
    expect(stdout).toContain(
        "First limit of the ha profile that is passed: loki.dailyVolume (100Gi, 1863Gi are needed).",
    );
    expect(stdout).toContain("npm run config -- --stack prod -- set --path loki.dailyVolume 1863Gi");
    expect(JSON.parse(size(...options, "--json").stdout)).toMatchObject({
        shop: { services: 300, nodes: 120, logBytes: 2e12, spans: 50_000 },
        settings: { loki: { dailyVolume: "1863Gi" } },
    });
    const wrong = size("--logs", "much");
    expect([wrong.status, wrong.stderr]).toEqual([1, expect.stringContaining("--logs much: must be raw bytes a day")]);
});
