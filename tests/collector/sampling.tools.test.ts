import { SERVICES } from "../../model/cluster/names";
import { startStack } from "../support/collector-stack";
import { call } from "../../scripts/shared/loopback/trusting";
import { newTraceId, spansIn, tracesBody, type Span } from "../support/otlp";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { dev, prod } from "../../scripts/shared/loopback/examples";

test.each([
    { name: "dev", settings: dev() },
    { name: "prod", settings: prod() },
])("$name: every error, every slow trace and each service's share of the rest are kept", async ({ name, settings }) => {
    const { sinks, certificates, url } = await startStack(settings, temporaryFolder(`sampling-${name}`), []);
    const send = async (spans: readonly Span[]): Promise<void> => {
        const to = url(SERVICES.collectorHttp.port, "/v1/traces");
        expect(await call(certificates, to, { body: tracesBody(spans) })).toMatchObject({ status: 200 });
    };
    const kept = (): ReadonlySet<unknown> =>
        new Set(spansIn(sinks.got("otlp_grpc/jaeger")).map(({ raw }) => raw.traceId));

    for (const { ids, ...span } of Object.values(GROUPS)) {
        await send(ids.map((traceId) => ({ traceId, name: "POST /made-up", ...span })));
    }
    const { errors, slow, payments } = GROUPS;
    await eventually("all that must be kept", () => {
        const ids = kept();
        return [errors, slow, payments].every((group) => group.ids.every((id) => ids.has(id))) || undefined;
    });
    // A trace that came after all the others has been decided on: so have they.
    const last = newTraceId();
    await send([{ traceId: last, name: "POST /payments", service: "payment-service" }]);
    await eventually("the last trace", () => kept().has(last) || undefined);

    const ids = kept();
    const share = (group: keyof typeof GROUPS): number =>
        GROUPS[group].ids.filter((id) => ids.has(id)).length / GROUPS[group].ids.length;
    for (const [group, expected] of Object.entries(SHARES) as [keyof typeof GROUPS, number][]) {
        process.stdout.write(`${name}: of ${group} ${share(group)} are kept, ${expected} is configured\n`);
        // 400 traces: three standard deviations of a share of a half are 0.075.
        expect(Math.abs(share(group) - expected)).toBeLessThanOrEqual(expected === 1 ? 0 : 0.075);
    }
});

/** Fixed trace ids, spread over all there are: the same are kept at every run. */
const traceIds = (group: number, count: number): readonly string[] =>
    Array.from({ length: count }, (_, index) =>
        ((BigInt(group * 1000 + index + 1) * 0x9e3779b97f4a7c15f39cc0605cedc835n) % 2n ** 128n)
            .toString(16)
            .padStart(32, "0"),
    );

const GROUPS = {
    errors: { ids: traceIds(1, 50), service: "order-service", error: true, milliseconds: 10 },
    slow: { ids: traceIds(2, 50), service: "order-service", error: false, milliseconds: 700 },
    payments: { ids: traceIds(4, 50), service: "payment-service", error: false, milliseconds: 10 },
    gateway: { ids: traceIds(5, 400), service: "api-gateway", error: false, milliseconds: 10 },
    "slow for others, not for AI": { ids: traceIds(3, 400), service: "ai-agents", error: false, milliseconds: 700 },
    orders: { ids: traceIds(6, 400), service: "order-service", error: false, milliseconds: 10 },
    "unknown services": { ids: traceIds(7, 400), service: "made-up-service", error: false, milliseconds: 10 },
} as const;

/** What the built-in catalogue promises. */
const SHARES: { readonly [group in keyof typeof GROUPS]: number } = {
    errors: 1,
    slow: 1,
    payments: 1,
    gateway: 0.5,
    "slow for others, not for AI": 0.2,
    orders: 0.1,
    "unknown services": 0.1,
};
