/** Jobs that `npm run verify` awaits: those of the monitors that a stack has, no more and no less. */
import type { PlainObject } from "../../config/merge";
import { objectsOf } from "../../scripts/shared/planning/graph";
import { expectedJobs } from "../../scripts/verify/targets";
import { configuration, plan, type Stack } from "../support/plan";
import { at } from "../support/resources";

test.each<readonly [Stack, PlainObject]>([
    ["dev", {}],
    ["dev", { fluentBit: { enabled: false }, jaeger: { enabled: false } }],
    ["dev", { probes: { urls: { shop: { url: "https://shop.gocoffee.dev" } } } }],
    ["prod", {}],
    ["prod", { metrics: { longTerm: { mode: "off" } } }],
])("%s with %j", async (stack, over) => {
    const { plan: planned, config } = await plan(stack, configuration(stack, over));
    const monitors = objectsOf(planned.resources)
        .filter(({ kind }) => kind === "PodMonitor")
        .map(({ manifest, name }) => `${String(at(manifest, "metadata", "namespace"))}/${name}`);
    expect(expectedJobs(config, true).filter((job) => job.includes("/"))).toEqual([...monitors].sort());
    expect(expectedJobs(config, true).includes("probes")).toBe(over.probes !== undefined);
});
