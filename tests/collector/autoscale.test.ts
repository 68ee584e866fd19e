/** Gateways that the cluster adds while they are busy. */
import { hasSamplerTier } from "../../model/network/wiring";
import { dev } from "../../scripts/shared/loopback/examples";
import { configuration, plan } from "../support/plan";
import { dev as wrong, messageOf, only, useless } from "../support/problems";
import { canRender, document, render } from "../support/rendered";
import { at, release } from "../support/resources";

const AUTOSCALE = { collector: { autoscale: { most: 9 } } };

test("they are added up to a number, and never taken away with what waits in their queues", async () => {
    const { resources } = (await plan("prod", configuration("prod", AUTOSCALE))).plan;
    expect(at(release(resources, "otel-collector").values, "autoscaling")).toEqual({
        enabled: true,
        minReplicas: 3,
        maxReplicas: 9,
        targetCPUUtilizationPercentage: 60,
        behavior: { scaleDown: { selectPolicy: "Disabled" } },
    });
    for (const other of ["otel-sampler", "otel-cluster"]) {
        expect(at(release(resources, other).values, "autoscaling")).toBeUndefined();
    }
});

test("where one gateway may become several, traces are sampled by a tier of their own", () => {
    expect(hasSamplerTier(dev())).toBe(false);
    expect(hasSamplerTier(dev(AUTOSCALE))).toBe(true);
});

const FEWER = wrong(
    "fewer at most than there are",
    { collector: { replicas: 3, autoscale: { most: 3 } } },
    `  collector.autoscale.most = 3
      must be more than collector.replicas (3), which are the fewest
      npm run config -- --stack dev -- set --path collector.autoscale.most 6   # or: npm run config -- --stack dev -- rm --path collector.autoscale`,
);

test("fewer at most than there are is told, with lines that mend it", () => {
    expect(messageOf(FEWER)).toBe(only(FEWER.message));
    expect(useless(FEWER)).toEqual([]);
});

if (canRender) {
    test("the chart leaves the number to the cluster", async () => {
        const { documents } = await render("prod", AUTOSCALE);
        const scaler = document(documents, "HorizontalPodAutoscaler", "otel-collector");
        expect(at(scaler, "spec", "scaleTargetRef")).toMatchObject({ kind: "StatefulSet", name: "otel-collector" });
        expect(at(document(documents, "StatefulSet", "otel-collector"), "spec", "replicas")).toBeUndefined();
    });
}
