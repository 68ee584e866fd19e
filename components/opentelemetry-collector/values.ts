import { IMAGES, repositoryOf } from "../../model/charts/images";
import { PORTS, SERVICES } from "../../model/cluster/names";
import type { SecretReference, Settings } from "../../model/stack/stack";
import type { Tier } from "../../model/workloads/queues";
import type { StackConfig } from "../../config/schema";
import type { Requirements } from "../../config/schema/resources";
import type { Server } from "../../model/network/servers";
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
import type { Json } from "../../model/formats/json";
import { outgoing } from "../helm/outgoing";
import { defined, type HelmValue, type HelmValues } from "../helm/values";
import { TIER_RELEASES } from "./pipeline";
import { headerVariable } from "./pipeline/exporters";
import { QUEUE_DIRECTORY } from "./pipeline/service";
import { delivered, type PolicyFiles } from "./policy-file";
import { KEY_VARIABLE } from "./privacy";
import { senderProof } from "./senders-proof";

/** User of the collector's image. */
const COLLECTOR_USER = 10001;

/** Answers once the queues' files are open: up to ten minutes for as much as a volume holds. */
const HEALTH = { httpGet: { port: PORTS.health, path: "/" } } as const;

/** A tier of collectors: one release of the chart. */
export interface TierOptions {
    readonly tier: Tier;
    /** Name of the release and of all its objects. */
    readonly name: string;
    /** Certificate of its receivers, which it shows as a client too; undefined where it needs neither. */
    readonly certificate: Server | undefined;
    readonly replicas: number;
    readonly resources: Requirements;
    /** What the collector reads; the chart passes it on as it is. */
    readonly pipeline: HelmValues;
    /** Files of the privacy policy beside it. */
    readonly policy: PolicyFiles;
    /** Rules of its ClusterRole; none is created for none. */
    readonly rights: readonly HelmValue[];
}

const CALLERS = { gateway: "gateway", sampler: "sampler", cluster: "clusterCollector" } as const;

/** Only upwards: a gateway that is taken away would leave what waits in its queue on a volume that nobody reads. */
function autoscaling({ collector }: Settings["config"]): HelmValues | undefined {
    const { autoscale, replicas } = collector;
    if (autoscale === undefined) return undefined;
    return {
        enabled: true,
        minReplicas: replicas,
        maxReplicas: autoscale.most,
        targetCPUUtilizationPercentage: autoscale.cpuPercent,
        behavior: { scaleDown: { selectPolicy: "Disabled" } },
    };
}

