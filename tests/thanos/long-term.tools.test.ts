/** Two replicas with different gaps, a year in a bucket, blocks that overlap: asked of the real Thanos. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { thanosServerName } from "../../model/workloads/long-term";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { prod } from "../../scripts/shared/loopback/examples";
import { eventually, freePorts, run, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { call } from "../../scripts/shared/loopback/trusting";
import { tool } from "../../scripts/shared/tools/tool";
import { blocksIn, compactOnce, layOut, startReplica, startThanos } from "../support/thanos";

const MINUTE = 60;
const HOUR = 3600;
const DAY = 24 * HOUR;
const FIVE_MINUTES = 300;

const settings = prod({
    metrics: {
        longTerm: {
            mode: "thanos",
            store: { type: "volume" },
            // Raw samples of the year are kept, to compare with.
            retention: { raw: "730d", fiveMinutes: "730d", hour: "1825d" },
        },
    },
});
const folder = temporaryFolder("thanos");
const place = { folder, certificates: makeCertificates(folder, [thanosServerName(settings.config)]) };
const bucket = layOut(place, settings);

/** The last whole two hours: blocks end there. */
const NOW = Math.floor(Date.now() / 1000 / (2 * HOUR)) * 2 * HOUR;

type Sample = readonly [series: string, time: number, value: number];
const times = (from: number, to: number, step: number): readonly number[] =>
    Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);

/** Blocks of some samples, in a replica's folder. */
function blocks(tsdb: string, samples: readonly Sample[], span = "2h"): void {
    const file = join(folder, "samples.txt");
    const bySeries = new Map<string, Sample[]>();
    for (const sample of samples) {
        const same = bySeries.get(sample[0]) ?? [];
        same.push(sample);
        bySeries.set(sample[0], same);
    }
    const families = [...bySeries].map(([series, of]) =>
        [
            `# TYPE ${series.replace(/_total$/, "")} ${series.endsWith("_total") ? "counter" : "gauge"}`,
            ...of.map(([, time, value]) => `${series} ${value} ${time}`),
        ].join("\n"),
    );
    writeFileSync(file, `${families.join("\n")}\n# EOF\n`);
    const { code, output } = run(tool("promtool"), [
        ...["tsdb", "create-blocks-from", "openmetrics", "--quiet", `--max-block-duration=${span}`],
        ...[file, tsdb],
    ]);
    if (code !== 0) throw new Error(output);
}

// The last six hours, a sample a minute; each replica was away for half an hour, at another time.
const RECENT = { from: NOW - 6 * HOUR, to: NOW };
const orders = (time: number): number => (time - RECENT.from) / MINUTE;
const recent = times(RECENT.from, RECENT.to, MINUTE);
const AWAY = [NOW - 5 * HOUR, NOW - 3 * HOUR] as const;
const of = (replica: 0 | 1): readonly Sample[] =>
    recent
        .filter((time) => time < AWAY[replica] || time >= AWAY[replica] + HOUR / 2)
        .map((time) => ["orders", time, orders(time)]);

// A year until three days ago, a sample every five minutes: a day's wave, and a counter that starts anew each month.
const YEAR = { from: NOW - 365 * DAY, to: NOW - 3 * DAY };
const year = times(YEAR.from, YEAR.to, FIVE_MINUTES);
const wave = (time: number): number => 100 + 50 * Math.sin((2 * Math.PI * time) / DAY);
const sold = (time: number): number => ((time - YEAR.from) % (30 * DAY)) / MINUTE;
// What came late, into the time of blocks that are there.
const late = times(NOW - 200 * DAY, NOW - 190 * DAY, FIVE_MINUTES);

/** What a block says of itself, in milliseconds. */
interface Meta {
    readonly minTime: number;
    readonly maxTime: number;
    readonly thanos: { readonly downsample: { readonly resolution: number } };
}

interface Series {
    readonly metric: Readonly<Record<string, string>>;
    readonly values: readonly (readonly [number, string])[];
}

async function ask(
    port: number,
    path: string,
    query: Readonly<Record<string, string | number>>,
): Promise<readonly Series[]> {
    const text = new URLSearchParams(
        Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]),
    ).toString();
    const { body } = await call(place.certificates, `https://localhost:${port}/api/v1/${path}?${text}`);
    const answer = JSON.parse(body) as { readonly data?: { readonly result: readonly Series[] } };
    if (answer.data === undefined) throw new Error(body);
    return answer.data.result;
}

/** Values of one series at steps. */
async function range(port: number, query: string, from: number, to: number, step: number, resolution: string) {
    const result = await ask(port, "query_range", {
        ...{ query, start: from, end: to, step, max_source_resolution: resolution },
        ...{ dedup: "true", partial_response: "false" },
    });
    return new Map((result[0]?.values ?? []).map(([time, value]) => [time, Number(value)]));
}

