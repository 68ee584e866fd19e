import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { RESTRICTED_CONTAINER, restrictedPod } from "../../components/helm/pods";
import { GRAFANA_USER } from "../../components/kube-prometheus-stack/grafana";
import { imageOf, IMAGES } from "../../model/charts/images";
import { isPlainObject, valueAt, type PlainObject } from "../../config/merge";
import { LABELS, SERVICES } from "../../model/cluster/names";
import type { StackConfig } from "../../config/schema";
import { complaint } from "../shared/cluster/kubectl";
import { listAt, numberAt, textAt } from "../shared/cluster/object-fields";
import { PartError, type Site } from "./part";

/** Grafana's volume while Grafana doesn't run. */

/** What a Deployment of Grafana says of its volume. */
export interface GrafanaVolume {
    readonly claim: string;
    /** Where it is mounted. */
    readonly directory: string;
    readonly replicas: number;
    /** Tag of Grafana's image. */
    readonly version: string;
    /** Labels of its pods, as kubectl selects by them. */
    readonly selector: string;
}

const DEPLOYMENT = `deployment/${SERVICES.grafana.service}`;
/** Grafana's own default. */
const DATA_DIRECTORY = "/var/lib/grafana";
const CONTAINER = "volume";
const MOUNT = "storage";
/** After this long the pod ends by itself, should the command be killed. */
const LIFETIME_SECONDS = 900;
const PATIENCE = "--timeout=180s";
const POLL_MS = 1_000;
const STOP_SECONDS = 180;

/** Reads the volume out of a Deployment; undefined where its data directory is on no claim. */
export function volumeOf(deployment: PlainObject): GrafanaVolume | undefined {
    const pod = ["spec", "template", "spec"] as const;
    const container = listAt(deployment, ...pod, "containers").find(({ name }) => name === "grafana");
    const given = listAt(container, "env").find(({ name }) => name === "GF_PATHS_DATA");
    const directory = withoutSlash(textAt(given, "value") || DATA_DIRECTORY);
    const mount = listAt(container, "volumeMounts").find((one) => withoutSlash(textAt(one, "mountPath")) === directory);
    const volume = listAt(deployment, ...pod, "volumes").find(({ name }) => name === mount?.name);
    const claim = textAt(volume, "persistentVolumeClaim", "claimName");
    const labels = valueAt(deployment, ["spec", "selector", "matchLabels"]);
    if (claim === "" || !isPlainObject(labels)) return undefined;
    return {
        claim,
        directory,
        replicas: numberAt(deployment, "spec", "replicas"),
        version: /:([^:@/]+)(?:@|$)/.exec(textAt(container, "image"))?.[1] ?? "of an unknown version",
        selector: Object.entries(labels)
            .map(([key, value]) => `${key}=${String(value)}`)
            .join(","),
    };
}

const withoutSlash = (path: string): string => path.replace(/\/+$/, "");

/** @throws PartError where Grafana isn't deployed with a volume. */
export async function grafanaVolume({ cluster, config, stack }: Site): Promise<GrafanaVolume> {
    const namespace = config.namespaces.monitoring;
    const deployment = await cluster.get("deployment", SERVICES.grafana.service, namespace);
    const volume = deployment === undefined ? undefined : volumeOf(deployment);
    if (volume !== undefined) return volume;
    const found = deployment === undefined ? "There is no" : "There is no volume in the";
    throw new PartError(
        `${found} ${DEPLOYMENT} of the namespace ${namespace}.`,
        `Is the stack deployed as it is configured? npm run up -- --stack ${stack}`,
    );
}