/** Helm values of a tier: https://github.com/open-telemetry/opentelemetry-helm-charts */
export function collectorValues({ config, references }: Settings, options: TierOptions): HelmValues {
    const { tier, name, certificate, replicas } = options;
    const selector = { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": name };
    const outside = outgoing(config, CALLERS[tier]);
    const overridden = config.overrides[TIER_RELEASES[tier]]?.alternateConfig as Json | undefined;
    const { alternateConfig, annotations, volumes, mounts } = delivered(options.pipeline, options.policy, overridden);
    const proof = senderProof(config, tier === "gateway" ? references : undefined);
    return defined({
        fullnameOverride: name,
        nameOverride: name,
        // A stateful set: each collector keeps its queue, on its own volume, over a restart.
        mode: "statefulset",
        image: {
            repository: repositoryOf(IMAGES.collector, config.imageRegistry),
            tag: IMAGES.collector.tag,
        },
        command: { name: "otelcol-contrib" },
        alternateConfig,
        replicaCount: replicas,
        autoscaling: tier === "gateway" ? autoscaling(config) : undefined,
        podDisruptionBudget: disruptionBudget(replicas),
        topologySpreadConstraints: spread(config, selector),
        resources: resourcesOf(options.resources),
        useGOMEMLIMIT: true,
        terminationGracePeriodSeconds: 60,
        podAnnotations: { ...trustAnnotation(config), ...annotations, ...outside.annotations, ...proof.annotations },
        podSecurityContext: restrictedPod(COLLECTOR_USER),
        securityContext: RESTRICTED_CONTAINER,
        statefulset: {
            volumeClaimTemplates: [
                { metadata: { name: "queues" }, spec: volumeClaim(config, config.collector.queueStorage[tier]) },
            ],
        },
        startupProbe: { ...HEALTH, periodSeconds: 5, failureThreshold: 120 },
        // Behind a Service of one, nobody else takes what comes until it is seen to be ready; SDKs give up after 10 s.
        readinessProbe: { ...HEALTH, periodSeconds: 2, failureThreshold: 3 },
        livenessProbe: { ...HEALTH, periodSeconds: 10, failureThreshold: 3, timeoutSeconds: 5 },
        extraVolumes: [
            caVolume,
            ...(certificate === undefined ? [] : [certificateVolume(certificate.secret)]),
            ...volumes,
            ...outside.volumes,
            ...proof.volumes,
        ],
        extraVolumeMounts: [
            caMount,
            ...(certificate === undefined ? [] : [certificateMount]),
            { name: "queues", mountPath: QUEUE_DIRECTORY },
            ...mounts,
            ...outside.mounts,
            ...proof.mounts,
        ],
        extraEnvs: [
            { name: "POD_NAME", valueFrom: { fieldRef: { fieldPath: "metadata.name" } } },
            ...(tier === "sampler" ? [] : pseudonymKey(references.pseudonymKey)),
            ...headerVariables(config),
            ...outside.env,
        ],
        // Samplers ask the API server for nothing.
        serviceAccount: options.rights.length > 0 ? undefined : { automountServiceAccountToken: false },
        clusterRole: options.rights.length > 0 ? { create: true, rules: options.rights } : undefined,
        ports: ports(config, tier),
    });
}

/** Key of the hashes that ids become; samplers get what has been scrubbed. */
const pseudonymKey = (reference: SecretReference | undefined): readonly HelmValue[] =>
    reference === undefined ? [] : [{ name: KEY_VARIABLE, valueFrom: { secretKeyRef: { ...reference } } }];

/** Headers of external endpoints: the configuration refers to these variables. */
const headerVariables = ({ collector }: StackConfig): readonly HelmValue[] =>
    Object.entries(collector.exports).flatMap(([name, { headers }]) =>
        Object.entries(headers).map(([header, secret]) => ({
            name: headerVariable(name, header),
            valueFrom: { secretKeyRef: { name: secret.name, key: secret.key } },
        })),
    );

const off = { enabled: false } as const;
const tcp = (port: number): HelmValues => ({ enabled: true, containerPort: port, servicePort: port, protocol: "TCP" });

/** Ports of the pods and the Service; what the chart would open beside them is off. */
function ports({ collector, fluentBit }: StackConfig, tier: Tier): HelmValues {
    const gateway = tier === "gateway";
    return {
        otlp: tier === "cluster" ? off : tcp(SERVICES.collectorGrpc.port),
        "otlp-http": tier === "cluster" ? off : tcp(SERVICES.collectorHttp.port),
        health: tcp(PORTS.health),
        metrics: tcp(PORTS.telemetry),
        ...(gateway && fluentBit.enabled ? { "otlp-agents": tcp(SERVICES.collectorAgents.port) } : {}),
        ...(gateway && collector.plainOtlp
            ? {
                  "plain-grpc": tcp(SERVICES.collectorPlainGrpc.port),
                  "plain-http": tcp(SERVICES.collectorPlainHttp.port),
              }
            : {}),
        "jaeger-compact": off,
        "jaeger-thrift": gateway && collector.jaeger ? tcp(SERVICES.collectorJaegerHttp.port) : off,
        "jaeger-grpc": gateway && collector.jaeger ? tcp(SERVICES.collectorJaegerGrpc.port) : off,
        zipkin: gateway && collector.zipkin ? tcp(SERVICES.collectorZipkin.port) : off,
    };
}
