import { IMAGES, repositoryOf } from "../../config/images";
import { PORTS, SERVICES } from "../../config/names";
import type { Requirements } from "../../config/schema/resources";
import type { Server } from "../../config/servers";
import type { Settings } from "../../config/wiring";
import {
    caMount,
    caVolume,
    certificateMount,
    certificateVolume,
    disruptionBudget,
    RESTRICTED_CONTAINER,
    resourcesOf,
    restrictedPod,
    spread,
    trustAnnotation,
    volumeClaim,
} from "../helm/pods";
import { defined, untemplated, type HelmValues } from "../helm/values";
import { QUEUE_DIRECTORY } from "./pipeline/common";

/** User of the collector's image. */
const COLLECTOR_USER = 10001;

/** A tier of collectors: one release of the chart. */
export interface Tier {
    readonly server: Server;
    readonly replicas: number;
    readonly resources: Requirements;
    /** What the collector reads; the chart passes it on as it is. */
    readonly pipeline: HelmValues;
    /** Whether it accepts OTLP without TLS too. */
    readonly plainOtlp: boolean;
    /** Whether it looks up the pods that telemetry comes from. */
    readonly readsPods: boolean;
}

/** Helm values of a tier: https://github.com/open-telemetry/opentelemetry-helm-charts */
export function collectorValues({ config }: Settings, tier: Tier): HelmValues {
    const selector = { "app.kubernetes.io/name": tier.server.name, "app.kubernetes.io/instance": tier.server.name };
    return defined({
        fullnameOverride: tier.server.name,
        nameOverride: tier.server.name,
        // A stateful set: each collector keeps its queue, on its own volume, over a restart.
        mode: "statefulset",
        image: {
            repository: repositoryOf(IMAGES.collector, config.imageRegistry),
            tag: IMAGES.collector.tag,
        },
        command: { name: "otelcol-contrib" },
        alternateConfig: untemplated(tier.pipeline),
        replicaCount: tier.replicas,
        podDisruptionBudget: disruptionBudget(tier.replicas),
        topologySpreadConstraints: spread(config, selector),
        resources: resourcesOf(tier.resources),
        useGOMEMLIMIT: true,
        terminationGracePeriodSeconds: 60,
        podAnnotations: trustAnnotation(config),
        podSecurityContext: restrictedPod(COLLECTOR_USER),
        securityContext: RESTRICTED_CONTAINER,
        statefulset: {
            volumeClaimTemplates: [
                { metadata: { name: "queues" }, spec: volumeClaim(config, config.collector.queueStorage) },
            ],
        },
        extraVolumes: [caVolume, certificateVolume(tier.server.secret)],
        extraVolumeMounts: [caMount, certificateMount, { name: "queues", mountPath: QUEUE_DIRECTORY }],
        clusterRole: tier.readsPods ? { create: true, rules: podReader } : undefined,
        ports: ports(tier.plainOtlp),
    });
}

const podReader = [
    { apiGroups: [""], resources: ["pods", "namespaces", "nodes"], verbs: ["get", "list", "watch"] },
    { apiGroups: ["apps"], resources: ["replicasets", "deployments"], verbs: ["get", "list", "watch"] },
] as const;

const off = { enabled: false } as const;
const tcp = (port: number): HelmValues => ({ enabled: true, containerPort: port, servicePort: port, protocol: "TCP" });

function ports(plainOtlp: boolean): HelmValues {
    return {
        otlp: tcp(SERVICES.collectorGrpc.port),
        "otlp-http": tcp(SERVICES.collectorHttp.port),
        health: tcp(PORTS.health),
        metrics: tcp(PORTS.telemetry),
        ...(plainOtlp
            ? {
                  "plain-grpc": tcp(SERVICES.collectorPlainGrpc.port),
                  "plain-http": tcp(SERVICES.collectorPlainHttp.port),
              }
            : {}),
        "jaeger-compact": off,
        "jaeger-thrift": off,
        "jaeger-grpc": off,
        zipkin: off,
    };
}
