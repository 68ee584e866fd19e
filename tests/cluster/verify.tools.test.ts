import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SERVICES } from "../../model/cluster/names";
import { CERTIFICATES } from "../../model/network/servers";
import { TRUST } from "../../model/network/endpoints";
import { wire } from "../../model/network/wiring";
import { workloads } from "../../model/workloads/workloads";
import type { Finding } from "../../scripts/shared/terminal/findings";
import { expectedJobs } from "../../scripts/verify/targets";
import { makeCertificates, type Certificates } from "../../scripts/shared/loopback/certificates";
import { startCluster, type TestCluster } from "../../scripts/shared/loopback/cluster";
import { startStack } from "../support/collector-stack";
import { startableJaeger, startJaeger } from "../../scripts/shared/loopback/jaeger-server";
import { startLogStore } from "../support/log-store";
import { PROJECT } from "../support/plan";
import { eventually, freePorts, start, temporaryFolder, type Program } from "../../scripts/shared/loopback/programs";
import { startScript } from "../support/script";
import { definitionStandIn, namespaceOf, serviceStandIn, workloadStandIn } from "../support/stand-ins";
import { tool } from "../../scripts/shared/tools/tool";
import { dev } from "../../scripts/shared/loopback/examples";

/**
 * The command against a real API, with the real collector, Loki, Jaeger and Prometheus behind the forwarded ports. What
 * charts and operators make (workloads, certificates) stands in.
 */

const SETTINGS = dev();
const { config } = SETTINGS;
const { monitoring, agents } = config.namespaces;
const folder = temporaryFolder("verify");

let cluster: TestCluster;
let prometheus: Program;
/** Has Prometheus scrape itself under the name of each job. */
let scrape: (jobs: readonly string[]) => string;

/** A Prometheus that takes pushes as ours does and scrapes nothing yet. */
function startPrometheus(port: number, { ca, certificate, key }: Certificates): Program {
    const file = (name: string, content: object): string => {
        writeFileSync(join(folder, name), JSON.stringify(content));
        return join(folder, name);
    };
    scrape = (jobs) =>
        file("prometheus.yaml", {
            global: { scrape_interval: "1s" },
            scrape_configs: jobs.map((job) => ({
                job_name: job,
                scheme: "https",
                tls_config: { ca_file: ca },
                static_configs: [{ targets: [`localhost:${port}`] }],
            })),
        });
    const args = [
        `--config.file=${scrape([])}`,
        `--web.config.file=${file("web.yaml", { tls_server_config: { cert_file: certificate, key_file: key } })}`,
        `--web.listen-address=127.0.0.1:${port}`,
        `--storage.tsdb.path=${join(folder, "prometheus")}`,
        "--web.enable-otlp-receiver",
    ];
    return start(tool("prometheus"), args, { logFile: join(folder, "prometheus.log") });
}

