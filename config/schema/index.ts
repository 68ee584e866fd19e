/** The whole configuration, key by key. */

import { z } from "zod";
import { ELEMENT_NAMES, type ElementName } from "../element-names";
import { CHART_MIRROR } from "../mirror";
import { SECRET_NAMES, type SecretName } from "../secrets";
import { business } from "./business";
import { access, cluster, namespaces, tls } from "./cluster";
import { collector } from "./collector";
import { content } from "./content";
import { demo } from "./demo";
import {
    alertmanager,
    certManager,
    fluentBit,
    grafana,
    jaeger,
    loki,
    prometheus,
    prometheusOperator,
} from "./elements";
import { metrics } from "./metrics";
import { network } from "./network";
import { notifications } from "./notifications";
import { objectives } from "./objectives";
import { pods } from "./pods";
import { privacy } from "./privacy";
import { probes } from "./probes";
import { httpProxy } from "./proxy";
import { shaped, text } from "./shapes";
import { resources } from "./resources";
import { scrape } from "./scrape";
import { services } from "./services";
import { elasticsearch, objectStorage } from "./storage";
import { thresholds } from "./thresholds";

const helmValues = z.record(z.string(), z.unknown());

const overrides = z
    .strictObject(
        Object.fromEntries(ELEMENT_NAMES.map((name) => [name, helmValues.optional()])) as Record<
            ElementName,
            z.ZodOptional<typeof helmValues>
        >,
    )
    .prefault({})
    .describe("Helm values laid over ours, by element: maps are merged deeply, a list replaces a list.");

const existingSecret = z.strictObject({
    name: text().describe("Name of a Secret in the monitoring namespace."),
    key: text().describe("Key in it."),
});

const existingSecrets = z
    .strictObject(
        Object.fromEntries(SECRET_NAMES.map((name) => [name, existingSecret.optional()])) as Record<
            SecretName,
            z.ZodOptional<typeof existingSecret>
        >,
    )
    .prefault({})
    .describe("Secrets that exist in the cluster already (External Secrets, Vault), by the name of the secret.");

/**
 * The configuration of a stack: the single source of types, defaults, checks of shape, docs/configuration.md and the
 * `config` block of Pulumi.yaml. Sizes that differ between environments come from the profile (../profiles.ts).
 */
export const schema = z.strictObject({
    environment: z
        .enum(["dev", "prod"])
        .describe("What is demanded: prod requires object storage, encryption, a paging channel and a heartbeat."),
    profile: z
        .enum(["small", "ha"])
        .describe("Sizes and replicas to start from: small for a laptop, ha for production."),
    cluster: cluster.prefault({}),
    namespaces: namespaces.prefault({}),
    network: network.prefault({}),
    access: access.prefault({}),
    chartMirror: shaped(
        CHART_MIRROR,
        "a folder (./charts), an oci:// prefix or an HTTP repository",
        "https://charts.gocoffee.dev",
    )
        .optional()
        .describe(
            "Replaces every chart repository: a Helm repository, an oci:// prefix, or a folder that `npm run charts -- pull` has made.",
        ),
    imageRegistry: shaped(/^[a-z0-9.-]+(:\d+)?(\/[a-z0-9._/-]+)?$/, "a registry", "registry.gocoffee.dev/mirror")
        .optional()
        .describe("Registry that replaces the registry of every image."),
    httpProxy,
    tls: tls.prefault({}),
    certManager: certManager.prefault({}),
    prometheusOperator: prometheusOperator.prefault({}),
    prometheus: prometheus.prefault({}),
    metrics: metrics.prefault({}),
    scrape: scrape.prefault({}),
    probes: probes.prefault({}),
    alertmanager: alertmanager.prefault({}),
    grafana: grafana.prefault({}),
    loki: loki.prefault({ mode: "monolithic" }),
    elasticsearch: elasticsearch.prefault({ mode: "off" }),
    jaeger: jaeger.prefault({}),
    collector: collector.prefault({}),
    fluentBit: fluentBit.prefault({}),
    privacy: privacy.prefault({}),
    objectStorage: objectStorage.optional(),
    notifications: notifications.prefault({}),
    business: business.prefault({}),
    objectives: objectives.prefault({}),
    thresholds: thresholds.prefault({}),
    services: services.prefault({}),
    content: content.prefault({}),
    demo: demo.prefault({}),
    pods: pods.prefault({}),
    resources,
    existingSecrets,
    overrides,
});

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
/** The checked configuration of a stack. */
export type StackConfig = DeepReadonly<z.output<typeof schema>>;
export type ServiceEntry = StackConfig["services"][string];
