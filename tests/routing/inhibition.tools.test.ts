import type { Labels } from "../../rules/types";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { startAlertmanager, type Alertmanager, type Sent } from "../../scripts/shared/loopback/alertmanager";
import { generated } from "./configuration";
import { writeFiles } from "../../scripts/shared/loopback/alertmanager-files";

interface Case {
    readonly given: string;
    readonly fires: Labels;
    readonly hides?: readonly Labels[];
    readonly leaves?: readonly Labels[];
}

const critical = (alertname: string, labels: Labels): Labels => ({
    alertname,
    severity: "critical",
    team: "platform",
    cluster: "go-coffee",
    ...labels,
});
const warning = (alertname: string, labels: Labels): Labels => critical(alertname, { severity: "warning", ...labels });
const payment = { namespace: "go-coffee", service: "payment-service", team: "payments" } as const;
const disk = { instance: "10.0.0.1:9100", device: "/dev/sda1", mountpoint: "/", namespace: "agents" } as const;
const { team: _, ...chartWarning } = warning("NodeFilesystemSpaceFillingUp", disk);

const CASES: readonly Case[] = [
    {
        given: "a cluster that is down",
        fires: critical("ClusterDown", {}),
        hides: [
            critical("WidespreadOutage", {}),
            critical("NodeDown", { node: "a" }),
            critical("NodeDown", { node: "b" }),
            warning("NodeCpuHigh", { node: "a" }),
        ],
        leaves: [
            critical("ServiceDown", payment),
            critical("NodeDown", { node: "a", cluster: "elsewhere" }),
            warning("TamperedLogs", { node: "a", team: "security" }),
            { alertname: "Watchdog", severity: "none", cluster: "go-coffee" },
        ],
    },
    {
        given: "a node that is down",
        fires: critical("NodeDown", { node: "a" }),
        hides: [
            warning("PodRestarts", { node: "a", namespace: "go-coffee", pod: "order-1" }),
            warning("NodeCpuHigh", { node: "a" }),
            { alertname: "KubeNodeNotReady", severity: "warning", node: "a", cluster: "go-coffee" },
        ],
        leaves: [
            warning("PodRestarts", { node: "b", namespace: "go-coffee", pod: "order-2" }),
            warning("PodRestarts", { namespace: "go-coffee", pod: "order-3" }),
            critical("NodeDown", { node: "b" }),
            critical("ServiceDown", payment),
        ],
    },
    {
        given: "a node that is down, besides",
        fires: warning("NodeDown", { node: "a" }),
        hides: [
            {
                alertname: "KubePodNotReady",
                severity: "warning",
                namespace: "go-coffee",
                pod: "order-1",
                cluster: "go-coffee",
            },
            {
                alertname: "TargetDown",
                severity: "warning",
                namespace: "go-coffee",
                job: "order",
                cluster: "go-coffee",
            },
            warning("PrometheusDown", { component: "prometheus", namespace: "monitoring" }),
        ],
        leaves: [
            critical("LokiDown", { component: "loki", namespace: "monitoring" }),
            warning("JaegerDiskFilling", { component: "jaeger", namespace: "monitoring" }),
            {
                alertname: "KubePodNotReady",
                severity: "warning",
                namespace: "go-coffee",
                pod: "order-1",
                cluster: "elsewhere",
            },
            { alertname: "KubeJobFailed", severity: "warning", namespace: "go-coffee", cluster: "go-coffee" },
        ],
    },
    {
        given: "an outage of many services and parts",
        fires: critical("WidespreadOutage", {}),
        hides: [
            critical("ServiceDown", payment),
            warning("LatencyHigh", { ...payment, service: "ai-search", team: "ai" }),
            critical("PaymentErrorsInLogs", payment),
            critical("CollectorDown", { component: "otel-collector", namespace: "monitoring" }),
            warning("OrdersLow", { severity: "business", team: "business" }),
            {
                alertname: "TargetDown",
                severity: "warning",
                namespace: "go-coffee",
                job: "order",
                cluster: "go-coffee",
            },
        ],
        leaves: [
            warning("NodeDown", { node: "a" }),
            critical("ClusterDown", { cause: "nodes", cluster: "elsewhere" }),
            critical("VolumeAlmostFull", { namespace: "go-coffee", persistentvolumeclaim: "data-0" }),
            critical("CertificateExpiring", { component: "cert-manager", namespace: "go-coffee", name: "shop" }),
            warning("SecurityEvents", { ...payment, team: "security" }),
            critical("ServiceDown", { ...payment, cluster: "elsewhere" }),
        ],
    },
    {
        given: "an alert on nodes that names none",
        fires: critical("NodeDown", {}),
        leaves: [warning("PodRestarts", { namespace: "go-coffee", pod: "order-3" }), critical("LokiDown", {})],
    },
    {
        given: "a service that is down",
        fires: critical("ServiceDown", payment),
        hides: [
            warning("LatencyHigh", payment),
            critical("ErrorShareHigh", payment),
            critical("ErrorLogsHigh", payment),
            { alertname: "TargetDown", severity: "warning", ...payment, job: "payment-service" },
            critical("AvailabilityBurnRateFast", { ...payment, slo: "availability" }),
            warning("AvailabilityBurnRateSlow", { ...payment, slo: "availability" }),
        ],
        leaves: [
            critical("ErrorShareHigh", { ...payment, service: "order-service" }),
            critical("ErrorShareHigh", { ...payment, namespace: "staging" }),
            critical("ServiceDown", { ...payment, service: "order-service" }),
            critical("PaymentFailures", payment),
            warning("PodRestarts", { ...payment, pod: "payment-1" }),
        ],
    },
    {
        given: "a service that is down and isn't named",
        fires: critical("ServiceDown", { namespace: "go-coffee" }),
        leaves: [warning("LatencyHigh", { namespace: "go-coffee" })],
    },
    {
        given: "a critical alert and the warning of its name",
        fires: critical("ErrorShareHigh", payment),
        hides: [warning("ErrorShareHigh", payment)],
        leaves: [
            warning("LatencyHigh", payment),
            warning("ErrorShareHigh", { ...payment, service: "order-service" }),
            critical("ErrorShareHigh", { ...payment, service: "order-service" }),
            warning("ErrorShareHigh", { ...payment, severity: "business" }),
        ],
    },
    {
        given: "a disk of the chart's that is about to be full",
        fires: { ...chartWarning, severity: "critical" },
        hides: [chartWarning],
        leaves: [
            { ...chartWarning, mountpoint: "/var" },
            { ...chartWarning, instance: "10.0.0.2:9100" },
        ],
    },
    {
        given: "an error budget that burns fast",
        fires: critical("AvailabilityBurnRateFast", { ...payment, slo: "availability" }),
        hides: [warning("AvailabilityBurnRateSlow", { ...payment, slo: "availability" })],
        leaves: [
            warning("LatencyBurnRateSlow", { ...payment, slo: "latency" }),
            warning("AvailabilityBurnRateSlow", { ...payment, service: "order-service", slo: "availability" }),
            critical("AvailabilityBurnRateFast", { ...payment, service: "order-service", slo: "availability" }),
        ],
    },
    {
        given: "a volume that is almost full",
        fires: critical("VolumeAlmostFull", { namespace: "go-coffee", persistentvolumeclaim: "data-0" }),
        hides: [
            warning("VolumeFillingUp", { namespace: "go-coffee", persistentvolumeclaim: "data-0" }),
            warning("LokiDiskFilling", { namespace: "go-coffee", persistentvolumeclaim: "data-0", component: "loki" }),
        ],
        leaves: [warning("VolumeFillingUp", { namespace: "go-coffee", persistentvolumeclaim: "data-1" })],
    },
    {
        given: "a component that is down",
        fires: critical("LokiDown", { namespace: "monitoring", component: "loki", job: "loki" }),
        hides: [{ alertname: "TargetDown", severity: "warning", namespace: "monitoring", job: "loki" }],
        leaves: [
            { alertname: "TargetDown", severity: "warning", namespace: "monitoring", job: "grafana" },
            { alertname: "TargetDown", severity: "warning", namespace: "monitoring" },
        ],
    },
    {
        given: "a namespace in maintenance",
        fires: { alertname: "NamespaceMaintenance", severity: "info", team: "platform", namespace: "go-coffee" },
        hides: [
            critical("ServiceDown", payment),
            warning("PodRestarts", { namespace: "go-coffee", node: "b" }),
            { alertname: "KubePodCrashLooping", severity: "warning", namespace: "go-coffee" },
        ],
        leaves: [
            warning("SecurityEvents", { namespace: "go-coffee", service: "auth-service", team: "security" }),
            critical("ServiceDown", { ...payment, namespace: "staging" }),
            critical("NodeDown", { node: "a" }),
            { alertname: "Watchdog", severity: "none" },
            { alertname: "NamespaceMaintenance", severity: "info", team: "platform", namespace: "staging" },
        ],
    },
    {
        given: "information alone in its namespace",
        fires: { alertname: "InfoInhibitor", severity: "none", namespace: "go-coffee" },
        hides: [{ alertname: "CPUThrottlingHigh", severity: "info", namespace: "go-coffee" }],
        leaves: [
            { alertname: "CPUThrottlingHigh", severity: "info", namespace: "staging" },
            warning("PodRestarts", { namespace: "go-coffee" }),
        ],
    },
];