beforeAll(async () => {
    const { prometheusReplicas, lokiPush, lokiQuery, jaegerCollector, jaegerQuery, ...endpoints } = wire(SETTINGS);
    const names = [lokiQuery, jaegerQuery, endpoints.prometheus, endpoints.collectorHttp].map(
        (endpoint) => endpoint?.host ?? "",
    );
    const certificates = makeCertificates(folder, ["loki", "otel-sampler.go-coffee-monitoring.svc", ...names]);
    const loki = await startLogStore(SETTINGS, { folder: join(folder), certificates });
    const jaegerFolder = join(folder, "jaeger");
    const jaeger = await startableJaeger(SETTINGS, { folder: jaegerFolder, certificates, backends: {} });
    await startJaeger(jaeger, jaegerFolder);
    const [prometheusPort = 0] = await freePorts(1);
    prometheus = startPrometheus(prometheusPort, certificates);
    const stack = await startStack(SETTINGS, folder, [], {
        certificates,
        backends: {
            ...Object.fromEntries(
                prometheusReplicas.map(({ host, port }) => [`${host}:${port}`, `localhost:${prometheusPort}`]),
            ),
            [`${lokiPush.host}:${lokiPush.port}`]: `localhost:${loki.port}`,
            [`${jaegerCollector?.host ?? ""}:${jaegerCollector?.port ?? 0}`]: `localhost:${jaeger.port(SERVICES.jaegerCollector.port)}`,
        },
    });
    cluster = await startCluster({
        ports: {
            [SERVICES.collectorHttp.port]: stack.gateway.port(SERVICES.collectorHttp.port),
            [SERVICES.loki.port]: loki.port,
            [SERVICES.jaegerQuery.port]: jaeger.port(SERVICES.jaegerQuery.port),
            [SERVICES.prometheus.port]: prometheusPort,
        },
        nodes: 1,
    });
    cluster.apply(
        namespaceOf(monitoring),
        namespaceOf(agents),
        definitionStandIn("cert-manager.io", "Certificate", "certificates"),
        definitionStandIn("cert-manager.io", "Issuer", "issuers"),
        {
            apiVersion: "v1",
            kind: "ConfigMap",
            metadata: { name: TRUST.configMap, namespace: monitoring },
            data: { [TRUST.key]: readFileSync(certificates.ca, "utf8") },
        },
        {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: CERTIFICATES.commands.secret, namespace: monitoring },
            stringData: {
                "tls.crt": readFileSync(certificates.certificate, "utf8"),
                "tls.key": readFileSync(certificates.key, "utf8"),
            },
        },
        namespaceOf("go-coffee"),
        {
            apiVersion: "v1",
            kind: "ConfigMap",
            metadata: { name: TRUST.configMap, namespace: "go-coffee" },
            data: { [TRUST.key]: readFileSync(certificates.ca, "utf8") },
        },
        serviceStandIn("otel-collector", monitoring, "otel-collector", SERVICES.collectorHttp.port),
        serviceStandIn("loki", monitoring, "loki", SERVICES.loki.port),
        serviceStandIn("jaeger-query", monitoring, "jaeger", SERVICES.jaegerQuery.port),
        ...workloads(config).map((workload) => workloadStandIn(workload)),
    );
    await eventually("the definitions are served", () => cluster.kubectl(["get", "certificates", "--all-namespaces"]));
    cluster.apply(...certificatesOf("True"));
    for (const { kind, name, namespace } of workloads(config)) {
        cluster.kubectl([
            "rollout",
            "status",
            `${kind.toLowerCase()}/${name}`,
            "--namespace",
            namespace,
            "--timeout=120s",
        ]);
    }
});

/** Certificates of the plan's names, as cert-manager leaves them when they are issued, or when they aren't. */
const certificatesOf = (ready: "True" | "False"): readonly object[] =>
    [
        "alertmanager",
        "fluent-bit",
        "go-coffee-ca-a",
        "go-coffee-commands",
        "grafana",
        "grafana-client",
        "jaeger",
        "kube-state-metrics",
        "loki",
        "node-exporter",
        "otel-cluster",
        "otel-collector",
        "prometheus",
    ].map((name) => ({
        apiVersion: "cert-manager.io/v1",
        kind: "Certificate",
        metadata: { name, namespace: monitoring },
        status: { conditions: [{ type: "Ready", status: ready, message: "the issuer is not ready" }] },
    }));

interface Verified {
    readonly code: number;
    readonly findings: readonly Finding[];
    readonly stderr: string;
}

/** @param meanwhile is done once targets are waited for */
async function verify(meanwhile?: () => void): Promise<Verified> {
    const running = startScript("verify", ["--json", "--timeout", "40"], cluster.env);
    if (meanwhile !== undefined) {
        await eventually("it waits for targets", () =>
            running.stderr().includes("targets are missing or down; waiting for them") ? true : undefined,
        );
        meanwhile();
    }
    const { code, stdout, stderr } = await running.ended;
    if (stdout === "") throw new Error(stderr);
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
    return { code, findings, stderr };
}

const said = (findings: readonly Finding[], outcome: Finding["outcome"]): readonly string[] =>
    findings.filter((finding) => finding.outcome === outcome).map(({ check, found }) => `${check}: ${found}`);