/** A pod that holds the volume and does nothing; the level `restricted` admits it. */
export function volumePod(name: string, config: StackConfig, { claim, directory }: GrafanaVolume): object {
    return {
        apiVersion: "v1",
        kind: "Pod",
        metadata: {
            name,
            namespace: config.namespaces.monitoring,
            labels: { ...LABELS, "app.kubernetes.io/managed-by": "backup", "app.kubernetes.io/name": "grafana-volume" },
        },
        spec: {
            restartPolicy: "Never",
            activeDeadlineSeconds: LIFETIME_SECONDS,
            terminationGracePeriodSeconds: 1,
            automountServiceAccountToken: false,
            enableServiceLinks: false,
            securityContext: restrictedPod(GRAFANA_USER),
            containers: [
                {
                    name: CONTAINER,
                    image: imageOf(IMAGES.busybox, config.imageRegistry),
                    command: ["sleep", String(LIFETIME_SECONDS)],
                    env: [{ name: "GF_PATHS_DATA", value: directory }],
                    resources: { requests: { cpu: "10m", memory: "16Mi" }, limits: { memory: "64Mi" } },
                    securityContext: RESTRICTED_CONTAINER,
                    volumeMounts: [{ name: MOUNT, mountPath: directory }],
                },
            ],
            volumes: [{ name: MOUNT, persistentVolumeClaim: { claimName: claim } }],
        },
    };
}

/** Holds the volume with a pod for as long as some work takes. */
export async function withVolumePod<T>(
    site: Site,
    volume: GrafanaVolume,
    work: (pod: string, container: string) => Promise<T>,
): Promise<T> {
    const { cluster, config, interrupted, tell } = site;
    const inNamespace = ["--namespace", config.namespaces.monitoring];
    const pod = `grafana-volume-${randomBytes(4).toString("hex")}`;
    interrupted.throwIfAborted();
    await cluster.text(["create", "--filename", "-"], JSON.stringify(volumePod(pod, config, volume)));
    try {
        const ready = await cluster.run(["wait", "--for=condition=Ready", `pod/${pod}`, ...inNamespace, PATIENCE]);
        interrupted.throwIfAborted();
        if (ready.code !== 0) {
            throw new PartError(
                `The pod ${pod}, which holds Grafana's volume, isn't ready: ${complaint(ready)}`,
                `Can its image be pulled, can the claim ${volume.claim} be mounted? kubectl ${inNamespace.join(" ")} get events`,
            );
        }
        return await work(pod, CONTAINER);
    } finally {
        const removed = await cluster.run(["delete", "pod", pod, ...inNamespace, "--ignore-not-found", PATIENCE]);
        if (removed.code !== 0) tell(`grafana: the pod ${pod} is left behind: ${complaint(removed)}`);
    }
}

/** Does some work while Grafana is down; it is brought up again whatever happens. */
export async function withoutGrafana(site: Site, volume: GrafanaVolume, work: () => Promise<void>): Promise<void> {
    const { replicas } = volume;
    try {
        if (replicas > 0) {
            site.tell("grafana: scaling it to 0");
            await scale(site, 0);
        }
        await podsGone(site, volume);
        await work();
    } finally {
        if (replicas > 0) {
            site.tell(`grafana: scaling it to ${replicas}`);
            await scale(site, replicas);
        }
    }
    if (replicas === 0) return;
    const namespace = site.config.namespaces.monitoring;
    const up = await site.cluster.run(["rollout", "status", DEPLOYMENT, "--namespace", namespace, PATIENCE]);
    if (up.code === 0) return;
    throw new PartError(
        `Grafana doesn't come up with the restored database: ${complaint(up)}`,
        `kubectl --namespace ${namespace} logs ${DEPLOYMENT} --container grafana\n` +
            "An older Grafana can't read the database of a newer one. The one before is grafana.db.before-restore on the volume.",
    );
}

async function scale({ cluster, config }: Site, replicas: number): Promise<void> {
    await cluster.text(["scale", DEPLOYMENT, "--namespace", config.namespaces.monitoring, `--replicas=${replicas}`]);
}

async function podsGone({ cluster, config, interrupted }: Site, { selector }: GrafanaVolume): Promise<void> {
    const where = { namespace: config.namespaces.monitoring, selector };
    // Pods that have ended hold no volume.
    const isThere = (pod: PlainObject): boolean => !["Succeeded", "Failed"].includes(textAt(pod, "status", "phase"));
    for (let waited = 0; (await cluster.list("pods", where)).some(isThere); waited++) {
        if (waited >= STOP_SECONDS) {
            throw new PartError(
                `Grafana's pod isn't gone after ${STOP_SECONDS} s; nothing was restored.`,
                `kubectl --namespace ${where.namespace} get pods --selector ${selector}`,
            );
        }
        await sleep(POLL_MS, undefined, { signal: interrupted });
    }
}
