import { LONGEST_FIELDS, LONGEST_LINE } from "../../model/telemetry/line-size";
import { SERVICES } from "../../model/cluster/names";
import { dev } from "../../scripts/shared/loopback/examples";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { startStack, type CollectorStack } from "../support/collector-stack";
import { call } from "../../scripts/shared/loopback/trusting";
import { linesIn, type Item } from "../support/otlp";

/** What the gateway makes of lines that SDKs push: their labels, and how much of them is kept. */

let stack: CollectorStack;
beforeAll(async () => {
    stack = await startStack(dev(), temporaryFolder("log-labels"), []);
});

type Value = string | number | boolean | { readonly [key: string]: Value };
const anyValue = (value: Value): object => {
    switch (typeof value) {
        case "string":
            return { stringValue: value };
        case "boolean":
            return { boolValue: value };
        case "number":
            return Number.isInteger(value) ? { intValue: String(value) } : { doubleValue: value };
        default:
            return { kvlistValue: { values: pairs(value) } };
    }
};
const pairs = (fields: { readonly [key: string]: Value }): readonly object[] =>
    Object.entries(fields).map(([key, value]) => ({ key, value: anyValue(value) }));

interface Line {
    readonly severityNumber?: number;
    readonly severityText?: string;
    readonly attributes?: { readonly [key: string]: Value };
}
let sent = 0;
async function through({ attributes = {}, ...line }: Line): Promise<Item> {
    const text = `line number ${++sent} of these`;
    const record = {
        timeUnixNano: `${BigInt(Date.now()) * 1_000_000n}`,
        body: { stringValue: text },
        attributes: pairs(attributes),
        ...line,
    };
    const body = JSON.stringify({
        resourceLogs: [
            {
                resource: { attributes: pairs({ "service.name": "order-service" }) },
                scopeLogs: [{ logRecords: [record] }],
            },
        ],
    });
    const url = stack.url(SERVICES.collectorHttp.port, "/v1/logs");
    expect((await call(stack.certificates, url, { body })).status).toBe(200);
    return eventually(text, () =>
        linesIn(stack.sinks.got("otlp_http/loki")).find(({ raw }) => JSON.stringify(raw.body).includes(`"${text}"`)),
    );
}

const LEVELLED: readonly (readonly [string, Line])[] = [
    ["trace", { severityNumber: 3 }],
    ["debug", { severityNumber: 8, severityText: "Debug4" }],
    ["info", { severityNumber: 9, severityText: "Information" }],
    ["warn", { severityText: "warning" }],
    ["error", { severityText: "SEVERE" }],
    ["fatal", { severityNumber: 24 }],
    ["error", { severityNumber: 17, attributes: { level: "ERROR" } }],
    ["warn", { attributes: { level: "Warn+1" } }],
    ["error", { attributes: { level: 50 } }],
    ["warn", { attributes: { level: 40.0 } }],
    ["error", { attributes: { level: " err " } }],
    ["error", { attributes: { level: 400 } }],
];
test.each(LEVELLED)("%s: %j", async (level, line) => {
    const { raw, attributes } = await through(line);
    expect(attributes.level).toBe(level);
    expect(attributes.level_original).toBeUndefined();
    expect(Number(raw.severityNumber)).toBeGreaterThan(0);
    expect(raw.severityText).toBe(line.severityText ?? level);
});

test.each<Line>([
    { attributes: { level: "37" } },
    { attributes: { level: 37 } },
    { attributes: { level: "gold" } },
    { attributes: { level: "errors" } },
    { attributes: { level: true } },
    { attributes: { level: { of: "error" } } },
    { attributes: { level: "" } },
])("no level, but kept: %j", async (line) => {
    const { raw, attributes } = await through(line);
    expect(attributes.level).toBeUndefined();
    expect(attributes.level_original).toBeDefined();
    expect(raw.severityNumber).toBeUndefined();
});

test("a level that contradicts the severity is kept beside it", async () => {
    const { attributes } = await through({ severityNumber: 9, attributes: { level: "warn" } });
    expect(attributes).toMatchObject({ level: "info", level_original: "warn" });
});

test("a line without severity has no level", async () => {
    const { attributes } = await through({});
    expect(attributes.level).toBeUndefined();
    expect(attributes.level_original).toBeUndefined();
});

test.each<readonly [string | undefined, { readonly [key: string]: Value }]>([
    ["true", { event: "audit" }],
    ["true", { event: "security", audit: "false" }],
    [undefined, { audit: "true" }],
    [undefined, { audit: true }],
    [undefined, { audit: "true", event: "login" }],
    [undefined, { event: "audited" }],
    [undefined, { event: "Audit" }],
    [undefined, { event: { kind: "audit" } }],
    [undefined, { kind: "audit" }],
])("audit is %s for %j", async (audit, attributes) => {
    expect((await through({ attributes })).attributes.audit).toBe(audit);
});

const many = (count: number, length: number): { readonly [key: string]: Value } =>
    Object.fromEntries(Array.from({ length: count }, (_, index) => [`field${index}`, "x".repeat(length)]));
const size = (fields: object): number =>
    Object.entries(fields).reduce((all, [name, value]) => all + name.length + String(value).length, 0);

test.each([
    ["a field of 70 KB", many(1, 70_000)],
    ["sixty fields of 1.1 KB", many(60, 1_100)],
    ["three hundred fields", many(300, 1)],
    ["two thousand fields", many(2000, 20)],
    ["250 KB in ten fields", many(10, 25_000)],
])("kept whole: %s", async (_, attributes) => {
    expect((await through({ attributes })).attributes).toMatchObject(attributes);
});

test.each<readonly [string, { readonly [key: string]: Value }]>([
    ["a field of 400 KB", many(1, 400_000)],
    ["ten of 40 KB", many(10, 40_000)],
    ["a thousand of 1 KB", many(1000, 1_000)],
    ["twenty thousand of 40 bytes", many(20_000, 40)],
    ["fields within a field", { order: many(9, 60_000) }],
])("cut, not lost: %s", async (_, attributes) => {
    const { attributes: kept } = await through({ severityNumber: 17, attributes });
    expect(size(kept)).toBeLessThan(LONGEST_LINE);
    expect(size(kept)).toBeLessThan(LONGEST_FIELDS);
    expect(size(kept)).toBeGreaterThan(10_000);
    expect(kept.level).toBe("error");
});
