/**
 * The stack's Prometheus on one machine: its rules, limits, relabelings and settings are the generated ones; what the
 * operator would find through Kubernetes is given as addresses, with the labels that it would have given.
 */
import { prometheusValues } from "../../components/kube-prometheus-stack/prometheus";
import { monitorSpec, scrapeTargets } from "../../components/scrape-targets/targets";
import { isPlainObject, valueAt } from "../../config/merge";
import { SERVICE_NAMES } from "../../demo/platform";
import { componentsOf, type Component } from "../../model/alerting/components";
import { promptScrape } from "../../model/alerting/delays";
import type { JsonObject } from "../../model/formats/json";
import { jobs } from "../../model/telemetry/jobs";
import type { Settings } from "../../model/stack/stack";
import { NODE, placeOf, placeOfComponent } from "./places";

/** Where things answer, `host:port` each. */
export interface Addresses {
    readonly demo: string;
    /** Stands in for everything of a cluster. */
    readonly cluster: string;
    readonly alertmanager: string;
    /** Programs that run here, by their job, with how they are reached. */
    readonly programs: { readonly [job: string]: { readonly address: string; readonly tls?: string } };
}

const SNAKE = /[A-Z]/g;
/** Fields of the operator's relabelings are Prometheus' own in camel case. */
const relabeling = (given: unknown): JsonObject =>
    Object.fromEntries(
        Object.entries(isPlainObject(given) ? given : {}).map(([field, value]) => [
            field.replaceAll(SNAKE, (letter) => `_${letter.toLowerCase()}`),
            value as JsonObject[string],
        ]),
    );
const listAt = (value: unknown, path: readonly (string | number)[]): readonly unknown[] => {
    const found = valueAt(value, path);
    return Array.isArray(found) ? found : [];
};

/** prometheus.yml; `ruleFiles` are the generated rules. */
export function prometheusConfig(settings: Settings, addresses: Addresses, ruleFiles: readonly string[]): JsonObject {
    const { config } = settings;
    const spec = valueAt(prometheusValues(settings), ["prometheusSpec"]);
    const job = jobs(config);
    const at = (path: readonly string[]): JsonObject[string] => valueAt(spec, path) as JsonObject[string];
    return {
        global: {
            scrape_interval: config.prometheus.scrapeInterval,
            evaluation_interval: config.prometheus.scrapeInterval,
            external_labels: at(["externalLabels"]),
        },
        otlp: {
            promote_resource_attributes: at(["otlp", "promoteResourceAttributes"]),
            translation_strategy: at(["otlp", "translationStrategy"]),
        },
        storage: {
            tsdb: { out_of_order_time_window: at(["tsdb", "outOfOrderTimeWindow"]) },
            exemplars: { max_exemplars: at(["exemplars", "maxSize"]) },
        },
        rule_files: ruleFiles,
        alerting: { alertmanagers: [{ static_configs: [{ targets: [addresses.alertmanager] }] }] },
        scrape_configs: [
            applications(settings, addresses, job.applications),
            {
                job_name: job.kubeStateMetrics,
                honor_labels: true,
                scrape_interval: promptScrape(config).interval,
                metrics_path: "/state",
                static_configs: [{ targets: [addresses.cluster] }],
            },
            ...componentsOf(config)
                .filter(({ job: of }) => of !== job.kubeStateMetrics)
                .map((component) => ofComponent(component, addresses)),
            {
                job_name: job.apiServer,
                static_configs: [{ targets: [addresses.cluster], labels: { namespace: "default" } }],
            },
            {
                job_name: job.kubelet,
                static_configs: [{ targets: [addresses.cluster], labels: { node: NODE } }],
            },
        ],
    };
}

function applications(settings: Settings, { demo }: Addresses, job: string): JsonObject {
    const { config } = settings;
    const target = scrapeTargets(config).find(({ name }) => name === "applications");
    if (target === undefined) throw new Error("applications aren't scraped");
    const spec = monitorSpec(target, config);
    const endpoint = ["podMetricsEndpoints", 0] as const;
    const { interval, scrapeTimeout } = promptScrape(config);
    return {
        job_name: job,
        scrape_interval: interval,
        scrape_timeout: scrapeTimeout,
        sample_limit: spec.sampleLimit ?? 0,
        label_limit: spec.labelLimit ?? 0,
        fallback_scrape_protocol: spec.fallbackScrapeProtocol ?? "",
        static_configs: SERVICE_NAMES.map((service) => ({
            targets: [demo],
            labels: {
                __metrics_path__: `/${service}/metrics`,
                ...placeOf(service, config),
                endpoint: "metrics",
                __meta_kubernetes_pod_label_app_kubernetes_io_name: service,
            },
        })),
        relabel_configs: [
            ...listAt(spec, [...endpoint, "relabelings"]).map(relabeling),
            // All are at one address here, as pods never are.
            { source_labels: ["service"], target_label: "instance" },
        ],
        metric_relabel_configs: listAt(spec, [...endpoint, "metricRelabelings"]).map(relabeling),
    };
}

/** A program that runs here is scraped itself; of the others, the stand-in says that they are there. */
function ofComponent(component: Component, { cluster, programs }: Addresses): JsonObject {
    const here = programs[component.job];
    return {
        job_name: component.job + (component.part === undefined ? "" : `/${component.part}`),
        ...(here?.tls === undefined ? {} : { scheme: "https", tls_config: { ca_file: here.tls } }),
        static_configs: [{ targets: [here?.address ?? cluster], labels: { ...placeOfComponent(component) } }],
        relabel_configs: [{ target_label: "job", replacement: component.job }],
    };
}
