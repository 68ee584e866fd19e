/** What `pods` says reaches every pod: through values that the charts know, and in what helm makes of them. */
import { POD_NAMES, NODE_AGENTS } from "../../config/schema/pods";
import { isPlainObject, type PlainObject } from "../../config/merge";
import { unsettable } from "../../model/workloads/pod-values";
import { podSettingsOf } from "../../model/workloads/pod-settings";
import { objectsOf, releasesOf } from "../../scripts/shared/planning/graph";
import { configuration, plan } from "../support/plan";
import { canRender, render, templatesOf } from "../support/rendered";
import { at } from "../support/resources";
import { dev } from "../../scripts/shared/loopback/examples";

const ALL: PlainObject = {
    nodeSelector: { pool: "observability" },
    tolerations: [{ key: "dedicated", operator: "Equal", value: "observability", effect: "NoSchedule" }],
    affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [] } },
    priorityClassName: "above-all",
    imagePullSecrets: ["registry-user"],
    labels: { "example.com/cost-centre": "4711" },
    annotations: { "example.com/owner": "platform" },
    securityContext: { fsGroupChangePolicy: "OnRootMismatch" },
};

/** A pod's metadata and spec, as its controller or its operator is told. */
interface Pod {
    readonly what: string;
    readonly metadata: unknown;
    readonly spec: PlainObject;
}

const OPERATED = ["Prometheus", "Alertmanager"];

const podsOf = (one: PlainObject): readonly Pod[] => {
    const what = `${String(one.kind)} ${String(at(one, "metadata", "name"))}`;
    if (OPERATED.includes(String(one.kind)) && isPlainObject(one.spec)) {
        return [{ what, metadata: one.spec.podMetadata, spec: one.spec }];
    }
    const elasticsearch = at(one, "spec", "nodeSets", "0", "podTemplate");
    const templates = isPlainObject(elasticsearch) ? [elasticsearch] : templatesOf(one);
    return templates.map(({ metadata, spec }) => ({ what, metadata, spec: isPlainObject(spec) ? spec : {} }));
};

/** A pod pulls with the Secrets of its account too. */
function withAccount(spec: PlainObject, accounts: readonly PlainObject[]): PlainObject {
    const account = accounts.find((one) => at(one, "metadata", "name") === spec.serviceAccountName);
    return { ...spec, imagePullSecrets: spec.imagePullSecrets ?? account?.imagePullSecrets };
}

/** Settings that a pod lacks. */
function lacking({ what, metadata, spec }: Pod): readonly string[] {
    const agent = /node-exporter|fluent-bit/.test(what);
    const tolerations = Array.isArray(spec.tolerations) ? (spec.tolerations as PlainObject[]) : [];
    // A job's pods have no volume whose owner could be changed.
    const checks: Readonly<Record<string, boolean>> = {
        nodeSelector: agent || at(spec, "nodeSelector", "pool") === "observability",
        tolerations: agent
            ? tolerations.some(({ key, operator }) => key === undefined && operator === "Exists")
            : tolerations.some(({ key }) => key === "dedicated"),
        affinity: agent || at(spec, "affinity", "podAffinity") !== undefined,
        priorityClassName: spec.priorityClassName === "above-all",
        imagePullSecrets: JSON.stringify(spec.imagePullSecrets ?? "").includes("registry-user"),
        labels: at(metadata, "labels", "example.com/cost-centre") === "4711",
        annotations: at(metadata, "annotations", "example.com/owner") === "platform",
        securityContext: at(spec, "securityContext", "fsGroupChangePolicy") === "OnRootMismatch",
    };
    return Object.keys(checks)
        .filter((setting) => checks[setting] === false)
        .map((setting) => `${what}: ${setting}`);
}

/** What charts have no value for, and why it is left. */
const LEFT = [
    /^Deployment jaeger: priorityClassName$/,
    /^(Deployment|CronJob) jaeger\S*: annotations$/,
    // Written by a library chart, which a mirror may stand in for.
    /jaeger(-es-index-cleaner)?: imagePullSecrets$/,
    /^CronJob jaeger-es-index-cleaner: priorityClassName$/,
    // One-time jobs of the charts, without a value for it.
    /^Job \S*(crds|upgrade)\S*: (priorityClassName|securityContext|imagePullSecrets)$/,
];

if (canRender) {
    test.each(["dev", "prod"] as const)(
        "%s: what is said of all pods is in every pod that helm makes",
        async (stack) => {
            const { all } = await render(stack, { pods: { all: ALL } });
            const accounts = all.filter(({ kind }) => kind === "ServiceAccount");
            const pods = all.flatMap(podsOf).map((pod) => ({ ...pod, spec: withAccount(pod.spec, accounts) }));
            expect(pods.length).toBeGreaterThan(12);
            const left = pods.flatMap(lacking).filter((line) => !LEFT.some((known) => known.test(line)));
            expect(left).toEqual([]);
        },
    );
} else {
    test("pods' settings are not held against rendered charts: set CHART_MIRROR, with helm on the PATH", () => {
        console.warn(
            "Pods' settings were not held against the rendered charts: set CHART_MIRROR, with helm on the PATH.",
        );
    });
}

test("own settings are laid over those of all", () => {
    const { config } = dev({ pods: { all: ALL, loki: { labels: { team: "logs" }, priorityClassName: "logs" } } });
    expect(podSettingsOf(config, "loki")).toMatchObject({
        labels: { "example.com/cost-centre": "4711", team: "logs" },
        priorityClassName: "logs",
        imagePullSecrets: ["registry-user"],
    });
});

test.each(NODE_AGENTS)("%s runs on every node, whatever is said of all", (agent) => {
    const { config } = dev({ pods: { all: ALL, [agent]: { nodeSelector: { gpu: "no" } } } });
    expect(podSettingsOf(config, agent)).toMatchObject({ nodeSelector: { gpu: "no" }, tolerations: [], affinity: {} });
});

test("the plan is the same when nothing is said", async () => {
    const nothing = (await plan("dev", configuration("dev"))).plan.resources;
    const empty = (await plan("dev", configuration("dev", { pods: { all: {} } }))).plan.resources;
    expect(releasesOf(empty)).toEqual(releasesOf(nothing));
    expect(objectsOf(empty)).toEqual(objectsOf(nothing));
});

test("what a chart has no value for is known by name", () => {
    const without = Object.fromEntries(POD_NAMES.map((name) => [name, unsettable(name)]));
    expect(without.certManager).toEqual([]);
    expect(without.collector).toEqual([]);
    expect(without.jaeger).toEqual(["priorityClassName", "runtimeClassName", "annotations"]);
    expect(without.loki).toEqual(["runtimeClassName"]);
});
