import { journeysAt } from "../../demo/journeys";
import { SERVICE_NAMES, type ServiceName } from "../../demo/platform";
import { shape } from "../../demo/shape";
import { player } from "../../demo/service";

const TRAFFIC = { seed: "made-up", rate: 40 } as const;
/** A Monday, 08:00 UTC. */
const MORNING = Date.UTC(2026, 10, 30, 8) / 1000;

const requestsOf = (effects: Parameters<typeof journeysAt>[2], seconds = 60) =>
    Array.from({ length: seconds }, (_, index) => journeysAt(MORNING + index, TRAFFIC, effects))
        .flat()
        .flatMap(({ requests }) => requests);
const shareOf = (service: ServiceName, outcome: string, effects: Parameters<typeof journeysAt>[2]): number => {
    const all = requestsOf(effects).filter((request) => request.service === service);
    return all.filter((request) => request.outcome === outcome).length / all.length;
};

test("the same seed makes the same journeys, another seed others", () => {
    expect(journeysAt(MORNING, TRAFFIC, {})).toEqual(journeysAt(MORNING, TRAFFIC, {}));
    expect(journeysAt(MORNING, { ...TRAFFIC, seed: "other" }, {})).not.toEqual(journeysAt(MORNING, TRAFFIC, {}));
});

test("each service takes part, and hardly anything fails on a good day", () => {
    const all = requestsOf({});
    expect(new Set(all.map(({ service }) => service))).toEqual(new Set(SERVICE_NAMES));
    expect(all.filter(({ outcome }) => outcome === "failed").length / all.length).toBeLessThan(0.005);
    expect(all.filter(({ outcome }) => outcome === "unanswered")).toEqual([]);
});

test("nights are quieter than mornings, weekends than weekdays, and an hour leads evenly to the next", () => {
    expect(shape(MORNING - 5 * 3600)).toBeLessThan(shape(MORNING) / 3);
    expect(shape(MORNING - 86_400)).toBeLessThan(shape(MORNING));
    expect(Math.abs(shape(MORNING - 1) - shape(MORNING))).toBeLessThan(0.001);
});

test("what is wrong with a service is felt by those that ask it", () => {
    const effects = { payments: { timeout: 0.8 } };
    expect(shareOf("payment-service", "failed", effects)).toBeGreaterThan(0.7);
    expect(shareOf("order-service", "failed", effects)).toBeGreaterThan(0.5);
    expect(shareOf("accounts-service", "failed", effects)).toBeLessThan(0.01);
    expect(shareOf("payment-service", "failed", { payments: { declined: 0.5 } })).toBeLessThan(0.01);
    expect(shareOf("payment-service", "refused", { payments: { declined: 0.5 } })).toBeGreaterThan(0.4);
    expect(shareOf("kitchen-service", "unanswered", { down: ["kitchen-service"] })).toBe(1);
    // Nobody waits for what comes through Kafka.
    expect(shareOf("order-service", "failed", { down: ["kitchen-service"] })).toBeLessThan(0.01);
});

test("services in processes of their own make the traces that one process makes of all", () => {
    const spans = (services: readonly ServiceName[]): readonly string[] =>
        player(services, TRAFFIC, MORNING)
            .play(MORNING + 5)
            .spans.map(([service, span]) => JSON.stringify([service, span]))
            .sort();
    const apart = SERVICE_NAMES.flatMap((service) => spans([service])).sort();
    expect(apart).toEqual(spans(SERVICE_NAMES));
    const ids = apart.map((text) => (JSON.parse(text) as [string, { spanId: string }])[1].spanId);
    expect(new Set(ids).size).toBe(ids.length);
});

test("every span but the first has its parent in the same trace", () => {
    const spans = player(SERVICE_NAMES, TRAFFIC, MORNING)
        .play(MORNING + 5)
        .spans.map(([, span]) => span as { traceId: string; spanId: string; parentSpanId: string });
    const known = new Set(spans.map(({ traceId, spanId }) => `${traceId}/${spanId}`));
    const orphans = spans.filter(
        ({ traceId, parentSpanId }) => parentSpanId !== "" && !known.has(`${traceId}/${parentSpanId}`),
    );
    expect(orphans).toEqual([]);
});
