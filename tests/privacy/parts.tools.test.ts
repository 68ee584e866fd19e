import { SERVICES } from "../../model/cluster/names";
import { call } from "../../scripts/shared/loopback/trusting";
import { dev } from "../../scripts/shared/loopback/examples";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { startStack } from "../support/collector-stack";

/** Every part of a record that can carry text, beside bodies and attributes, through the whole gateway. */

const text = (stringValue: string) => ({ stringValue });
const entry = (key: string, value: string | object) => ({
    key,
    value: typeof value === "string" ? text(value) : value,
});
const list = (...values: readonly string[]) => ({ arrayValue: { values: values.map(text) } });
const bytes = (value: string) => ({ bytesValue: Buffer.from(value).toString("base64") });

const MAIL = "bob@example.com";
const PASSWORD = "hunter2x";
const scope = {
    name: `lib ${MAIL}`,
    version: `1 ${MAIL}`,
    attributes: [entry("note", MAIL), entry("password", PASSWORD)],
};
const resource = {
    attributes: [
        entry("service.name", "payment-service"),
        entry("user.email", MAIL),
        entry("process.command_line", `app --password=${PASSWORD}`),
        entry("process.command_args", list("app", "--password", PASSWORD)),
    ],
};
const now = `${Date.now()}000000`;
const records: readonly object[] = [
    { body: bytes(`mail ${MAIL}`) },
    { body: text("x"), attributes: [entry("note", bytes(`mail ${MAIL}`))] },
    { body: text("x"), severityText: `mail ${MAIL}`, eventName: `mail ${MAIL}` },
    {
        body: list(`mail ${MAIL}`, "--token", PASSWORD),
        attributes: [entry("argv", list("app", "--password", PASSWORD))],
    },
    { body: text("x"), attributes: [entry(MAIL, "value")] },
    { body: text(MAIL), attributes: [entry("note", MAIL), entry("count", { intValue: "118" })] },
];
const spans: readonly object[] = [
    { traceState: `vendor=${MAIL}` },
    { status: { code: 2, message: `no ${MAIL} password=${PASSWORD}` } },
    { name: `GET /users/${MAIL}/orders` },
    {
        events: [
            { timeUnixNano: now, name: "fine", attributes: [entry("count", { intValue: "118" })] },
            { timeUnixNano: now, name: `mail ${MAIL}`, attributes: [entry("exception.message", `no ${MAIL}`)] },
        ],
    },
];

test("nothing is left in scopes, events, states, names, bytes and lists, no note either, and numbers stay numbers", async () => {
    const stack = await startStack(dev(), temporaryFolder("parts"), []);
    const send = async (signal: string, body: object): Promise<void> => {
        const to = stack.url(SERVICES.collectorHttp.port, `/v1/${signal}`);
        expect(await call(stack.certificates, to, { body: JSON.stringify(body) })).toMatchObject({ status: 200 });
    };
    await send("logs", {
        resourceLogs: [
            {
                resource,
                scopeLogs: [{ scope, logRecords: records.map((record) => ({ timeUnixNano: now, ...record })) }],
            },
        ],
    });
    await send("traces", {
        resourceSpans: [
            {
                resource,
                scopeSpans: [
                    {
                        scope,
                        spans: spans.map((span, index) => ({
                            traceId: `0af7651916cd43dd8448eb211c80319${index}`,
                            spanId: `b7ad6b716920333${index}`,
                            name: "made up",
                            kind: 2,
                            startTimeUnixNano: now,
                            endTimeUnixNano: now,
                            ...span,
                        })),
                    },
                ],
            },
        ],
    });
    const [logs, traces] = await eventually("both signals", () => {
        const got = [stack.sinks.got("otlp_http/loki"), stack.sinks.got("otlp_grpc/jaeger")] as const;
        return got[0].length > 0 && got[1].length > 0 ? got.map((one) => JSON.stringify(one)) : undefined;
    });
    for (const got of [logs ?? "", traces ?? ""]) {
        expect(got).toContain("lib [email]");
        expect(got).not.toContain(MAIL);
        expect(got).not.toContain(PASSWORD);
        expect(got).not.toContain(Buffer.from(`mail ${MAIL}`).toString("base64"));
        expect(got).not.toContain("redaction.");
        expect(got).toMatch(/"count\\*","value\\*":\{\\*"intValue\\*":\\*"118/);
    }
    expect(traces).toContain("vendor=[email]");
    expect(traces).toContain("GET /users/[email]/orders");
});
