import { SERVICES } from "../../model/cluster/names";
import { startStack, type CollectorStack } from "../support/collector-stack";
import { call } from "../../scripts/shared/loopback/trusting";
import { linesIn, logsBody, metricsBody, newTraceId, pointsIn, spansIn, tracesBody } from "../support/otlp";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { dev } from "../../scripts/shared/loopback/examples";
import { negatives, positives } from "./corpus";

/** The corpus through the whole gateway, in every place where a signal carries text. */

const PLACES = ["log body", "log attribute", "span attribute", "span event", "metric attribute"] as const;
type Place = (typeof PLACES)[number];

let stack: CollectorStack;
beforeAll(async () => {
    // Everything that can be told apart is dropped or hashed.
    const settings = dev({ privacy: { ipAddresses: "drop", ethereumAddresses: "hash" } });
    stack = await startStack(settings, temporaryFolder("privacy"), []);
});

const send = async (signal: string, body: string): Promise<void> => {
    const to = stack.url(SERVICES.collectorHttp.port, `/v1/${signal}`);
    expect(await call(stack.certificates, to, { body })).toMatchObject({ status: 200 });
};

/** Sends each text in each place and gives back what became of it. */
async function through(run: string, texts: readonly string[]): Promise<ReadonlyMap<Place, readonly string[]>> {
    const service = "payment-service";
    const marked = texts.map((text, index) => ({ text, item: `${run}-${index}` }));
    await send(
        "logs",
        logsBody(marked.map(({ text, item }) => ({ body: text, service, attributes: { item, place: "body" } }))),
    );
    await send(
        "logs",
        logsBody(
            marked.map(({ text, item }) => ({
                body: "made up",
                service,
                attributes: { item, place: "attribute", note: text },
            })),
        ),
    );
    await send(
        "traces",
        tracesBody(
            marked.map(({ text, item }) => ({
                traceId: newTraceId(),
                service,
                name: "made up",
                attributes: { item, note: text },
                event: { note: text },
            })),
        ),
    );
    await send(
        "metrics",
        metricsBody(
            marked.map(({ text, item }) => ({
                name: "made.up.privacy",
                value: 1,
                service,
                attributes: { item, note: text },
            })),
        ),
    );
    const ofRun = (item: unknown): boolean => String(item).startsWith(`${run}-`);
    const sorted = <T>(found: readonly (readonly [unknown, T])[]): readonly T[] | undefined => {
        const byItem = new Map(found.filter(([item]) => ofRun(item)).map(([item, value]) => [String(item), value]));
        if (byItem.size < texts.length) return undefined;
        return marked.map(({ item }) => byItem.get(item) as T);
    };
    const all = await eventually(
        "the corpus",
        () => {
            const logs = linesIn(stack.sinks.got("otlp_http/loki"));
            const spans = spansIn(stack.sinks.got("otlp_grpc/jaeger"));
            const points = pointsIn(stack.sinks.got("otlp_http/prometheus-0")).filter(
                ({ metric }) => metric === "made.up.privacy",
            );
            const found: readonly (readonly [Place, readonly string[] | undefined])[] = [
                [
                    "log body",
                    sorted(
                        logs
                            .filter(({ attributes }) => attributes.place === "body")
                            .map(({ raw, attributes }) => [attributes.item, textOf(raw.body)]),
                    ),
                ],
                [
                    "log attribute",
                    sorted(
                        logs
                            .filter(({ attributes }) => attributes.place === "attribute")
                            .map(({ attributes }) => [attributes.item, String(attributes.note)]),
                    ),
                ],
                ["span attribute", sorted(spans.map(({ attributes }) => [attributes.item, String(attributes.note)]))],
                ["span event", sorted(spans.map(({ raw, attributes }) => [attributes.item, eventOf(raw)]))],
                [
                    "metric attribute",
                    sorted(points.map(({ attributes }) => [attributes.item, String(attributes.note)])),
                ],
            ];
            const missing = found.filter(([, values]) => values === undefined).map(([place]) => place);
            if (missing.length > 0) throw new Error(`not all in ${missing.join(", ")}`);
            return found;
        },
        60_000,
    );
    return new Map(all.map(([place, values]) => [place, values ?? []]));
}

const textOf = (body: unknown): string =>
    (body as { readonly stringValue?: string }).stringValue ?? JSON.stringify(body);
const eventOf = (span: { readonly [key: string]: unknown }): string => {
    const [event] = span.events as readonly { readonly attributes: readonly { readonly value: unknown }[] }[];
    return textOf(event?.attributes[0]?.value);
};

test("every positive is gone, from all three signals", async () => {
    const corpus = positives();
    expect(corpus.length).toBeGreaterThanOrEqual(480);
    const got = await through(
        "positive",
        corpus.map(({ line }) => line),
    );
    const leaks = PLACES.flatMap((place) =>
        corpus.flatMap(({ kind, line, private: pieces }, index) => {
            const text = got.get(place)?.[index] ?? "";
            return pieces.some((piece) => text.includes(piece)) ? [`${kind}, ${place}: ${line} => ${text}`] : [];
        }),
    );
    for (const kind of [...new Set(corpus.map((one) => one.kind))]) {
        const count = corpus.filter((one) => one.kind === kind).length;
        const leaked = leaks.filter((leak) => leak.startsWith(`${kind},`)).length;
        process.stdout.write(`${kind}: ${count} lines in ${PLACES.length} places, ${leaked} leaks\n`);
    }
    expect(leaks).toEqual([]);
});

test("every negative passes as it is", async () => {
    const corpus = negatives();
    expect(corpus.length).toBeGreaterThanOrEqual(320);
    const got = await through("negative", corpus);
    const hits = PLACES.flatMap((place) =>
        corpus.flatMap((line, index) => {
            const text = got.get(place)?.[index] ?? "";
            return text === line ? [] : [`${place}: ${line} => ${text}`];
        }),
    );
    process.stdout.write(`negatives: ${corpus.length} lines in ${PLACES.length} places, ${hits.length} false hits\n`);
    expect(hits).toEqual([]);
});
