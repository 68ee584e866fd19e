/** The pods of Thanos' programs. */

import type { Bytes } from "../../config/quantities";
import { imageOf, IMAGES } from "../../model/charts/images";
import { OWN_PREFIX, PORTS } from "../../model/cluster/names";
import type { Settings } from "../../model/stack/stack";
import { settledTemplate } from "../helm/pod-settings";
import {
    digest,
    RESTRICTED_CONTAINER,
    resourcesOf,
    restrictedPod,
    spread,
    trustAnnotation,
    volumeClaim,
} from "../helm/pods";
import { thanosPod } from "../helm/thanos";
import type { HelmValues } from "../helm/values";
import { DATA_DIRECTORY, type Program } from "./programs";

/** Those of Prometheus' pods: where a volume stands for the bucket, what one has written the other reads. */
const [USER, GROUP] = [1000, 2000];
export const SERVICE_ACCOUNT = "thanos";

export const labelsOf = ({ name }: Program) => ({ "app.kubernetes.io/name": name });

const probe = (path: string, failures: number) => ({
    httpGet: { path, port: "http", scheme: "HTTPS" },
    periodSeconds: 10,
    failureThreshold: failures,
});

/** Template of a program's pods, of which files of the ConfigMap roll it. */
function template(program: Program, settings: Settings, files: object): HelmValues {
    const { config } = settings;
    const { env, volumes, mounts, annotations } = thanosPod(settings, program.blocks);
    const storage = config.objectStorage;
    const labels = program.blocks && storage?.identity.type === "workload" ? storage.identity.podLabels : {};
    return settledTemplate(config, "thanos", {
        metadata: {
            labels: { ...labelsOf(program), ...labels },
            annotations: { ...trustAnnotation(config), ...annotations, [`${OWN_PREFIX}/config`]: digest(files) },
        },
        spec: {
            ...(program.blocks ? { serviceAccountName: SERVICE_ACCOUNT } : {}),
            automountServiceAccountToken: false,
            // What it has begun is finished; the compactor leaves a block as it was.
            terminationGracePeriodSeconds: 120,
            securityContext: { ...restrictedPod(USER), runAsGroup: GROUP, fsGroup: GROUP },
            topologySpreadConstraints: spread(config, labelsOf(program)),
            containers: [
                {
                    name: "thanos",
                    image: imageOf(IMAGES.thanos, config.imageRegistry),
                    args: [...program.args],
                    env,
                    ports: [
                        { name: "http", containerPort: PORTS.thanosHttp },
                        ...(program.grpc ? [{ name: "grpc", containerPort: PORTS.thanosGrpc }] : []),
                    ],
                    // A store gateway reads headers of all blocks before it is ready.
                    readinessProbe: probe("/-/ready", 20),
                    livenessProbe: { ...probe("/-/healthy", 8), initialDelaySeconds: 30 },
                    securityContext: RESTRICTED_CONTAINER,
                    resources: resourcesOf(config.resources[program.size]),
                    volumeMounts: [
                        ...mounts,
                        { name: "tmp", mountPath: "/tmp" },
                        ...(program.storage === undefined ? [] : [{ name: "data", mountPath: DATA_DIRECTORY }]),
                    ],
                },
            ],
            volumes: [...volumes, { name: "tmp", emptyDir: {} }],
        },
    });
}

const common = (program: Program, settings: Settings, files: object) => ({
    replicas: program.replicas,
    selector: { matchLabels: labelsOf(program) },
    template: template(program, settings, files),
});

/** Spec of a Deployment. */
export const deploymentSpec = common;

/** Spec of a StatefulSet, whose pods have a volume each. */
export const statefulSetSpec = (program: Program, settings: Settings, files: object, storage: Bytes) => ({
    ...common(program, settings, files),
    serviceName: program.name,
    podManagementPolicy: "Parallel",
    // What they hold is in the bucket too.
    persistentVolumeClaimRetentionPolicy: { whenDeleted: "Delete", whenScaled: "Delete" },
    volumeClaimTemplates: [{ metadata: { name: "data" }, spec: volumeClaim(settings.config, storage) }],
});