test("replicas answer as one, the bucket for a year, overlapping blocks are compacted, and what is downsampled agrees", async () => {
    const ports = await freePorts(12);
    const [a = 0, aHttp = 0, aGrpc = 0, b = 0, bHttp = 0, bGrpc = 0, ...others] = ports;
    const [query = 0, queryGrpc = 0, frontend = 0, store = 0, storeGrpc = 0, compactor = 0] = others;
    const tsdb = ["a", "b"].map((name) => join(folder, `tsdb-${name}`));
    const [ofA = "", ofB = ""] = tsdb;
    blocks(ofA, of(0));
    blocks(ofB, of(1));
    blocks(
        ofA,
        [
            ...year.map((time): Sample => ["wave", time, wave(time)]),
            ...year.map((time): Sample => ["sold_total", time, sold(time)]),
        ],
        "500h",
    );
    blocks(
        ofA,
        late.map((time): Sample => ["late", time, 1]),
        "500h",
    );

    const stops = await Promise.all([
        startReplica({ name: "a", tsdb: ofA, prometheus: a, sidecar: { http: aHttp, grpc: aGrpc } }, place),
        startReplica({ name: "b", tsdb: ofB, prometheus: b, sidecar: { http: bHttp, grpc: bGrpc } }, place),
    ]);
    const querier = await startThanos("thanos-query", settings, place, {
        http: query,
        grpc: queryGrpc,
        endpoints: [aGrpc, bGrpc],
    });
    await startThanos("thanos-query-frontend", settings, place, { http: frontend, downstream: query });

    const whole = { query: "orders", start: RECENT.from, end: RECENT.to - MINUTE, step: MINUTE };
    const each = await eventually("both replicas", async () => {
        const result = await ask(frontend, "query_range", { ...whole, dedup: "false" });
        return result.length === 2 ? result : undefined;
    });
    expect(each.map(({ metric }) => metric.prometheus_replica).sort()).toEqual(["a", "b"]);
    for (const { values } of each) expect(values.length).toBeLessThan(recent.length);
    const one = await ask(frontend, "query_range", whole);
    expect(one.map(({ metric }) => metric)).toEqual([{ __name__: "orders", cluster: "shop" }]);
    expect(one[0]?.values.map(([time, value]): readonly number[] => [time, Number(value)])).toEqual(
        recent.map((time) => [time, orders(time)]),
    );

    await eventually("every block in the bucket", () => {
        const made = tsdb.flatMap((each) => blocksIn(each)).length;
        return blocksIn(bucket).length === made ? true : undefined;
    });
    // From here on, the bucket alone.
    await Promise.all([...stops.map((stop) => stop()), querier.stop("SIGKILL")]);
    const halted = compactOnce(settings, place, compactor, "--compact.enable-vertical-compaction");
    expect(halted.output).toMatch(/overlap/);
    expect(halted.code).not.toBe(0);
    const compacted = compactOnce(settings, place, compactor);
    expect([compacted.code, /halting|overlaps found/.test(compacted.output)]).toEqual([0, false]);

    await startThanos("thanos-store", settings, place, { http: store, grpc: storeGrpc });
    await startThanos("thanos-query", settings, place, { http: query, grpc: queryGrpc, endpoints: [storeGrpc] });
    const count = async (expression: string): Promise<number> => {
        const answer = await ask(frontend, "query", {
            ...{ query: expression, time: NOW, max_source_resolution: "0s", partial_response: "false" },
        });
        return Number((answer[0] as { readonly value?: readonly [number, string] } | undefined)?.value?.[1] ?? 0);
    };
    await eventually("the store", async () =>
        (await count("count(last_over_time(wave[5d]))")) === 1 ? true : undefined,
    );
    expect(await count("count_over_time(wave[366d])")).toBe(year.length);
    expect(await count("count_over_time(late[366d])")).toBe(late.length);

    // Each of the blocks of weeks is there in samples of five minutes and of an hour too.
    const made = blocksIn(bucket).map((name) => {
        const meta = JSON.parse(readFileSync(join(bucket, name), "utf8")) as Meta;
        return { days: (meta.maxTime - meta.minTime) / 1000 / DAY, resolution: meta.thanos.downsample.resolution };
    });
    const whole10d = (resolution: number): number =>
        made.filter((block) => block.days > 10 && block.resolution === resolution).length;
    expect(whole10d(3_600_000)).toBeGreaterThanOrEqual(15);
    expect(whole10d(300_000)).toBeGreaterThanOrEqual(whole10d(3_600_000));

    // A day of hours is off by one of 24 at its edges at most.
    const [from, to, step] = [NOW - 340 * DAY, NOW - 30 * DAY, 7 * DAY];
    for (const [expression, share] of [
        ["avg_over_time(wave[1d])", 1 / 24],
        ["max_over_time(wave[1d])", 0.01],
        ["increase(sold_total[1d])", 1 / 24],
    ] as const) {
        const raw = await range(query, expression, from, to, step, "0s");
        const downsampled = await range(query, expression, from, to, step, "1h");
        expect(raw.size).toBe(times(from, to + 1, step).length);
        for (const [time, value] of raw) {
            expect(Math.abs((downsampled.get(time) ?? 0) - value) / value).toBeLessThanOrEqual(share);
        }
    }
});
