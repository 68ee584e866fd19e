import { writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { examine } from "../../scripts/doctor/examination";
import type { Finding } from "../../scripts/shared/terminal/findings";
import { startCluster, type TestCluster } from "../../scripts/shared/loopback/cluster";
import { configuration, plan } from "../support/plan";
import { PROD } from "../../scripts/shared/loopback/examples";
import { atEnd, eventually } from "../../scripts/shared/loopback/programs";
import { script } from "../support/script";
import { namespaceOf } from "../support/stand-ins";

let cluster: TestCluster;
let mirror = "";
beforeAll(async () => {
    cluster = await startCluster();
    const server = createServer((socket) => socket.destroy());
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    atEnd(() => {
        server.close();
    });
    const address = server.address();
    mirror = `http://127.0.0.1:${typeof address === "object" && address !== null ? address.port : 0}`;
});

/** What is found for prod, on the context of the test. */
async function found(over: object = {}, kubeconfig = cluster.kubeconfig): Promise<readonly Finding[]> {
    const context = { ...(PROD.cluster as object), context: "test" };
    const existing = {
        slackApiUrl: { name: "alertmanager-secrets", key: "slack-api-url" },
        pagerdutyKeyPlatform: { name: "alertmanager-secrets", key: "pagerduty-key-platform" },
        heartbeatUrl: { name: "alertmanager-secrets", key: "heartbeat-url" },
        smtpPassword: { name: "alertmanager-secrets", key: "smtp-password" },
    };
    const given = configuration("prod", {
        ...PROD,
        cluster: context,
        existingSecrets: existing,
        chartMirror: mirror,
        ...over,
    });
    const planned = await plan("prod", given);
    const before = { KUBECONFIG: process.env.KUBECONFIG, PATH: process.env.PATH };
    Object.assign(process.env, { KUBECONFIG: kubeconfig, PATH: cluster.env.PATH });
    try {
        return await examine("prod", planned.config, planned.plan);
    } finally {
        process.env.PATH = before.PATH;
        if (before.KUBECONFIG === undefined) delete process.env.KUBECONFIG;
        else process.env.KUBECONFIG = before.KUBECONFIG;
    }
}

const line = (findings: readonly Finding[], check: string): string =>
    findings
        .filter((finding) => finding.check === check)
        .map(({ outcome, found: what }) => `${outcome}: ${what}`)
        .join("; ");

const object = (apiVersion: string, kind: string, name: string, more: object = {}, namespace?: string): object => ({
    apiVersion,
    kind,
    metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
    ...more,
});

const MONITORING = "go-coffee-monitoring";

test("an empty cluster lacks what prod needs, each with what to do", async () => {
    const findings = await found();
    expect(line(findings, "context")).toBe("ok: test");
    expect(line(findings, "Kubernetes")).toBe("ok: v1.35.4");
    expect(line(findings, "permissions")).toBe("ok: everything is allowed");
    expect(line(findings, "namespaces")).toBe("failed: there is no go-coffee");
    expect(line(findings, "Secret alertmanager-secrets")).toBe(`failed: is not in ${MONITORING}`);
    expect(line(findings, "zones")).toBe("ok: zone-0, zone-1, zone-2");
    expect(line(findings, "capacity")).toMatch(/^ok: asked 15.\d+ CPU and .*; free 96 CPU and 768Gi on 3 nodes$/);
    expect(line(findings, "storage class")).toBe("failed: there is no gp3");
    expect(line(findings, "releases")).toBe("ok: none of the stack's yet");
});

test("everything that stands in the way is found in one run", async () => {
    cluster.apply(
        namespaceOf("go-coffee"),
        namespaceOf(MONITORING),
        namespaceOf("monitoring"),
        object("v1", "Secret", "alertmanager-secrets", { stringData: { "slack-api-url": "made-up" } }, MONITORING),
        object("storage.k8s.io/v1", "StorageClass", "gp3", {
            provisioner: "ebs.csi.aws.com",
            parameters: { encrypted: "false" },
            allowVolumeExpansion: true,
            volumeBindingMode: "WaitForFirstConsumer",
        }),
        object(
            "apps/v1",
            "Deployment",
            "operator",
            {
                spec: {
                    selector: { matchLabels: { app: "operator" } },
                    template: {
                        metadata: { labels: { app: "operator" } },
                        spec: {
                            containers: [
                                { name: "a", image: "quay.io/prometheus-operator/prometheus-operator:v0.80.0" },
                            ],
                        },
                    },
                },
            },
            "monitoring",
        ),
        object(
            "apps/v1",
            "DaemonSet",
            "node-exporter",
            {
                spec: {
                    selector: { matchLabels: { app: "exporter" } },
                    template: {
                        metadata: { labels: { app: "exporter" } },
                        spec: {
                            hostNetwork: true,
                            containers: [
                                {
                                    name: "a",
                                    image: "registry.example.com/exporter:1",
                                    ports: [{ containerPort: 9100 }],
                                },
                            ],
                        },
                    },
                },
            },
            "monitoring",
        ),
        object("v1", "Secret", "sh.helm.release.v1.loki.v1", { type: "helm.sh/release.v1" }, MONITORING),
    );
    cluster.kubectl([
        "label",
        "secret",
        "--namespace",
        MONITORING,
        "sh.helm.release.v1.loki.v1",
        "owner=helm",
        "name=loki",
        "status=pending-install",
        "version=1",
    ]);
    const agents = ["get", "pods", "--namespace", "monitoring", "--selector", "app=exporter"];
    await eventually("an agent on each node", () =>
        cluster.kubectl([...agents, "--output=jsonpath={.items[*].spec.nodeName}"]).split(" ").length === 3
            ? true
            : undefined,
    );
    cluster.kubectl(["cordon", "node-1", "node-2"]);
    const findings = await found();
    expect(line(findings, "Secret alertmanager-secrets")).toBe(
        "failed: lacks smtp-password, heartbeat-url, pagerduty-key-platform",
    );
    expect(line(findings, "encryption at rest")).toMatch(/^failed/);
    expect(line(findings, "Prometheus operator")).toBe("failed: one runs already: monitoring/operator");
    expect(line(findings, "host ports")).toMatch(/^failed: 9100 is held by monitoring\/node-exporter-\w+ and 2 more$/);
    expect(line(findings, "release loki")).toMatch(/^failed: pending-install since 20/);
    expect(line(findings, "nodes")).toBe("warning: 1 that take pods");
    expect(line(findings, "zones")).toBe("warning: zone-0");
    expect(line(findings, "capacity")).toMatch(/^(?:ok|warning)/);
    expect(findings.filter(({ outcome, remedy }) => outcome !== "ok" && (remedy ?? "") === "")).toEqual([]);
    cluster.kubectl(["uncordon", "node-1", "node-2"]);
});

test("a user without rights is told which are missing, and the rest is looked at", async () => {
    cluster.kubectl(["create", "serviceaccount", "reader", "--namespace", "default"]);
    cluster.kubectl([
        "create",
        "clusterrolebinding",
        "reader",
        "--clusterrole=view",
        "--serviceaccount=default:reader",
    ]);
    const token = cluster.kubectl(["create", "token", "reader", "--namespace", "default"]).trim();
    const kubeconfig = `${cluster.kubeconfig}-reader`;
    const copy = cluster.kubectl(["config", "view", "--raw", "--flatten"]);
    writeFileSync(
        kubeconfig,
        copy.replace(/ {4}client-certificate-data: .*\n {4}client-key-data: .*\n/, `    token: ${token}\n`),
    );
    const findings = await found({}, kubeconfig);
    expect(line(findings, "permissions")).toMatch(/^failed: \d+ of \d+ are missing$/);
    expect(findings.find(({ check }) => check === "permissions")?.remedy).toContain(
        `create, patch, delete configmaps in ${MONITORING}`,
    );
    // The role may not see Secrets.
    expect(line(findings, "Secrets")).toMatch(/^warning: can't be looked at: Error from server \(Forbidden\): secrets/);
    expect(line(findings, "namespaces")).toMatch(/^ok/);
});

test("a context that isn't the stack's is refused, and nothing of the cluster is looked at", async () => {
    const findings = await found({ cluster: { ...(PROD.cluster as object), context: "production" } });
    expect(line(findings, "context")).toBe(
        "failed: The stack is deployed to the context production, and the current context is test.",
    );
    expect(line(findings, "capacity")).toBe("skipped: no cluster to look at");
});

test("as a command: a table, JSON, an exit code, and placeholders named", async () => {
    const { code, stdout } = await script("doctor", ["--stack", "prod", "--json"], cluster.env);
    expect(code).toBe(1);
    const { findings } = JSON.parse(stdout) as { readonly findings: readonly Finding[] };
    expect(line(findings, "configuration")).toBe("failed: 9 placeholders that up refuses");
    const help = await script("doctor", ["--help"], cluster.env);
    expect(help).toEqual({
        code: 0,
        stderr: "",
        stdout: expect.stringContaining("npm run doctor -- [--stack dev]") as string,
    });
    const wrong = await script("doctor", ["--stack", "nowhere"], cluster.env);
    expect(wrong.code).toBe(1);
    expect(wrong.stderr).toMatch(/^There is no stack "nowhere"/);
    expect(wrong.stderr).not.toContain("    at ");
});
