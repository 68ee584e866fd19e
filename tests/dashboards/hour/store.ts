import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { join } from "node:path";
import { answers, freePorts, run, start, type Program } from "../../../scripts/shared/loopback/programs";
import { tool } from "../../../scripts/shared/tools/tool";
import { BEFORE, IN_THE_HOUR } from "./moments";
import { idOf, type Labels, type Series } from "./series";

/** A real Prometheus that is given the past: nothing is scraped, all is loaded. */

export interface Sampled {
    readonly metric: Labels;
    readonly values: readonly (readonly [moment: number, value: string])[];
}

export interface Store extends Asking {
    readonly url: string;
    /** Loads series. */
    readonly load: (series: readonly Series[]) => void;
    /** Loads what was evaluated. */
    readonly loadSamples: (samples: readonly Sampled[]) => void;
    /** Starts anew, so that it sees what was loaded. */
    readonly reopen: () => Promise<void>;
}

export interface Asking {
    readonly now: (query: string, moment: number) => Promise<readonly Sampled[]>;
    readonly over: (
        query: string,
        range: { readonly from: number; readonly to: number; readonly step: number },
    ) => Promise<readonly Sampled[]>;
    readonly valuesOf: (
        label: string,
        selector: string,
        range: { readonly from: number; readonly to: number },
    ) => Promise<readonly string[]>;
}

interface Vector {
    readonly resultType: "vector";
    readonly result: readonly { readonly metric: Labels; readonly value: readonly [number, string] }[];
}
interface Matrix {
    readonly resultType: "matrix";
    readonly result: readonly Sampled[];
}
interface Scalar {
    readonly resultType: "scalar";
    readonly result: readonly [number, string];
}

const sampled = (data: Vector | Matrix | Scalar): readonly Sampled[] =>
    data.resultType === "matrix"
        ? data.result
        : data.resultType === "vector"
          ? data.result.map(({ metric, value }) => ({ metric, values: [value] }))
          : [{ metric: {}, values: [data.result] }];

/** Asks an API of Prometheus' kind. */
export async function ask<T>(url: string, path: string, parameters: { readonly [name: string]: string }): Promise<T> {
    const answer = await fetch(`${url}${path}?${new URLSearchParams(parameters).toString()}`);
    const text = await answer.text();
    const body = (answer.headers.get("content-type") ?? "").includes("json")
        ? (JSON.parse(text) as { readonly status: string; readonly data: T; readonly error?: string })
        : { status: "error", data: undefined as T, error: text };
    if (body.status !== "success") throw new Error(body.error ?? text);
    return body.data;
}

/** What a Prometheus is asked. */
export const asking = (url: string): Asking => ({
    now: async (query, moment) =>
        sampled(await ask<Vector | Matrix | Scalar>(url, "/api/v1/query", { query, time: String(moment) })),
    over: async (query, { from, to, step }) =>
        sampled(
            await ask<Matrix>(url, "/api/v1/query_range", {
                query,
                start: String(from),
                end: String(to),
                step: String(step),
            }),
        ),
    valuesOf: (label, selector, { from, to }) =>
        ask<readonly string[]>(url, `/api/v1/label/${label}/values`, {
            "match[]": selector,
            start: String(from),
            end: String(to),
        }),
});

/** Blocks may be this long: what is old is loaded in one. */
const BLOCK = "720h";
const CHUNK = 2 ** 22;

export async function openStore(folder: string): Promise<Store> {
    const data = join(folder, "data");
    mkdirSync(data, { recursive: true });
    const config = join(folder, "prometheus.yml");
    writeFileSync(config, "{}\n");
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    let program: Program | undefined;
    const open = async (): Promise<void> => {
        program = start(
            tool("prometheus"),
            [
                `--config.file=${config}`,
                `--storage.tsdb.path=${data}`,
                "--storage.tsdb.retention.time=20y",
                `--web.listen-address=127.0.0.1:${port}`,
                "--query.lookback-delta=5m",
            ],
            { logFile: join(folder, "log") },
        );
        await answers(program, `${url}/-/ready`);
    };
    let files = 0;
    const imported = (write: (line: (text: string) => void) => void): void => {
        const file = join(folder, `samples-${files++}.txt`);
        const to = openSync(file, "w");
        let waiting: string[] = [];
        let size = 0;
        const flush = (): void => {
            if (waiting.length > 0) writeSync(to, waiting.join(""));
            [waiting, size] = [[], 0];
        };
        write((text) => {
            waiting.push(text);
            size += text.length;
            if (size > CHUNK) flush();
        });
        waiting.push("# EOF\n");
        flush();
        closeSync(to);
        const { code, output } = run(tool("promtool"), [
            "tsdb",
            "create-blocks-from",
            "openmetrics",
            `--max-block-duration=${BLOCK}`,
            "--quiet",
            file,
            data,
        ]);
        if (code !== 0) throw new Error(`promtool can't load ${file}:\n${output.slice(-2000)}`);
    };
    await open();
    return {
        load: (all) => {
            const known = new Set<string>();
            imported((line) => {
                for (const { name, labels, at, old = false } of all) {
                    const id = idOf(name, labels);
                    if (known.has(id)) throw new Error(`twice: ${id}`);
                    known.add(id);
                    for (const moment of old ? [...BEFORE, ...IN_THE_HOUR] : IN_THE_HOUR) {
                        const value = at(moment);
                        if (value !== undefined) line(`${id} ${value} ${moment}\n`);
                    }
                }
            });
        },
        loadSamples: (all) => {
            imported((line) => {
                for (const {
                    metric: { __name__: name = "", ...labels },
                    values,
                } of all) {
                    const id = idOf(name, labels);
                    for (const [moment, value] of values) line(`${id} ${value} ${moment}\n`);
                }
            });
        },
        reopen: async () => {
            await program?.stop();
            await open();
        },
        url,
        ...asking(url),
    };
}
