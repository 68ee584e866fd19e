import { foundIn, type Objects } from "../../scripts/adopt/found";
import { stepsFor } from "../../scripts/adopt/adoption";
import { dev, prod } from "../../scripts/shared/loopback/examples";

/** What is kept of a plain kube-prometheus-stack, from the objects of a cluster that has one. */

const object = (
    namespace: string,
    name: string,
    more: { labels?: object; annotations?: object; spec?: object } = {},
) => ({
    metadata: { name, namespace, labels: more.labels ?? {}, annotations: more.annotations ?? {} },
    spec: more.spec ?? {},
});
const claim = (program: string, name: string, volumeName: string, size: string, namespace = "monitoring") =>
    object(namespace, name, {
        labels: { "app.kubernetes.io/name": program },
        spec: { volumeName, storageClassName: "gp2", resources: { requests: { storage: size } } },
    });
const HELM = { annotations: { "meta.helm.sh/release-name": "kps" } };
const DASHBOARD = { labels: { grafana_dashboard: "1" } };

const OBJECTS: Objects = {
    prometheuses: [object("monitoring", "kps-prometheus"), object("go-coffee-monitoring", "ours")],
    alertmanagers: [object("monitoring", "kps-alertmanager")],
    claims: [
        claim("prometheus", "prometheus-kps-prometheus-db-prometheus-kps-prometheus-0", "pv-0", "50Gi"),
        claim("prometheus", "prometheus-kps-prometheus-db-prometheus-kps-prometheus-1", "pv-1", "50Gi"),
        claim("grafana", "kps-grafana", "pv-2", "10Gi"),
        claim("prometheus", "elsewhere-0", "pv-3", "1Gi", "somebody"),
        claim("postgres", "data-0", "pv-4", "1Gi"),
    ],
    configMaps: [
        object("shop", "orders-board", DASHBOARD),
        object("monitoring", "kps-nodes", { ...DASHBOARD, ...HELM }),
        object("shop", "settings"),
    ],
    rules: [object("shop", "orders-rules"), object("monitoring", "kps-general", HELM)],
};

const steps = stepsFor(dev().config, foundIn(OBJECTS, dev().config));
const commands = steps.flatMap((step) => step.commands);

test("silences, dashboards and rules that no chart brings, then volumes", () => {
    expect(steps.map(({ title }) => title.split(":")[0])).toEqual([
        "Silences",
        "Dashboards that no chart brings",
        "Rules that no chart brings",
        "Before the old release goes",
        "Once it is gone",
    ]);
    expect(commands).toContain(
        "kubectl get configmap orders-board --namespace shop --output go-template='{{range .data}}{{.}}{{end}}' > content/dashboards/orders-board.json",
    );
    expect(commands).toContain(
        "kubectl get prometheusrule orders-rules --namespace shop --output jsonpath='{.spec}' > content/rules/orders-rules.yaml",
    );
    expect(commands.join("\n")).not.toMatch(/kps-nodes|kps-general|settings|pv-3|pv-4/);
});

test("a volume is bound by the claim that the stack's own program will ask for", () => {
    const claims = commands.filter((command) => command.includes("PersistentVolumeClaim"));
    expect(claims).toEqual([
        `kubectl apply -f - <<'EOF'
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: prometheus-prometheus-kube-prometheus-prometheus-db-prometheus-prometheus-kube-prometheus-prometheus-0, namespace: go-coffee-monitoring},
 spec: {accessModes: [ReadWriteOnce], volumeName: pv-0, storageClassName: gp2, resources: {requests: {storage: 50Gi}}}}
EOF`,
        `kubectl apply -f - <<'EOF'
{apiVersion: v1, kind: PersistentVolumeClaim, metadata: {name: grafana, namespace: go-coffee-monitoring, labels: {app.kubernetes.io/managed-by: Helm}, annotations: {meta.helm.sh/release-name: prometheus, meta.helm.sh/release-namespace: go-coffee-monitoring}},
 spec: {accessModes: [ReadWriteOnce], volumeName: pv-2, storageClassName: gp2, resources: {requests: {storage: 10Gi}}}}
EOF`,
    ]);
    expect(commands.filter((command) => command.includes("Retain"))).toHaveLength(2);
});

test("what doesn't fit is said, with the line that mends it", () => {
    expect(steps[3]?.notes).toEqual([
        "prometheus-kps-prometheus-db-prometheus-kps-prometheus-0 is 50Gi, the stack's 20Gi: npm run config -- --stack {stack} -- set --path prometheus.storage 50Gi",
        "The stack has no replica 1 of prometheus: this volume isn't taken.",
        "kps-grafana is 10Gi, the stack's none: npm run config -- --stack {stack} -- set --path grafana.storage 10Gi",
    ]);
    const inProd = stepsFor(prod().config, foundIn(OBJECTS, prod().config));
    expect(inProd[3]?.notes).toContain("kps-grafana is of the class gp2, and cluster.storageClass.name is gp3.");
});

test("nothing but reading comes before the old release goes", () => {
    const before = steps.slice(0, 3).flatMap((step) => step.commands);
    expect(before.every((command) => /^(kubectl (get|exec .* query )|mkdir )/.test(command))).toBe(true);
});

test("without another Prometheus there is nothing to keep", () => {
    const none = { prometheuses: [], alertmanagers: [], claims: OBJECTS.claims, configMaps: [], rules: [] };
    expect(stepsFor(dev().config, foundIn(none, dev().config))).toEqual([]);
});
