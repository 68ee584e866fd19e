import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { fileOf, NODE, startableFluentBit, startFluentBit, withFluentBit } from "../support/fluent-bit";
import { kubernetesApi, type Pod } from "../../scripts/shared/loopback/kubernetes-api";
import { linesIn, type Item } from "../support/otlp";
import { eventually, sleep, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { makeSinks } from "../support/sinks";
import { LOG_LEVELS } from "../../model/telemetry/labels";
import { swapReport } from "../../scripts/shared/loopback/startable";
import { dev } from "../../scripts/shared/loopback/examples";
import { makeDoor } from "./door";
import { FIELDS } from "./fields";
import { NO_TRACES, TRACES } from "./traces";

const pod = (name: string, more: Partial<Pod> = {}): Pod => ({
    name,
    namespace: "go-coffee",
    ip: "10.1.1.2",
    labels: { "app.kubernetes.io/name": "order-service" },
    deployment: "order-service",
    node: NODE,
    ...more,
});
const PODS = [pod("order-service-1"), pod("quiet-1", { annotations: { "fluentbit.io/exclude": "true" } })];
const CONTAINER_ID = "0123456789abcdef".repeat(4);

/** A collector that takes in over TLS behind a door that can be shut, and Fluent Bit before it. */
async function prepare(program: string, name: string) {
    const folder = temporaryFolder(name);
    const certificates = makeCertificates(folder);
    const sinks = await makeSinks(
        [{ exporters: { lines: { endpoint: "https://collector:4318/sink" } } }],
        folder,
        certificates,
    );
    await sinks.start();
    const door = await makeDoor(certificates, sinks.backends["collector:4318"] ?? "");
    const { env } = await kubernetesApi(certificates, PODS);
    const made = await startableFluentBit(fileOf(dev()), {
        folder,
        certificates,
        collector: door.port,
        api: Number(env.KUBERNETES_SERVICE_PORT),
    });
    return {
        door,
        made,
        start: () => startFluentBit(program, made, folder),
        got: (): readonly Item[] => linesIn(sinks.got("lines")),
        /** Appends lines to the file of a container, as its runtime does. */
        write: (container: string, ...lines: readonly string[]) => {
            appendFileSync(
                join(made.logs, `${container}-${CONTAINER_ID}.log`),
                lines.map((line) => `${line}\n`).join(""),
            );
        },
    };
}

const body = ({ raw }: Item): unknown => Object.values(raw.body ?? {})[0];
const cri = (text: string, stream = "stdout", flag = "F"): string =>
    `${new Date().toISOString().replace("Z", "123456Z")} ${stream} ${flag} ${text}`;
const json = (fields: object): string => cri(JSON.stringify(fields));
const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const SPAN_ID = "b7ad6b7169203331";

const messageOf = (line: string): string => String((JSON.parse(line) as { readonly message: unknown }).message);

withFluentBit("what Fluent Bit makes of lines", (program) => {
    describe("a line of a container", () => {
        const arrived = new Map<string, Item>();
        const lineWith = (text: string): Item => {
            const found = [...arrived].find(([content]) => content.includes(text));
            if (found === undefined) throw new Error(`no line with ${text} among ${[...arrived.keys()].join("\n")}`);
            return found[1];
        };
        beforeAll(async () => {
            const { write, start, got, made } = await prepare(program, "fluent-bit-lines");
            process.stdout.write(`swapped:\n${swapReport(made)}\n`);
            write(
                "order-service-1_go-coffee_app",
                json({
                    level: "INFO",
                    service: "orders",
                    message: "by the schema",
                    trace_id: TRACE_ID,
                    span_id: SPAN_ID,
                    order_id: "A-1",
                    big: 9007199254740991,
                    nested: { a: [1] },
                }),
                json({
                    lvl: "Warning",
                    msg: "by other names",
                    traceId: TRACE_ID,
                    spanId: SPAN_ID,
                    ts: 1.5,
                    err: "late",
                }),
                json({ level: 50, msg: "by number", time: 1 }),
                json({ level: "Sev-7", message: "by no level" }),
                json({ level: "debug", message: "to be audited", event: "security", audit: "forged", trace_id: "" }),
                json({
                    message: "forged",
                    kubernetes: { pod_name: "x" },
                    "k8s.pod.name": "x",
                    "service.name": "x",
                    log: "own",
                }),
                json({ level: "info", no: "text of its own" }),
                cri("plain text"),
                cri('{"broken": '),
                cri("first half, ", "stdout", "P"),
                cri("second half"),
                cri("panic: at last", "stderr"),
                cri("", "stderr"),
                cri("goroutine 1 [running]:", "stderr"),
                cri("main.main()", "stderr"),
                cri("\t/app/main.go:3 +0x1", "stderr"),
                cri("x".repeat(40_000)),
            );
            const time = new Date().toISOString();
            write(
                "docker-1_unknown_app",
                JSON.stringify({ log: '{"level":"error","message":"from docker"}\n', stream: "stdout", time }),
            );
            write("quiet-1_go-coffee_app", cri("excluded by its annotation"));
            write("fluent-bit-1_go-coffee-monitoring-agents_fluent-bit", cri("its own"));
            await start();
            await eventually("13 lines", () => (got().length >= 13 ? true : undefined));
            await sleep(2000);
            for (const item of got()) arrived.set(String(body(item)), item);
        });

        test("nothing more and nothing less arrives", () => {
            expect(arrived.size).toBe(13);
        });

        test("has its message as body, its level as severity, its trace, and its other fields as attributes", () => {
            const { raw, attributes } = lineWith("by the schema");
            expect(raw).toMatchObject({ severityText: "info", severityNumber: 9, traceId: TRACE_ID, spanId: SPAN_ID });
            expect(attributes).toMatchObject({
                order_id: "A-1",
                big: 9007199254740991,
                "log.iostream": "stdout",
                level: "info",
            });
        });

        test("is told in many ways", () => {
            const named = lineWith("by other names");
            expect(named.raw).toMatchObject({
                severityText: "warn",
                severityNumber: 13,
                traceId: TRACE_ID,
                spanId: SPAN_ID,
            });
            expect(named.attributes).toMatchObject({ timestamp: 1.5, error: "late" });
            expect(lineWith("by number").raw).toMatchObject({ severityText: "error", severityNumber: 17 });
        });

        test("has no level but those of the schema", () => {
            const { raw, attributes } = lineWith("by no level");
            expect(raw.severityText).toBeUndefined();
            expect(attributes.level).toBeUndefined();
            expect(attributes.level_original).toBe("Sev-7");
        });

        test("is marked for the audit trail by its event alone", () => {
            expect(lineWith("to be audited").attributes).toMatchObject({ audit: "true", level: "debug" });
            expect(lineWith("by the schema").attributes.audit).toBeUndefined();
        });

        test("comes from the pod that it comes from, whatever it says", () => {
            const from = {
                "k8s.namespace.name": "go-coffee",
                "k8s.pod.name": "order-service-1",
                "k8s.pod.uid": "uid-of-order-service-1",
                "k8s.container.name": "app",
                "k8s.node.name": NODE,
                "service.name": "order-service",
            };
            for (const text of ["by the schema", "forged", "plain text", "panic: "]) {
                expect(lineWith(text).attributes).toMatchObject(from);
            }
        });

        test("keeps its pod while Kubernetes doesn't know it", () => {
            const { attributes, raw } = lineWith("from docker");
            expect(attributes).toMatchObject({
                "k8s.namespace.name": "unknown",
                "k8s.pod.name": "docker-1",
                "service.name": "app",
            });
            expect(raw.severityText).toBe("error");
        });

        test("is kept whole where it isn't JSON or has no message", () => {
            expect(arrived.has("plain text")).toBe(true);
            expect(arrived.has('{"broken": ')).toBe(true);
            expect(arrived.has('{"level":"info","no":"text of its own"}')).toBe(true);
            expect(arrived.has("first half, second half")).toBe(true);
            expect(arrived.has("x".repeat(40_000))).toBe(true);
        });

        test("of a stack trace comes with the others", () => {
            expect(arrived.has("panic: at last\n\ngoroutine 1 [running]:\nmain.main()\n\t/app/main.go:3 +0x1")).toBe(
                true,
            );
        });
    });

    test("stack traces are one record each, other lines their own", async () => {
        const { write, start, got } = await prepare(program, "fluent-bit-traces");
        const cases = [
            ...Object.values(TRACES).map((trace) => ["order 16 accepted", trace, "order 17 accepted"]),
            ...Object.values(NO_TRACES),
        ];
        cases.forEach((records, index) => {
            write(
                `case-${index}_unknown_app`,
                ...records.flatMap((record) => record.split("\n")).map((line) => cri(line, "stderr")),
            );
        });
        await start();
        const total = cases.flat().length;
        await eventually("all of them", () => (got().length >= total ? true : undefined));
        await sleep(2000);
        const of = (index: number): readonly string[] =>
            got()
                .filter(({ attributes }) => attributes["k8s.pod.name"] === `case-${index}`)
                .map((item) => String(body(item)));
        expect(cases.map((_, index) => of(index))).toEqual(
            cases.map((records) => records.map((record) => (record.startsWith("{") ? messageOf(record) : record))),
        );
    });

    test("levels, names of services and large numbers of JSON lines", async () => {
        const { write, start, got } = await prepare(program, "fluent-bit-fields");
        write("fields-1_unknown_app", ...FIELDS.map(({ line }) => cri(line)));
        await start();
        await eventually("all of them", () => (got().length >= FIELDS.length ? true : undefined));
        await sleep(1000);
        const seen = got().map((item) => ({
            body: String(body(item)),
            level: item.attributes.level,
            severity: item.raw.severityNumber,
            service: item.attributes["service.name"],
        }));
        expect(seen).toEqual(
            FIELDS.map(({ line, level, service = "app", whole = false }) => ({
                body: whole ? line : messageOf(line),
                level,
                severity: level === undefined ? undefined : LOG_LEVELS[level],
                service,
            })),
        );
    });

    test("collector away, refusing, Fluent Bit killed meanwhile: every line arrives", async () => {
        const { door, write, start, got, made } = await prepare(program, "fluent-bit-outage");
        const lines = 20_000;
        const step = lines / 4;
        const append = (from: number): void => {
            write(
                "order-service-1_go-coffee_app",
                ...Array.from({ length: step }, (_, index) => json({ level: "info", message: `line ${from + index}` })),
            );
        };
        const read = (count: number): Promise<true> =>
            eventually(`${count} lines read`, async () => {
                const metrics = await (await fetch(`http://127.0.0.1:${made.port}/api/v2/metrics/prometheus`)).text();
                const records = /^fluentbit_input_records_total\{name="tail.0"\} (\d+)/m.exec(metrics)?.[1];
                return Number(records) >= count ? true : undefined;
            });
        door.shut = true;
        append(0);
        let running = await start();
        await read(step);
        append(step);
        await running.stop("SIGKILL");
        running = await start();
        append(2 * step);
        await eventually("a refusal", () => (door.refused > 3 ? true : undefined));
        await running.stop();
        running = await start();
        append(3 * step);
        door.shut = false;
        const distinct = (): number => new Set(got().map(body)).size;
        await eventually(`${lines} lines`, () => (distinct() >= lines ? true : undefined), 120_000);
        process.stdout.write(
            `${lines} lines over ${door.refused} refusals, a crash and a restart: ${distinct()} arrived, ${got().length - distinct()} of them twice\n`,
        );
        expect(distinct()).toBe(lines);
    });
});
