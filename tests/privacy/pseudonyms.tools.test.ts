import { createHash } from "node:crypto";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { SERVICES } from "../../model/cluster/names";
import { startStack } from "../support/collector-stack";
import { call } from "../../scripts/shared/loopback/trusting";
import { linesIn, logsBody, metricsBody, newTraceId, pointsIn, spansIn, tracesBody } from "../support/otlp";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { dev } from "../../scripts/shared/loopback/examples";

const folder = temporaryFolder("pseudonyms");
const USER = "48151623";

/** What a user's id becomes in each place, under a key. */
async function hashesUnder(key: string): Promise<readonly string[]> {
    const own = join(folder, key);
    mkdirSync(own);
    const stack = await startStack(dev(), own, [], { env: { PSEUDONYM_KEY: key } });
    const service = "payment-service";
    const attributes = { user_id: USER };
    const send = async (signal: string, body: string): Promise<void> => {
        const to = stack.url(SERVICES.collectorHttp.port, `/v1/${signal}`);
        expect(await call(stack.certificates, to, { body })).toMatchObject({ status: 200 });
    };
    await send("traces", tracesBody([{ traceId: newTraceId(), service, name: "made up", attributes }]));
    await send("metrics", metricsBody([{ name: "made.up.user", value: 1, service, attributes }]));
    await send(
        "logs",
        logsBody([
            { body: "made up", service, attributes },
            { body: `paid by user_id=${USER}`, service },
            { body: `{"userId":"${USER}","order_id":"ORD-1"}`, service },
        ]),
    );
    const got = await eventually("all signals", () => {
        const found = {
            spans: spansIn(stack.sinks.got("otlp_grpc/jaeger")),
            points: pointsIn(stack.sinks.got("otlp_http/prometheus-0")).filter(
                ({ metric }) => metric === "made.up.user",
            ),
            lines: linesIn(stack.sinks.got("otlp_http/loki")),
        };
        return found.spans.length === 1 && found.points.length === 1 && found.lines.length === 3 ? found : undefined;
    });
    expect(JSON.stringify(got)).not.toContain(USER);
    const texts = got.lines.map(({ raw }) => (raw.body as { readonly stringValue: string }).stringValue);
    const inText = (start: string): string =>
        /id_[0-9a-f]{16}/.exec(texts.find((text) => text.startsWith(start)) ?? "")?.[0] ?? "";
    await stack.gateway.program.stop();
    return [
        String(got.spans[0]?.attributes.user_id),
        String(got.points[0]?.attributes.user_id),
        String(got.lines.find(({ attributes: of }) => "user_id" in of)?.attributes.user_id),
        inText("paid"),
        inText("{"),
    ];
}

test("a user's id is the same hash in every signal and place, another under another key, and nowhere itself", async () => {
    const first = await hashesUnder("made-up-key-1");
    const second = await hashesUnder("made-up-key-2");
    // As docs/privacy.md computes it.
    const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");
    expect(first[0]).toBe(`id_${sha256(sha256("made-up-key-1") + USER).slice(0, 16)}`);
    expect(new Set(first).size).toBe(1);
    expect(new Set(second).size).toBe(1);
    expect(first[0]).not.toBe(second[0]);
});
