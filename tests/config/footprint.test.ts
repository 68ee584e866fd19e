import { demandOf, podSets } from "../../model/workloads/footprint";
import { parse } from "../../config/parse";

test("dev fits beside the applications on a laptop: at most 1.5 CPU and 4 GiB", () => {
    const parsed = parse({ environment: "dev" });
    if (!parsed.ok) throw new Error("dev does not parse");
    const { cpu, memory } = demandOf(podSets(parsed.config), parsed.config, 1);
    expect(cpu).toBeLessThanOrEqual(1500);
    expect(memory).toBeLessThanOrEqual(4 * 2 ** 30);
});

test("an overridden figure counts", () => {
    const parsed = parse({ environment: "dev", prometheus: { replicas: 2 }, resources: { prometheus: { cpu: "1" } } });
    if (!parsed.ok) throw new Error("the configuration does not parse");
    const sets = podSets(parsed.config).filter(({ name }) => name === "prometheus");
    expect(demandOf(sets, parsed.config, 1)).toEqual({
        cpu: 2 * 1010,
        memory: 2 * (768 + 24) * 2 ** 20,
        storage: 2 * 20 * 2 ** 30,
    });
});

test("what runs on each node counts once per node", () => {
    const parsed = parse({ environment: "dev" });
    if (!parsed.ok) throw new Error("dev does not parse");
    const agents = podSets(parsed.config).filter(({ pods }) => pods === "each node");
    expect(agents.map(({ name }) => name).sort()).toEqual(["fluent-bit", "node-exporter"]);
    expect(demandOf(agents, parsed.config, 3).cpu).toBe(3 * (10 + 25));
});