const folder = temporaryFolder("inhibition");
let alertmanager: Alertmanager;
beforeAll(async () => {
    const stubs = { http: "http://127.0.0.1:9", smtp: "127.0.0.1:9" };
    alertmanager = await startAlertmanager(folder, writeFiles(await generated("dev"), folder, stubs, {}));
});

const identity = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort());
const now = (): string => new Date().toISOString();
const firing = (labels: Labels): Sent => ({ labels, startsAt: now() });
const resolved = (labels: Labels): Sent => ({ labels, endsAt: now() });

afterEach(async () => {
    const left = await alertmanager.alerts();
    await alertmanager.send(...left.map(({ labels }) => resolved(labels)));
    await eventually("all are gone", async () => ((await alertmanager.alerts()).length === 0 ? true : undefined));
});

test.each(CASES)("$given hides what it should, and leaves the rest", async ({ fires, hides = [], leaves = [] }) => {
    const all = [fires, ...hides, ...leaves];
    await alertmanager.send(...all.map(firing));
    const shown = await eventually("all are there", async () => {
        const alerts = await alertmanager.alerts();
        return alerts.length === all.length && alerts.every(({ status }) => status.state !== "unprocessed")
            ? alerts
            : undefined;
    });
    const [source] = shown.filter(({ labels }) => identity(labels) === identity(fires));
    expect(source?.status).toMatchObject({ state: "active", inhibitedBy: [] });
    const hidden = shown.filter(({ status }) => status.inhibitedBy.includes(source?.fingerprint ?? ""));
    expect(hidden.map(({ labels }) => identity(labels)).sort()).toEqual(hides.map(identity).sort());

    // The hidden ones come back with the end of what hid them.
    await alertmanager.send(resolved(fires));
    await eventually("nothing is hidden by it any more", async () =>
        (await alertmanager.alerts()).every(({ status }) => !status.inhibitedBy.includes(source?.fingerprint ?? ""))
            ? true
            : undefined,
    );
});
