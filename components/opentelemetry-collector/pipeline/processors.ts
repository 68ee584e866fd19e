import type { JsonObject } from "../../../model/formats/json";
import { METRIC_ATTRIBUTES } from "../../../model/telemetry/labels";
import type { StackConfig } from "../../../config/schema";
import type { HelmValues } from "../../helm/values";

/** First in every pipeline: refuses before the container is killed; Go's own limit (GOMEMLIMIT) lies at 80 % too. */
export const memoryLimiter = { check_interval: "1s", limit_percentage: 80, spike_limit_percentage: 20 } as const;
/** Last in every pipeline; of a size that also servers with the usual limit of 4 MiB take. */
export const batch = { timeout: "1s", send_batch_size: 2048, send_batch_max_size: 2048 } as const;
/** Each sender's points in requests of their own: one that is refused costs nobody else's. */
export const batchBySender = { ...batch, timeout: "0s" } as const;

type Association = { readonly from: "connection" } | { readonly from: "resource_attribute"; readonly name: string };

const kubernetesAttributes = (...associations: readonly (readonly Association[])[]): HelmValues => ({
    auth_type: "serviceAccount",
    extract: {
        metadata: [
            "k8s.namespace.name",
            "k8s.pod.name",
            "k8s.pod.uid",
            "k8s.node.name",
            "k8s.deployment.name",
            "k8s.container.name",
        ],
        labels: [{ tag_name: "service.name", key: "app.kubernetes.io/name", from: "pod" }],
    },
    pod_association: associations.map((sources) => ({ sources })),
    // What comes before the pods are known would stay without their names.
    wait_for_metadata: true,
    wait_for_metadata_timeout: "30s",
});

const said = (name: string): Association => ({ from: "resource_attribute", name });

/** Metadata of the pod that sent it, by the address that it came from and nothing that it says of itself. */
export const ofSender = kubernetesAttributes([{ from: "connection" }]);
/** Metadata of the pod whose line a node's agent brings. */
export const ofLine = kubernetesAttributes([said("k8s.pod.uid")], [said("k8s.pod.name"), said("k8s.namespace.name")]);

/** Detector of each platform, and what it finds that is true of one node alone: the collector's, not the sender's. */
const DETECTORS: Readonly<
    Record<StackConfig["cluster"]["platform"], { readonly [detector: string]: readonly string[] }>
> = {
    kind: {},
    kubeadm: {},
    openshift: {},
    rke2: {},
    k3s: {},
    eks: { eks: ["cloud.availability_zone", "host.id", "host.image.id", "host.name", "host.type"] },
    gke: { gcp: ["cloud.availability_zone", "host.id", "host.name", "host.type"] },
    aks: { aks: [] },
};

/** Provider, region and account of the cloud, and what OTEL_RESOURCE_ATTRIBUTES adds. */
export function resourceDetection({ cluster }: StackConfig): HelmValues {
    const detectors = DETECTORS[cluster.platform];
    return {
        detectors: ["env", ...Object.keys(detectors)],
        timeout: "5s",
        override: false,
        ...Object.fromEntries(
            Object.entries(detectors).map(([detector, ofOneNode]): [string, JsonObject] => [
                detector,
                {
                    resource_attributes: Object.fromEntries(
                        ofOneNode.map((attribute) => [attribute, { enabled: false }]),
                    ),
                },
            ]),
        ),
    };
}

/** Which cluster and environment it comes from. */
export const origin = ({ cluster, environment }: StackConfig): HelmValues => ({
    attributes: [
        { key: "k8s.cluster.name", value: cluster.name, action: "upsert" },
        { key: "deployment.environment.name", value: environment, action: "insert" },
    ],
});

/** A list of texts in OTTL: https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/pkg/ottl */
export const list = (texts: readonly string[]): string => `[${texts.map((text) => JSON.stringify(text)).join(", ")}]`;

/** Only what is on the allow-list can become a label of a metric, in any store. */
export const keepAttributes = (allowed: readonly string[], more: readonly string[] = []): HelmValues => ({
    error_mode: "ignore",
    metric_statements: [
        { context: "resource", statements: [`keep_keys(attributes, ${list(allowed)})`] },
        ...(more.length > 0 ? [{ context: "datapoint", statements: more }] : []),
    ],
});
export const metricLabels = keepAttributes(METRIC_ATTRIBUTES);
