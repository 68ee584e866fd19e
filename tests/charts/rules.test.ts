import { jobs } from "../../model/telemetry/jobs";
import type { PlainObject } from "../../config/merge";
import { PLATFORMS } from "../../config/schema/cluster";
import { REPLACED, UNSATISFIABLE } from "../../rules/chart/disabled";
import { CHART_CRITICALS } from "../../rules/chart/pages";
import { isAlert } from "../../rules/types";
import { documentsOf } from "../../scripts/shared/rendering/documents";
import { renderRelease } from "../../scripts/shared/rendering/render";
import { objectsOf } from "../../scripts/shared/planning/graph";
import { configOf, lokiRulesOf, rulesUnder } from "../rules/harness/rules";
import { configuration, plan, type Stack } from "../support/plan";
import { canRender, MIRROR } from "../support/rendered";
import { at, release } from "../support/resources";

const sorted = (names: Iterable<string>): readonly string[] => [...new Set(names)].sort();
const everyJob: readonly string[] = Object.values(jobs(configOf()));
/** Jobs whose Services the chart doesn't bring: of Kubernetes, of the Prometheus operator, of the Elasticsearch operator. */
const MADE_ELSEWHERE = ["apiserver", "kubelet", "elastic-operator-metrics"];
const switchedOff = sorted([...Object.keys(REPLACED), ...Object.keys(UNSATISFIABLE)]);

/** What a stack makes of kube-prometheus-stack, as helm renders it. */
async function chart(stack: Stack, over: PlainObject = {}): Promise<readonly PlainObject[]> {
    const { resources } = (await plan(stack, configuration(stack, { ...over, chartMirror: MIRROR }))).plan;
    return documentsOf(await renderRelease(release(resources, "prometheus")));
}

interface Rule {
    readonly alert?: string;
    readonly labels?: { readonly severity?: string };
}
const rulesOf = (documents: readonly PlainObject[]): readonly Rule[] =>
    documents
        .filter(({ kind }) => kind === "PrometheusRule")
        .flatMap((rule) => at(rule, "spec", "groups") as readonly { readonly rules: readonly Rule[] }[])
        .flatMap(({ rules }) => rules);
const alertsOf = (documents: readonly PlainObject[]): readonly string[] =>
    sorted(rulesOf(documents).flatMap(({ alert }) => (alert === undefined ? [] : [alert])));

/** Labels that a monitor's targets get as `job`: that of a label of the Service, or the Service's name. */
const jobsOf = (documents: readonly PlainObject[]): readonly string[] =>
    documents
        .filter(({ kind }) => kind === "ServiceMonitor")
        .flatMap((monitor) => {
            const wanted = Object.entries((at(monitor, "spec", "selector", "matchLabels") ?? {}) as PlainObject);
            const jobLabel = at(monitor, "spec", "jobLabel");
            return documents
                .filter(({ kind }) => kind === "Service")
                .filter((service) =>
                    wanted.every(([label, value]) => at(service, "metadata", "labels", label) === value),
                )
                .map((service) =>
                    String(
                        (typeof jobLabel === "string" ? at(service, "metadata", "labels", jobLabel) : undefined) ??
                            at(service, "metadata", "name"),
                    ),
                );
        });

test("every alert that replaces one of the chart's exists", () => {
    const ours = [...rulesUnder({ profile: "ha" }), ...lokiRulesOf(configOf())].filter(isAlert);
    const replacing = Object.values(REPLACED).flatMap(({ by }) => by);
    expect(replacing.filter((name) => !ours.some(({ alert }) => alert === name))).toEqual([]);
});

test("every job of ours that rules ask for is scraped", async () => {
    // With everything that is deployed where it is asked for.
    const over = { probes: { urls: { shop: { url: "https://shop.gocoffee.dev" } } } };
    const { resources } = (await plan("prod", configuration("prod", over))).plan;
    const monitors = objectsOf(resources).filter(({ kind }) => kind === "PodMonitor");
    const made = monitors.map(({ manifest, name }) => `${String(at(manifest, "metadata", "namespace"))}/${name}`);
    const asked = everyJob.filter((job) => job.includes("/"));
    expect(asked.filter((job) => !made.includes(job))).toEqual([]);
});

if (!canRender) {
    test("rules and monitors of the chart were not looked at: set CHART_MIRROR, with helm on the PATH", () => {
        console.warn("The rules of kube-prometheus-stack were not checked: set CHART_MIRROR, with helm on the PATH.");
    });
} else {
    test("only alerts that the chart has are switched off, and it switches them off", async () => {
        const kept = {
            prometheusStack: {
                defaultRules: { disabled: Object.fromEntries(switchedOff.map((name) => [name, false])) },
            },
        };
        const all = alertsOf(await chart("dev", { cluster: { platform: "kubeadm" }, overrides: kept }));
        expect(switchedOff.filter((name) => !all.includes(name))).toEqual([]);
        const left = alertsOf(await chart("dev", { cluster: { platform: "kubeadm" } }));
        expect(all.filter((name) => !left.includes(name))).toEqual(sorted(Object.keys(REPLACED)));
    });

    test.each(PLATFORMS)("on %s, what it can't satisfy is off, and the heartbeat is on", async (platform) => {
        const alerts = alertsOf(await chart("dev", { cluster: { platform } }));
        const off = Object.keys(UNSATISFIABLE).filter((name) => UNSATISFIABLE[name]?.platforms.includes(platform));
        expect(Object.keys(UNSATISFIABLE).filter((name) => !alerts.includes(name))).toEqual(off);
        expect(alerts).toEqual(expect.arrayContaining(["Watchdog", "InfoInhibitor"]));
    });

    test("every critical alert of the chart is judged, and nothing else", async () => {
        const criticals = rulesOf(await chart("dev", { cluster: { platform: "kubeadm" } }))
            .filter(({ labels }) => labels?.severity === "critical")
            .flatMap(({ alert }) => (alert === undefined ? [] : [alert]));
        expect(sorted(Object.keys(CHART_CRITICALS))).toEqual(sorted(criticals));
    });

    test("every job of the chart's that rules ask for is scraped", async () => {
        const made = [...jobsOf(await chart("prod")), ...MADE_ELSEWHERE];
        expect(everyJob.filter((job) => !job.includes("/") && !made.includes(job))).toEqual([]);
    });
}