test("a stack that works: every workload, certificate, volume and target, and each signal is read back", async () => {
    // Targets come when the operator has read their monitors and Prometheus what it wrote: later than pods are ready.
    const { code, findings } = await verify(() => {
        scrape(expectedJobs(config, false));
        prometheus.process.kill("SIGHUP");
    });
    expect(said(findings, "failed")).toEqual([]);
    // Nothing of the applications is there yet, which is no fault of the stack.
    expect(said(findings, "skipped")).toEqual([
        "targets of the applications: no pod with the label app.kubernetes.io/part-of=go-coffee yet",
    ]);
    expect(code).toBe(0);
    expect(said(findings, "ok")).toEqual(
        expect.arrayContaining([
            "StatefulSet otel-collector: 1 of 1 pods ready",
            "DaemonSet node-exporter: 1 of 1 pods ready",
            "certificates: 13 issued",
            expect.stringMatching(/^jobs: \d+, none has failed$/),
            "CA for applications: go-coffee",
            expect.stringMatching(/^volumes: \d bound$/),
            expect.stringMatching(/^targets of prometheus-.*-0: \d+ up, all expected jobs among them$/),
            `the collector: took a line, a trace and a metric at otel-collector.${monitoring}.svc:4318`,
            "a log line in Loki: read back",
            "a trace in Jaeger: read back",
            "a metric in prometheus-prometheus-kube-prometheus-prometheus-0: read back",
        ]),
    );
});

test("what doesn't work is told with its cause: a workload, a Secret, a certificate, a target, a store", async () => {
    // Grafana waits for a Secret that is gone, Jaeger's pod isn't ready, Alertmanager was never made.
    cluster.kubectl([
        ...["patch", "deployment", "grafana", "--namespace", monitoring, "--type", "strategic", "--patch"],
        JSON.stringify({
            spec: { template: { spec: { volumes: [{ name: "admin", secret: { secretName: "grafana-admin" } }] } } },
        }),
    ]);
    cluster.kubectl(["rollout", "status", "deployment/grafana", "--namespace", monitoring, "--timeout=60s"]);
    const unready = JSON.stringify({ status: { conditions: [{ type: "Ready", status: "False" }] } });
    for (const name of ["grafana", "jaeger"]) {
        for (const pod of cluster
            .kubectl([
                "get",
                "pods",
                "--namespace",
                monitoring,
                "--selector",
                `app.kubernetes.io/name=${name}`,
                "--output",
                "name",
            ])
            .trim()
            .split("\n")) {
            cluster.kubectl(["patch", pod, "--namespace", monitoring, "--subresource", "status", "--patch", unready]);
        }
    }
    cluster.kubectl([
        "delete",
        "statefulset",
        "alertmanager-prometheus-kube-prometheus-alertmanager",
        "--namespace",
        monitoring,
    ]);
    cluster.kubectl(["scale", "deployment", "kube-state-metrics", "--replicas", "0", "--namespace", monitoring]);
    cluster.apply(...certificatesOf("False").slice(0, 1));
    await prometheus.stop();
    await eventually("Grafana isn't ready", () =>
        cluster.kubectl([
            "get",
            "deployment",
            "grafana",
            "--namespace",
            monitoring,
            "--output",
            "jsonpath={.status.readyReplicas}",
        ]) === ""
            ? true
            : undefined,
    );
    const { code, findings } = await verify();
    expect(code).toBe(1);
    const failures = said(findings, "failed");
    expect(failures).toEqual(
        expect.arrayContaining([
            "Deployment grafana: 0 of 1 pods ready: the Secret grafana-admin is missing",
            expect.stringMatching(/^Deployment jaeger: 0 of 1 pods ready: /),
            "StatefulSet alertmanager-prometheus-kube-prometheus-alertmanager: is not there",
            "Deployment kube-state-metrics: 0 of 0 pods ready; the stack wants 1",
            "certificate alertmanager: the issuer is not ready",
            expect.stringMatching(/^targets of prometheus-.*-0: /),
            expect.stringMatching(/^a metric in prometheus-.*-0: /),
        ]),
    );
    // What is no fault of theirs goes on.
    expect(said(findings, "ok")).toContain("a log line in Loki: read back");
    const runbooks = findings.flatMap(({ remedy }) =>
        [...(remedy ?? "").matchAll(/rules\/runbooks\/\w+\.md/g)].map(([path]) => path),
    );
    expect(runbooks.filter((path) => !existsSync(join(PROJECT, path)))).toEqual([]);
});

test("without the stack there is no CA, and the command says so", async () => {
    cluster.kubectl(["delete", "configmap", TRUST.configMap, "--namespace", monitoring]);
    const { code, findings } = await verify();
    expect(code).toBe(1);
    expect(said(findings, "failed")).toContainEqual(
        expect.stringMatching(/^CA: There is no ConfigMap go-coffee-ca in the namespace go-coffee-monitoring/),
    );
    await cluster.stop();
    const gone = await startScript("verify", [], cluster.env).ended;
    expect(gone.code).toBe(1);
    expect(gone.stderr).toContain("The cluster of the context test does not answer");
});
