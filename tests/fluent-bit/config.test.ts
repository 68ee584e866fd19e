import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { fluentBitProblems } from "../../components/fluent-bit/configuration-check";
import { isPlainObject, mergeDeep, valueAt, type PlainObject } from "../../config/merge";
import { planFiles } from "../../scripts/plan/plan-files";
import { fileOf, NODE, withFluentBit } from "../support/fluent-bit";
import { configuration, plan, type Stack } from "../support/plan";
import { run, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { dev, prod } from "../../scripts/shared/loopback/examples";

const parsed = (text: string): PlainObject => {
    const config: unknown = parse(text);
    if (!isPlainObject(config)) throw new Error("no configuration");
    return config;
};
const input = (text: string): unknown => valueAt(parsed(text), ["pipeline", "inputs", 0]);
const output = (text: string): unknown => valueAt(parsed(text), ["pipeline", "outputs", 0]);

const VARIANTS = {
    dev: fileOf(dev()),
    prod: fileOf(prod()),
    "some namespaces": fileOf(
        dev({ fluentBit: { namespaces: { include: ["go-coffee", "payments"], exclude: ["kube-system"] } } }),
    ),
};

describe("the generated configuration", () => {
    test.each(["dev", "prod"] satisfies Stack[])("%s: the pods read what was checked here", async (stack) => {
        const { plan: planned } = await plan(stack, configuration(stack));
        const file = planFiles(planned)["fluent-bit/fluent-bit.yaml"] ?? "";
        expect(fluentBitProblems(parsed(file))).toEqual([]);
    });

    test.each(Object.entries(VARIANTS))("%s has no problem", (_, text) => {
        expect(fluentBitProblems(parsed(text))).toEqual([]);
    });

    test("reads every container but its own", () => {
        expect(input(VARIANTS.dev)).toMatchObject({
            path: "/var/log/containers/*.log",
            exclude_path: "/var/log/containers/*_go-coffee-monitoring-agents_fluent-bit-*.log",
        });
    });

    test("reads the namespaces that configuration names, and none that it excludes", () => {
        expect(input(VARIANTS["some namespaces"])).toMatchObject({
            path: "/var/log/containers/*_go-coffee_*.log,/var/log/containers/*_payments_*.log",
            exclude_path:
                "/var/log/containers/*_go-coffee-monitoring-agents_fluent-bit-*.log,/var/log/containers/*_kube-system_*.log",
        });
    });

    test("delivers over TLS, without end, within the space on disk that configuration gives", () => {
        expect(output(fileOf(dev({ fluentBit: { bufferSize: "3Gi" } })))).toMatchObject({
            name: "opentelemetry",
            host: "otel-collector.go-coffee-monitoring.svc",
            port: 4321,
            tls: true,
            "tls.verify": true,
            "tls.verify_hostname": true,
            retry_limit: "no_limits",
            "storage.total_limit_size": "3072M",
        });
    });

    withFluentBit("Fluent Bit's dry run", (program) => {
        const folder = temporaryFolder("fluent-bit-dry-run");
        test.each(Object.entries(VARIANTS))("%s passes Fluent Bit's dry run", (name, text) => {
            const file = join(folder, `${name}.yaml`);
            writeFileSync(file, text);
            process.env.NODE_NAME = NODE;
            const { code, output: said } = run(program, ["--dry-run", "--config", file]);
            expect(said).toContain("configuration test is successful");
            expect(code).toBe(0);
        });
    });
});

/** The dev configuration with the first input, filter or output changed. */
const changed = (part: "inputs" | "filters" | "outputs", change: PlainObject): PlainObject => {
    const config = parsed(VARIANTS.dev);
    const pipeline = valueAt(config, ["pipeline"]);
    const list = valueAt(pipeline, [part]);
    if (!isPlainObject(pipeline) || !Array.isArray(list)) throw new Error("no pipeline");
    const [first, ...rest] = list as readonly unknown[];
    return {
        ...config,
        pipeline: { ...pipeline, [part]: [{ ...(isPlainObject(first) ? first : {}), ...change }, ...rest] },
    };
};
const processors = (...all: readonly PlainObject[]): PlainObject => changed("inputs", { processors: { logs: all } });
const TEN = Array.from({ length: 11 }, (_, index) => `field${index} other${index}`);

describe("the checker says", () => {
    test.each<readonly [string, PlainObject]>([
        ["configuration: filters is unknown", mergeDeep(parsed(VARIANTS.dev), { filters: [] })],
        ["service: flush_interval is unknown", mergeDeep(parsed(VARIANTS.dev), { service: { flush_interval: 1 } })],
        ["input tail: exclude_paths is unknown", changed("inputs", { exclude_paths: "x" })],
        ["input tails is unknown", changed("inputs", { name: "tails" })],
        ["output opentelemetry: log_body_key is unknown", changed("outputs", { log_body_key: "$x" })],
        ["filter modify: match is missing", changed("filters", { match: undefined })],
        ["filter modify: no tag matches app.*", changed("filters", { match: "app.*" })],
        ["output opentelemetry: no tag matches k", changed("outputs", { match: "k" })],
        ["processor parser: parser nowhere is not defined", processors({ name: "parser", parser: "nowhere" })],
        ["input tail: parser crio is not defined", changed("inputs", { "multiline.parser": "crio, docker" })],
        [
            "output opentelemetry: logs_trace_id_message_key trace_id finds nothing without a $ before it",
            changed("outputs", { logs_trace_id_message_key: "trace_id" }),
        ],
        [
            "processor modify: rename has more than 10 values, which Fluent Bit can't read here",
            processors({ name: "modify", rename: TEN }),
        ],
        [
            "processor modify: its own condition is taken for the processor's",
            processors({ name: "modify", condition: "key_exists level" }),
        ],
        [
            "multiline parser trace: no rule goes on from state next",
            {
                multiline_parsers: [
                    { name: "trace", rules: [{ state: "start_state", regex: "/a/", next_state: "next" }] },
                ],
            },
        ],
        [
            "multiline parser trace: no rule begins in start_state",
            { multiline_parsers: [{ name: "trace", rules: [{ state: "a", regex: "/a/", next_state: "a" }] }] },
        ],
        [
            "service: storage.checksum discards the chunks that were open when it crashed",
            mergeDeep(parsed(VARIANTS.dev), { service: { "storage.checksum": true } }),
        ],
        ["service: without storage.path nothing is kept on disk", { service: {} }],
        ["input tail: its lines aren't kept on disk", changed("inputs", { "storage.type": "memory" })],
        ["input tail: without db it doesn't know where it was", changed("inputs", { db: undefined })],
        [
            "filter multiline: as a filter it drops what its emitter can't take; make it a processor",
            changed("filters", { name: "multiline" }),
        ],
        ["output opentelemetry: it gives up after some tries", changed("outputs", { retry_limit: 5 })],
        [
            "output opentelemetry: nothing bounds what it keeps on disk",
            changed("outputs", { "storage.total_limit_size": undefined }),
        ],
        [
            "output opentelemetry: of a chunk that is sent in parts, only the last one's failure is noticed",
            changed("outputs", { batch_size: 1000 }),
        ],
    ])("%s", (problem, config) => {
        expect(fluentBitProblems(config)).toContain(problem);
    });
});
