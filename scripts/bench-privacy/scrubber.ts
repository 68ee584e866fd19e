/** A real collector with a way of scrubbing and nothing else, which texts are sent through. */
import { closeSync, fstatSync, mkdirSync, openSync, readSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { HelmValues } from "../../components/helm/values";
import { toYaml } from "../../model/formats/yaml";
import { answers, eventually, freePorts, start, type Program } from "../shared/loopback/programs";
import { cpuSeconds } from "../shared/system/processor-time";
import { tool } from "../shared/tools/tool";

export interface Scrubber {
    /** What becomes of each text as a line's body and as an attribute of it. */
    readonly through: (texts: readonly string[]) => Promise<readonly (readonly [body: string, attribute: string])[]>;
    /** Processor time until it was ready, in seconds. */
    readonly startSeconds: number;
    readonly stop: () => Promise<void>;
}

export interface Way {
    readonly name: string;
    readonly processors: HelmValues;
    /** Names of the processors of a pipeline of lines. */
    readonly logs: readonly string[];
}

/** Texts in one request, so that none is larger than a receiver takes. */
const BATCH = 500;

interface Record {
    readonly body?: Value;
    readonly attributes?: readonly { readonly key: string; readonly value: Value }[];
}
type Value = Readonly<{ [kind: string]: unknown }>;
const textOf = (value: Value | undefined): string => {
    const { stringValue } = value ?? {};
    return typeof stringValue === "string" ? stringValue : JSON.stringify(value ?? "");
};
const attributeOf = ({ attributes = [] }: Record, name: string): string =>
    textOf(attributes.find(({ key }) => key === name)?.value);

export async function startScrubber({ name, processors, logs }: Way, folder: string): Promise<Scrubber> {
    const own = join(folder, name.replaceAll(/\W+/g, "-"));
    mkdirSync(own, { recursive: true });
    const [http = 0, health = 0] = await freePorts(2);
    const output = join(own, "out.json");
    const file = join(own, "config.yaml");
    writeFileSync(
        file,
        toYaml({
            receivers: { otlp: { protocols: { http: { endpoint: `127.0.0.1:${http}` } } } },
            processors: Object.fromEntries(Object.entries(processors).filter(([id]) => logs.includes(id))),
            exporters: { file: { path: output, flush_interval: "100ms" } },
            extensions: { health_check: { endpoint: `127.0.0.1:${health}` } },
            service: {
                extensions: ["health_check"],
                telemetry: { metrics: { level: "none" }, logs: { level: "error" } },
                pipelines: { logs: { receivers: ["otlp"], processors: logs, exporters: ["file"] } },
            },
        }),
    );
    const program: Program = start(tool("otelcol"), ["--config", file], {
        logFile: join(own, "log"),
        env: { ...process.env, PSEUDONYM_KEY: "made-up-key" },
    });
    await answers(program, `http://127.0.0.1:${health}/`);
    const startSeconds = cpuSeconds(program.process.pid ?? 0);
    let runs = 0;
    const tail = tailOf(output);
    const through: Scrubber["through"] = async (texts) => {
        const run = `${(runs += 1)}`;
        for (let first = 0; first < texts.length; first += BATCH) {
            const logRecords = texts.slice(first, first + BATCH).map((text, index) => ({
                body: { stringValue: text },
                attributes: [
                    { key: "item", value: { stringValue: `${run}_${first + index}` } },
                    { key: "note", value: { stringValue: text } },
                ],
            }));
            const body = JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords }] }] });
            const headers = { "content-type": "application/json" };
            const { status } = await fetch(`http://127.0.0.1:${http}/v1/logs`, { method: "POST", headers, body });
            if (status !== 200) throw new Error(`${name}: the collector answers ${status}`);
        }
        const got = new Map<string, Record>();
        return eventually(
            `${texts.length} texts through ${name}`,
            () => {
                for (const line of tail()) {
                    for (const record of recordsOf(JSON.parse(line))) got.set(attributeOf(record, "item"), record);
                }
                const found = texts.map((_, index) => got.get(`${run}_${index}`));
                return found.every((record) => record !== undefined)
                    ? found.map((record): readonly [string, string] => [
                          textOf(record.body),
                          attributeOf(record, "note"),
                      ])
                    : undefined;
            },
            120_000,
        );
    };
    return { through, startSeconds, stop: () => program.stop() };
}

const recordsOf = (exported: unknown): readonly Record[] =>
    (
        exported as {
            readonly resourceLogs: readonly {
                readonly scopeLogs: readonly { readonly logRecords: readonly Record[] }[];
            }[];
        }
    ).resourceLogs.flatMap(({ scopeLogs }) => scopeLogs.flatMap(({ logRecords }) => logRecords));

/** The lines that a file has got since it was last asked for. */
function tailOf(file: string): () => readonly string[] {
    let read = 0;
    return () => {
        const descriptor = openSync(file, "r");
        const chunk = Buffer.alloc(Math.max(fstatSync(descriptor).size - read, 0));
        readSync(descriptor, chunk, 0, chunk.length, read);
        closeSync(descriptor);
        // A character may be whole only with what follows.
        const whole = chunk.lastIndexOf(10) + 1;
        read += whole;
        return chunk
            .subarray(0, whole)
            .toString()
            .split("\n")
            .filter((line) => line !== "");
    };
}
