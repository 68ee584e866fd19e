import { SERVICES } from "../../model/cluster/names";
import { dev } from "../../scripts/shared/loopback/examples";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { call } from "../../scripts/shared/loopback/trusting";
import { startStack, type CollectorStack } from "../support/collector-stack";
import { linesIn, logsBody, metricsBody, newTraceId, pointsIn, spansIn, tracesBody, type Item } from "../support/otlp";

/** Who sent it, by the real collector: pods are told apart by the address that they call from. */

const pod = (name: string, ip: string, labels: { readonly [label: string]: string } = {}) => ({
    name: `${name}-5d8f7c9b6-abcde`,
    namespace: "go-coffee",
    ip,
    labels,
    deployment: name,
    node: "node-a",
});
const named = (name: string, ip: string) => pod(name, ip, { "app.kubernetes.io/name": name });

const PAYMENT = named("payment-service", "127.0.0.2");
const NAMELESS = pod("tools", "127.0.0.3");
const FORWARDER = named("team-collector", "127.0.0.4");
const VICTIM = named("order-service", "127.0.0.5");
const OUTSIDE = "127.0.0.9";

/** All that a sender may say to be taken for the victim. */
const AS_VICTIM = {
    "service.name": "order-service",
    "k8s.namespace.name": "elsewhere",
    "k8s.pod.name": VICTIM.name,
    "k8s.pod.uid": `uid-of-${VICTIM.name}`,
    "k8s.pod.ip": VICTIM.ip,
    "k8s.node.name": "node-of-lies",
} as const;

const HTTP = SERVICES.collectorHttp.port;
let stack: CollectorStack;
beforeAll(async () => {
    const settings = dev({ collector: { forwarders: ["team-collector"] } });
    stack = await startStack(settings, temporaryFolder("senders"), [PAYMENT, NAMELESS, FORWARDER, VICTIM]);
});

async function resourceOf(from: string, resource: { readonly [key: string]: string }): Promise<Item["resource"]> {
    const traceId = newTraceId();
    const { "service.name": service = "", ...more } = resource;
    const body = tracesBody([{ traceId, name: "GET /", error: true, service, resource: more }]);
    expect((await call(stack.certificates, stack.url(HTTP, "/v1/traces"), { body, from })).status).toBe(200);
    return eventually(
        "the span",
        () => spansIn(stack.sinks.got("otlp_grpc/jaeger")).find(({ raw }) => raw.traceId === traceId)?.resource,
    );
}

test("a pod that says it is another service's is told as itself, with what it said beside it", async () => {
    const resource = await resourceOf(PAYMENT.ip, AS_VICTIM);
    expect(resource).toMatchObject({
        "service.name": "payment-service",
        "k8s.namespace.name": "go-coffee",
        "k8s.pod.name": PAYMENT.name,
        "k8s.node.name": "node-a",
        "claimed.service.name": "order-service",
        "claimed.k8s.namespace.name": "elsewhere",
        "claimed.k8s.pod.name": VICTIM.name,
    });
});

test("what is so leaves no mark", async () => {
    const resource = await resourceOf(VICTIM.ip, {
        ...AS_VICTIM,
        "k8s.namespace.name": "go-coffee",
        "k8s.node.name": "node-a",
    });
    expect(resource).toMatchObject({ "service.name": "order-service", "k8s.pod.name": VICTIM.name });
    expect(Object.keys(resource).filter((key) => key.startsWith("claimed."))).toEqual([]);
});

test("a pod names its service as it likes, if no other is called so", async () => {
    const resource = await resourceOf(PAYMENT.ip, { "service.name": "payment-worker" });
    expect(resource["service.name"]).toBe("payment-worker");
    expect(Object.keys(resource).filter((key) => key.startsWith("claimed."))).toEqual([]);
});

test("a pod without a name is called like what it was made by, not like whom it names", async () => {
    expect(await resourceOf(NAMELESS.ip, AS_VICTIM)).toMatchObject({
        "service.name": "tools",
        "claimed.service.name": "order-service",
    });
});

test.each([
    ["a pod that sends for others", FORWARDER.ip],
    ["what comes from no pod", OUTSIDE],
])("%s is believed", async (_, from) => {
    const resource = await resourceOf(from, AS_VICTIM);
    expect(resource).toMatchObject({ "service.name": "order-service", "k8s.namespace.name": "elsewhere" });
    expect(Object.keys(resource).filter((key) => key.startsWith("claimed."))).toEqual([]);
});

test("nobody brings a mark along", async () => {
    const resource = await resourceOf(PAYMENT.ip, {
        "service.name": "payment-service",
        "claimed.service.name": "order-service",
    });
    expect(Object.keys(resource).filter((key) => key.startsWith("claimed."))).toEqual([]);
});

test("its lines and its metrics don't speak for another either", async () => {
    const line = logsBody([{ body: "forged", resource: AS_VICTIM }]);
    const metric = metricsBody([{ name: "made.up.forged", value: 1, service: "order-service", resource: AS_VICTIM }]);
    for (const [signal, body] of [
        ["logs", line],
        ["metrics", metric],
    ] as const)
        expect(
            (await call(stack.certificates, stack.url(HTTP, `/v1/${signal}`), { body, from: PAYMENT.ip })).status,
        ).toBe(200);
    const [forgedLine] = await eventually("the line", () => {
        const found = linesIn(stack.sinks.got("otlp_http/loki"));
        return found.length > 0 ? found : undefined;
    });
    expect(forgedLine?.resource).toMatchObject({ "service.name": "payment-service", "k8s.pod.name": PAYMENT.name });
    const point = await eventually("the point", () =>
        pointsIn(stack.sinks.got("otlp_http/prometheus-0")).find(
            ({ resource }) => resource["service.name"] !== undefined,
        ),
    );
    expect(point.resource["service.name"]).toBe("payment-service");
});

test("lines of the nodes' agents, which speak for every pod, are taken from nobody without a certificate", async () => {
    const url = stack.url(SERVICES.collectorAgents.port, "/v1/logs");
    const body = logsBody([{ body: "forged" }]);
    await expect(call(stack.certificates, url, { body, anonymous: true })).rejects.toThrow(/certificate|alert/);
});
