/** Incidents of a demo in a cluster: the services read theirs from a ConfigMap; programs are stopped through kubectl. */
import { valueAt } from "../../config/merge";
import type { StackConfig } from "../../config/schema";
import { INCIDENTS } from "../../components/demo/workloads";
import { incidentOf, isIncident, type IncidentName, type Program } from "../../demo/incidents";
import { LABELS, OPERATED, OWN_PREFIX } from "../../model/cluster/names";
import type { Cluster } from "../shared/cluster/kubectl";
import { UsageError } from "../shared/terminal/usage-error";

/** Names of the incidents that go on. */
export async function going(cluster: Cluster, { demo }: StackConfig): Promise<readonly IncidentName[]> {
    const map = await cluster.get("configmap", INCIDENTS.configMap, demo.namespace);
    const text = valueAt(map, ["data", INCIDENTS.file]);
    return typeof text === "string" ? text.split(/\s+/).filter(isIncident) : [];
}

/** Writes them down, and has the kubelet hand them to the pods at once: without a change of the pod it takes a minute. */
async function write(cluster: Cluster, { demo }: StackConfig, names: readonly IncidentName[]): Promise<void> {
    const map = {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: INCIDENTS.configMap, namespace: demo.namespace, labels: LABELS },
        data: { [INCIDENTS.file]: names.join("\n") },
    };
    await cluster.text(
        ["apply", "--server-side", "--force-conflicts", "--field-manager=go-coffee-incident", "--filename=-"],
        JSON.stringify(map),
    );
    const annotation = `${OWN_PREFIX}/incidents=${new Date().toISOString()}`;
    await cluster.text(["annotate", "pods", "--all", "--overwrite", "--namespace", demo.namespace, annotation]);
}

interface Workload {
    readonly kind: "statefulset" | "deployment";
    readonly name: string;
    readonly pods: string;
}

const workloadOf = (program: Program): Workload =>
    (
        ({
            loki: { kind: "statefulset", name: "loki", pods: "app.kubernetes.io/name=loki" },
            jaeger: { kind: "deployment", name: "jaeger", pods: "app.kubernetes.io/name=jaeger" },
            collector: { kind: "statefulset", name: "otel-collector", pods: "app.kubernetes.io/name=otel-collector" },
            prometheus: {
                kind: "statefulset",
                name: `prometheus-${OPERATED.prometheus}`,
                pods: "app.kubernetes.io/name=prometheus",
            },
            alertmanager: {
                kind: "statefulset",
                name: `alertmanager-${OPERATED.alertmanager}`,
                pods: "app.kubernetes.io/name=alertmanager",
            },
        }) as const
    )[program];

const REPLICAS = `${OWN_PREFIX}/incident-replicas`;

export async function begin(cluster: Cluster, config: StackConfig, name: IncidentName): Promise<void> {
    const { effects, program } = incidentOf(name);
    if (effects !== undefined) return write(cluster, config, [...new Set([...(await going(cluster, config)), name])]);
    if (program === undefined) throw new UsageError(`${name} is for whoever can take a node away: docs/demo.md`);
    if (program.name === "alertmanager")
        throw new UsageError(`${name} isn't played in a cluster: its operator brings Alertmanager back at once`);
    const { kind, name: workload, pods } = workloadOf(program.name);
    const place = ["--namespace", config.namespaces.monitoring];
    if (program.is === "killed") {
        await cluster.text(["delete", "pods", ...place, "--selector", pods, "--grace-period=0", "--force"]);
        return;
    }
    const found = await cluster.get(kind, workload, config.namespaces.monitoring);
    const replicas = valueAt(found, ["spec", "replicas"]);
    if (typeof replicas !== "number" || replicas === 0)
        throw new UsageError(`there is no ${kind} ${workload} that runs`);
    await cluster.text(["annotate", kind, workload, ...place, "--overwrite", `${REPLICAS}=${replicas}`]);
    await cluster.text(["scale", kind, workload, ...place, "--replicas=0"]);
}

export async function finish(cluster: Cluster, config: StackConfig, name: IncidentName): Promise<void> {
    const { effects, program } = incidentOf(name);
    if (effects !== undefined)
        return write(
            cluster,
            config,
            (await going(cluster, config)).filter((other) => other !== name),
        );
    if (program?.is !== "away" || program.name === "alertmanager") return;
    const { kind, name: workload } = workloadOf(program.name);
    const found = await cluster.get(kind, workload, config.namespaces.monitoring);
    const replicas = valueAt(found, ["metadata", "annotations", REPLICAS]);
    if (typeof replicas !== "string") return;
    const place = ["--namespace", config.namespaces.monitoring];
    await cluster.text(["scale", kind, workload, ...place, `--replicas=${replicas}`]);
    await cluster.text(["annotate", kind, workload, ...place, `${REPLICAS}-`]);
}
