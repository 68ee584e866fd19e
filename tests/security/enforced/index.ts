/** `npm run policies`: whether a cluster's network enforces the policies, pair by pair, as they are computed. */

import { execFileSync } from "node:child_process";
import { valueAt } from "../../../config/merge";
import { planStack } from "../../../scripts/shared/planning/planned-stack";
import { argumentsOf, main } from "../../../scripts/shared/terminal/arguments";
import { progress } from "../../../scripts/shared/terminal/findings";
import { UsageError } from "../../../scripts/shared/terminal/usage-error";
import { APPLICATION, networkOf, STRANGER, verdicts } from "../network";
import { attempt, dashed, podOf, standsOf, type Stand } from "./pods";

const USAGE = `
npm run policies -- --context NAME [--stack dev]

Puts a pod for each part of a stack, one of an application and one of a stranger into an empty cluster, with the stack's
NetworkPolicies, has each call every port of every other one, and compares with what is computed. For a cluster of tests, such
as kind: it makes the stack's namespaces, and deletes them in the end.

  --context NAME  the cluster, as kubectl knows it
  --stack NAME    dev or prod (default dev)
`;

main(async () => {
    const { context, stack } = argumentsOf(USAGE, {
        context: { type: "string" },
        stack: { type: "string", default: "dev" },
    });
    if (context === undefined) throw new UsageError(`Which cluster? --context NAME\n\n${USAGE.trim()}`);
    if (stack !== "dev" && stack !== "prod") throw new UsageError("--stack is dev or prod here");
    const kubectl = (args: readonly string[], input?: string): string =>
        execFileSync("kubectl", ["--context", context, ...args], { encoding: "utf8", input, maxBuffer: 2 ** 26 });
    const apply = (...objects: readonly object[]): string =>
        kubectl(["apply", "--filename", "-"], JSON.stringify({ apiVersion: "v1", kind: "List", items: objects }));

    const network = networkOf(await planStack(stack));
    const places = [...network.places, ["application", APPLICATION] as const, ["stranger", STRANGER] as const];
    const stands = standsOf(places);
    const namespaces = [...new Set(stands.map(({ namespace }) => namespace))];
    const there = namespaces.filter((name) => kubectl(["get", "namespace", name, "--ignore-not-found"]) !== "");
    if (there.length > 0)
        throw new UsageError(`${context} has ${there.join(", ")} already: this is for an empty cluster.`);
    try {
        progress(`${stands.length} pods that listen on ${network.ports.length} ports each`);
        apply(...namespaces.map((name) => ({ apiVersion: "v1", kind: "Namespace", metadata: { name } })));
        apply(...stands.map((stand) => podOf(stand, network.ports)));
        for (const namespace of namespaces)
            kubectl(["wait", "--for=condition=Ready", "pods", "--all", "--namespace", namespace, "--timeout=180s"]);
        const addresses = new Map(stands.map((stand) => [stand.name, addressOf(kubectl, stand)]));
        const called = (caller: Stand): readonly string[] => answers(kubectl, caller, stands, addresses, network.ports);

        const open = stands.flatMap(called);
        if (open.length < stands.length)
            throw new UsageError("Even without policies, the pods don't reach each other.");
        apply(...network.policies);
        progress("policies are there; every pod calls every port of every other one");
        await new Promise((resolve) => setTimeout(resolve, 10_000));
        const seen = [...stands.flatMap(called)].sort();
        const computed = [...expected(network, places)].sort();
        const wrongly = seen.filter((line) => !computed.includes(line));
        const refused = computed.filter((line) => !seen.includes(line));
        for (const line of wrongly) console.log(`open, and shouldn't be: ${line}`);
        for (const line of refused) console.log(`closed, and shouldn't be: ${line}`);
        console.log(
            `${stands.length} parts, ${computed.length} ports of pairs open as computed but for ${wrongly.length + refused.length}`,
        );
        if (wrongly.length + refused.length > 0)
            throw new UsageError("The cluster's network doesn't enforce the policies as they say.");
    } finally {
        kubectl(["delete", "namespace", ...namespaces, "--ignore-not-found", "--wait=false"]);
    }
});

type Kubectl = (args: readonly string[], input?: string) => string;

const addressOf = (kubectl: Kubectl, { name, namespace }: Stand): string =>
    String(
        valueAt(JSON.parse(kubectl(["get", "pod", name, "--namespace", namespace, "--output", "json"])), [
            "status",
            "podIP",
        ]),
    );

/** `caller -> called: port`, a line for each port that answers. */
function answers(
    kubectl: Kubectl,
    caller: Stand,
    stands: readonly Stand[],
    addresses: ReadonlyMap<string, string>,
    ports: readonly number[],
): readonly string[] {
    const others = stands.filter(({ name }) => name !== caller.name);
    const targets = others.flatMap(({ name }) => ports.map((port) => ({ address: addresses.get(name) ?? "", port })));
    const names = new Map(others.map(({ name }) => [addresses.get(name), name]));
    const printed = kubectl(["exec", caller.name, "--namespace", caller.namespace, "--", "sh", "-c", attempt(targets)]);
    return printed
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => {
            const [address, port = ""] = line.split(":");
            return `${caller.name} -> ${names.get(address) ?? ""}: ${port}`;
        });
}

/** The same, computed; a program's calls to another pod of itself aren't played, there is one of each. */
const expected = (network: Parameters<typeof verdicts>[0], places: Parameters<typeof verdicts>[1]): readonly string[] =>
    standLines(
        verdicts(
            { ...network, places },
            places.filter(([, place]) => !("address" in place)),
        ),
    );

const standLines = (lines: readonly string[]): readonly string[] =>
    lines.flatMap((line) => {
        const [, from = "", to = "", ports = ""] = /^(\w+) -> (\w+): (.*)$/.exec(line) ?? [];
        return from === to ? [] : ports.split(" ").map((port) => `${dashed(from)} -> ${dashed(to)}: ${port}`);
    });
