import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PlainObject } from "../../config/merge";
import { configuration, plan, type Stack } from "../support/plan";
import { APPLICATION, NODE, networkOf, openPorts, STRANGER, verdicts, type Network } from "./network";
import { isAllowed, type Place } from "./verdict";

/** Who may call whom by the NetworkPolicies of the plan: every pair of parts, and attackers from elsewhere. */

const planned = async (stack: Stack, over: PlainObject = {}): Promise<Network> =>
    networkOf(await plan(stack, configuration(stack, over)));

const known = (stack: Stack): readonly string[] =>
    readFileSync(join(__dirname, `allowed.${stack}.txt`), "utf8")
        .trim()
        .split("\n");

describe.each(["dev", "prod"] as const)("%s", (stack) => {
    let network: Network = { policies: [], places: [], ports: [] };
    beforeAll(async () => {
        network = await planned(stack);
    });

    test("of every pair of parts, these may talk, on these ports", () => {
        expect(verdicts(network, network.places)).toEqual(known(stack));
    });

    test("an application reaches what takes telemetry, and nothing else", () => {
        expect(verdicts(network, [["application", APPLICATION]])).toEqual([
            // Webhooks: who calls them has no address until network.apiServer says which.
            "application -> certManagerWebhook: 10250",
            "application -> operator: 10250",
            "application -> jaeger: 5778 5779",
            "application -> gateway: 4317 4318 9411 14250 14268",
            ...(stack === "prod" ? ["application -> elasticOperator: 9443"] : []),
        ]);
    });

    test("with the addresses of the API server, nobody else reaches a webhook", async () => {
        const closed = await planned(stack, { network: { apiServer: ["10.0.0.1/32"], nodes: ["10.1.0.0/16"] } });
        expect(verdicts(closed, [["stranger", STRANGER]])).toEqual([]);
        expect(verdicts(closed, [["node", { address: NODE }]])).toEqual([]);
        expect(verdicts(closed, [["API server", { address: "10.0.0.1" }]])).toEqual([
            "API server -> certManagerWebhook: 10250",
            "API server -> operator: 10250",
            ...(stack === "prod" ? ["API server -> elasticOperator: 9443"] : []),
        ]);
    });

    test("a pod that looks like one of ours, in another namespace, is a stranger", () => {
        const open = verdicts(network, [["stranger", STRANGER]]);
        expect(open.filter((line) => !/: (10250|9443)$/.test(line))).toEqual([]);
    });

    test("an unknown pod in the stack's own namespace can ask for names, and nothing else", () => {
        const unknown: Place = { namespace: "go-coffee-monitoring", labels: { app: "unknown" } };
        const { policies } = network;
        expect(isAllowed(policies, { from: unknown, to: STRANGER, port: 53, protocol: "UDP" })).toBe(true);
        for (const [, to] of network.places) expect(openPorts(network, unknown, to)).toEqual([]);
        expect(isAllowed(policies, { from: unknown, to: { address: "203.0.113.9" }, port: 443 })).toBe(false);
        for (const [, from] of network.places) expect(openPorts(network, from, unknown)).toEqual([]);
    });

    test("only who must leaves the cluster", () => {
        const outside: Place = { address: "203.0.113.9" };
        const leaving = network.places.filter(([, from]) =>
            [25, 80, 587, 9200, 30000].some((port) => isAllowed(network.policies, { from, to: outside, port })),
        );
        expect(leaving.map(([name]) => name).sort()).toEqual(
            stack === "prod" ? ["alertmanager", "clusterCollector", "gateway", "nodeExporter"] : ["nodeExporter"],
        );
    });
});

test("policies can be left to somebody else", async () => {
    expect((await planned("dev", { network: { policies: false } })).policies).toEqual([]);
});
