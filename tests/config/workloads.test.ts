import { podSets } from "../../model/workloads/footprint";
import { workloads } from "../../model/workloads/workloads";
import { at } from "../support/resources";
import { canRender, render } from "../support/rendered";
import { dev, prod } from "../../scripts/shared/loopback/examples";

test.each([
    ["dev", dev().config],
    ["prod", prod().config],
    ["prod with two ingesters a zone", prod({ loki: { mode: "distributed", ingesters: 6 } }).config],
])("%s: workloads have the pods that the plan counts", (_, config) => {
    const count = (pods: number | "each node"): number => (pods === "each node" ? 1 : pods);
    const sum = (all: readonly { readonly pods: number | "each node" }[]): number =>
        all.reduce((total, { pods }) => total + count(pods), 0);
    expect(sum(workloads(config))).toBe(sum(podSets(config)));
    const withVolumes = podSets(config).filter(({ storage }) => storage !== undefined);
    const volumes = workloads(config).filter(({ volume }) => volume !== undefined);
    expect(sum(volumes)).toBe(sum(withVolumes));
});

test("claims are told apart by their names", () => {
    const claimsOf = (name: string): RegExp | undefined =>
        workloads(prod().config).find((workload) => workload.name === name)?.volume?.claims;
    expect(claimsOf("otel-collector")?.test("queues-otel-collector-2")).toBe(true);
    expect(claimsOf("otel-collector")?.test("queues-otel-cluster-0")).toBe(false);
    expect(claimsOf("loki-ingester-zone-b")?.test("data-loki-ingester-zone-b-0")).toBe(true);
});

if (!canRender) {
    test("workloads are not held against the charts: set CHART_MIRROR, with helm on the PATH", () => {
        console.warn("Workloads were not held against the rendered charts: set CHART_MIRROR, with helm on the PATH.");
    });
} else {
    test.each(["dev", "prod"] as const)("%s: each workload is one of the rendered charts", async (stack) => {
        const { documents } = await render(stack);
        const rendered = documents
            .filter(({ kind }) => ["Deployment", "StatefulSet", "DaemonSet"].includes(String(kind)))
            .map((one) => [
                String(one.kind),
                String(at(one, "metadata", "name")),
                one.kind === "DaemonSet" ? "each node" : at(one, "spec", "replicas"),
                ((at(one, "spec", "volumeClaimTemplates") ?? []) as object[]).map((template) =>
                    String(at(template, "spec", "resources", "requests", "storage")),
                ),
            ]);
        const settings = (stack === "dev" ? dev() : prod()).config;
        const ours = workloads(settings)
            .filter(({ madeBy }) => madeBy === "chart")
            .map(({ kind, name, pods, volume }) => [
                kind,
                name,
                pods,
                volume !== undefined && kind === "StatefulSet" ? [volume.size] : [],
            ]);
        expect(ours.map(String).sort()).toEqual(rendered.map(String).sort());
    });
}
