import { startCluster, type TestCluster } from "../../scripts/shared/loopback/cluster";
import { wordsOf } from "../support/pasted";
import { script } from "../support/script";

/** What is told of a plain kube-prometheus-stack in a real API server, and the commands that read, run against it. */

let cluster: TestCluster;
beforeAll(async () => {
    cluster = await startCluster({ nodes: 0 });
});

const definition = (kind: string, plural: string): object => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.monitoring.coreos.com` },
    spec: {
        group: "monitoring.coreos.com",
        scope: "Namespaced",
        names: { kind, plural },
        versions: [
            {
                name: "v1",
                served: true,
                storage: true,
                schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
            },
        ],
    },
});
const of = (apiVersion: string, kind: string, name: string, more: object): object => ({
    apiVersion,
    kind,
    metadata: { name, namespace: "monitoring" },
    ...more,
});

test("its dashboards, rules and volumes, by commands that the cluster takes", async () => {
    const nothing = await script("adopt", [], cluster.env);
    expect([nothing.code, nothing.stdout]).toEqual([0, "Nothing to keep: test has no other Prometheus.\n"]);
    cluster.apply(
        { apiVersion: "v1", kind: "Namespace", metadata: { name: "monitoring" } },
        definition("Prometheus", "prometheuses"),
        definition("Alertmanager", "alertmanagers"),
        definition("PrometheusRule", "prometheusrules"),
    );
    cluster.kubectl(["wait", "--for=condition=Established", "crd", "--all", "--timeout=30s"]);
    cluster.apply(
        of("monitoring.coreos.com/v1", "Prometheus", "kps", { spec: {} }),
        of("monitoring.coreos.com/v1", "PrometheusRule", "orders", {
            spec: { groups: [{ name: "orders", rules: [] }] },
        }),
        {
            ...of("v1", "ConfigMap", "board", { data: { "board.json": '{"uid":"board","title":"Board"}' } }),
            metadata: { name: "board", namespace: "monitoring", labels: { grafana_dashboard: "1" } },
        },
        {
            ...of("v1", "PersistentVolumeClaim", "db-kps-0", {
                spec: {
                    accessModes: ["ReadWriteOnce"],
                    volumeName: "pv-0",
                    resources: { requests: { storage: "20Gi" } },
                },
            }),
            metadata: { name: "db-kps-0", namespace: "monitoring", labels: { "app.kubernetes.io/name": "prometheus" } },
        },
    );
    const told = await script("adopt", ["--json"], cluster.env);
    expect([told.code, told.stderr]).toEqual([0, ""]);
    const { steps } = JSON.parse(told.stdout) as {
        readonly steps: readonly { readonly commands: readonly string[] }[];
    };
    const commands = steps.flatMap((step) => step.commands);
    const reading = commands.filter((command) => command.startsWith("kubectl get "));
    const read = reading
        .filter((command) => command.includes(" > "))
        .map((command) => cluster.kubectl(wordsOf(command.split(" > ")[0] ?? "").slice(1)));
    expect(read.map((text) => JSON.parse(text) as unknown)).toEqual([
        { uid: "board", title: "Board" },
        { groups: [{ name: "orders", rules: [] }] },
    ]);
    const [claim = ""] = commands.filter((command) => command.includes("PersistentVolumeClaim"));
    cluster.apply({ apiVersion: "v1", kind: "Namespace", metadata: { name: "go-coffee-monitoring" } });
    cluster.kubectl(["apply", "--filename=-"], claim.split("\n").slice(1, -1).join("\n"));
    expect(
        cluster.kubectl(["get", "persistentvolumeclaims", "--namespace=go-coffee-monitoring", "--output=name"]).trim(),
    ).toMatch(/^persistentvolumeclaim\/prometheus-prometheus-kube-prometheus-prometheus-db-/);
});
