import { crdFindings, operatorFindings } from "../../scripts/doctor/neighbours";
import { namespaceFindings } from "../../scripts/doctor/namespace-state";
import { neededRights, rightFindings } from "../../scripts/doctor/permissions";
import { releaseFindings } from "../../scripts/doctor/stuck-releases";
import { neededKeys, secretFindings } from "../../scripts/doctor/secrets";
import { encryptionOf, storageFindings } from "../../scripts/doctor/storage";
import { findingsTable } from "../../scripts/shared/terminal/findings";
import { dev, prod } from "../../scripts/shared/loopback/examples";
import { DEV, PROD, remedies, said } from "./support";

describe("storage class", () => {
    const storageClass = (name: string, provisioner: string, more: object = {}) => ({
        metadata: { name, annotations: { "storageclass.kubernetes.io/is-default-class": "true" } },
        provisioner,
        allowVolumeExpansion: true,
        volumeBindingMode: "WaitForFirstConsumer",
        ...more,
    });
    const gp3 = (more: object) => storageClass("gp3", "ebs.csi.aws.com", more);

    test("what a driver's parameters tell of encryption", () => {
        expect(encryptionOf(gp3({ parameters: { encrypted: "true" } }))).toBe("yes");
        expect(encryptionOf(gp3({ parameters: { type: "gp3" } }))).toBe("no");
        expect(encryptionOf(storageClass("pd", "pd.csi.storage.gke.io"))).toBe("yes");
        expect(encryptionOf(storageClass("local", "rancher.io/local-path"))).toBe("unknown");
    });
    test("prod's class encrypts, grows and waits for its pod", () => {
        expect(said(storageFindings(PROD, [gp3({ parameters: { encrypted: "true" } })]))).toEqual([
            "ok storage class: gp3 (ebs.csi.aws.com)",
            "ok volume expansion: allowed",
            "ok encryption at rest: gp3 encrypts its volumes",
        ]);
    });
    test("one that doesn't", () => {
        const wrong = gp3({ allowVolumeExpansion: false, volumeBindingMode: "Immediate" });
        expect(said(storageFindings(PROD, [wrong]))).toEqual([
            "ok storage class: gp3 (ebs.csi.aws.com)",
            "warning volume expansion: gp3 doesn't allow it",
            "failed encryption at rest: gp3 doesn't encrypt, though cluster.storageClass.encrypted says so",
            "warning volume binding: gp3 binds at once",
        ]);
    });
    test("none", () => {
        expect(said(storageFindings(PROD, [storageClass("pd", "x")]))).toEqual([
            "failed storage class: there is no gp3",
        ]);
        expect(said(storageFindings(DEV, []))).toEqual(["failed storage class: the cluster has no default class"]);
        expect(remedies(storageFindings(DEV, []))).toContain(
            "npm run config -- --stack {stack} -- set --path cluster.storageClass.name NAME",
        );
    });
});

describe("neighbours", () => {
    const workload = (namespace: string, image: string) => ({
        metadata: { name: "operator", namespace },
        spec: { template: { spec: { containers: [{ image }] } } },
    });
    const OPERATOR = "quay.io/prometheus-operator/prometheus-operator:v0.80.0";

    test("another operator, wherever it runs but in our namespace", () => {
        expect(said(operatorFindings(DEV, [workload("monitoring", OPERATOR)]))).toEqual([
            "ok cert-manager: no other in the cluster",
            "failed Prometheus operator: one runs already: monitoring/operator",
        ]);
        expect(said(operatorFindings(DEV, [workload("go-coffee-monitoring", OPERATOR)]))[1]).toMatch(/^ok/);
    });
    test("a cert-manager that is there leads to using it", () => {
        const [finding] = operatorFindings(DEV, [
            workload("cert-manager", "quay.io/jetstack/cert-manager-controller:v1.16.0"),
        ]);
        expect(finding?.outcome).toBe("failed");
        expect(finding?.remedy).toContain("npm run config -- --stack {stack} -- set --path certManager.enabled false");
        expect(finding?.remedy).toContain(
            "npm run config -- --stack {stack} -- set --path tls.issuer.caCertificates < ca.crt",
        );
    });
    test("an operator of the cluster that is to be used is there, and looks at the stack's namespaces", () => {
        const adopting = dev({ prometheusOperator: { enabled: false, crds: false } }).config;
        const running = (...args: readonly string[]) => ({
            metadata: { name: "operator", namespace: "monitoring" },
            spec: { template: { spec: { containers: [{ image: OPERATOR, args }] } } },
        });
        const of = (...workloads: readonly object[]): string =>
            said(operatorFindings(adopting, workloads as Parameters<typeof operatorFindings>[1]))[1] ?? "";
        expect(of()).toBe("failed Prometheus operator: none runs in the cluster, and the stack brings none");
        expect(of(running())).toBe("ok Prometheus operator: monitoring/operator of the cluster");
        expect(of(running("--namespaces=monitoring,go-coffee-monitoring"))).toMatch(/^ok/);
        expect(of(running("--namespaces=monitoring"))).toBe(
            "failed Prometheus operator: monitoring/operator doesn't look at go-coffee-monitoring: --namespaces=monitoring",
        );
        expect(of(running("--deny-namespaces=go-coffee-monitoring"))).toMatch(/^failed/);
        const crds = (...kinds: readonly string[]) =>
            kinds.map((kind) => ({
                metadata: {
                    name: `${kind}.monitoring.coreos.com`,
                    annotations: { "operator.prometheus.io/version": "0.93.1" },
                },
                spec: { group: "monitoring.coreos.com" },
            }));
        const all = "alertmanagers podmonitors probes prometheuses prometheusrules scrapeconfigs servicemonitors".split(
            " ",
        );
        expect(said(crdFindings(adopting, []))[1]).toBe(
            "failed CRDs of Prometheus operator: none are there, and the stack brings none",
        );
        expect(said(crdFindings(adopting, crds(...all)))[1]).toBe(
            "ok CRDs of Prometheus operator: 7 of the cluster, of version 0.93.1",
        );
        expect(said(crdFindings(adopting, crds(...all.slice(1))))[1]).toBe(
            "failed CRDs of Prometheus operator: there is no alertmanagers",
        );
    });
    test("CRDs that belong to another release are handed over, ours aren't", () => {
        const crd = (release: string) => ({
            metadata: {
                name: "certificates.cert-manager.io",
                annotations: {
                    "meta.helm.sh/release-name": release,
                    "meta.helm.sh/release-namespace": "go-coffee-monitoring",
                },
            },
            spec: { group: "cert-manager.io" },
        });
        expect(said(crdFindings(DEV, [crd("cert-manager")]))[0]).toBe("ok CRDs of cert-manager: 1 of this stack");
        const [finding] = crdFindings(DEV, [crd("old")]);
        expect(finding?.found).toBe("1 belong to something else, such as certificates.cert-manager.io");
        expect(finding?.remedy).toContain(
            "kubectl annotate --overwrite crd/certificates.cert-manager.io meta.helm.sh/release-name=cert-manager meta.helm.sh/release-namespace=go-coffee-monitoring",
        );
    });
});

describe("Secrets", () => {
    const config = prod({
        existingSecrets: {
            grafanaAdminPassword: { name: "grafana", key: "password" },
            slackApiUrl: { name: "slack", key: "slack-api-url" },
        },
        collector: {
            queueStorage: { gateway: "100Gi", sampler: "20Gi", cluster: "20Gi" },
            exports: {
                archive: {
                    protocol: "otlp_grpc",
                    endpoint: "archive.example.com:4317",
                    signals: ["logs"],
                    headers: { "x-api-key": { name: "archive", key: "api-key" } },
                },
            },
        },
    }).config;

    test("each key that is read is looked for", () => {
        const needed = neededKeys(config);
        const present = new Map([
            ["grafana", ["password"]],
            ["archive", ["api-key"]],
        ]);
        const findings = secretFindings(needed, present, "go-coffee-monitoring", true);
        const before = secretFindings(needed, new Map(), "go-coffee-monitoring", false);
        expect(remedies(before)).toContain(
            "kubectl create namespace go-coffee-monitoring && kubectl create secret generic slack --namespace go-coffee-monitoring",
        );
        expect(said(findings)).toEqual([
            "ok Secret archive: api-key",
            "failed Secret grafana: lacks admin-user",
            "failed Secret slack: is not in go-coffee-monitoring",
        ]);
        expect(findings[2]?.remedy).toBe(
            "existingSecrets.slackApiUrl needs it: kubectl create secret generic slack --namespace go-coffee-monitoring --from-file=slack-api-url=FILE",
        );
    });
});

test("namespaces that are missing, leaving or bounded", () => {
    const quota = { metadata: { name: "small", namespace: "go-coffee-monitoring" } };
    const leaving = { metadata: { name: "go-coffee-monitoring-agents" }, status: { phase: "Terminating" } };
    expect(said(namespaceFindings(PROD, [leaving], [quota]))).toEqual([
        "failed namespaces: there is no go-coffee",
        "failed namespaces: go-coffee-monitoring-agents is being deleted",
        "warning quota: go-coffee-monitoring/small",
    ]);
});

test("releases that were broken off", () => {
    const planned = ["loki", "jaeger", "prometheus"].map((release) => ({
        release,
        chart: release,
        version: "1",
        namespace: "go-coffee-monitoring",
        values: {},
    }));
    const live = (name: string, status: string) => ({
        name,
        status,
        namespace: "go-coffee-monitoring",
        revision: 2,
        secret: `sh.helm.release.v1.${name}.v2`,
        since: "2026-11-01T10:00:00Z",
    });
    const findings = releaseFindings("prod", planned, [
        live("loki", "pending-upgrade"),
        live("jaeger", "failed"),
        live("prometheus", "deployed"),
        live("other", "pending-install"),
    ]);
    expect(said(findings)).toEqual([
        "ok releases: 1 of 3 deployed",
        "failed release loki: pending-upgrade since 2026-11-01T10:00:00Z",
        "warning release jaeger: failed 2026-11-01T10:00:00Z",
    ]);
    expect(findings[1]?.remedy).toContain("npm run recover -- --stack prod");
});

test("rights that are missing are told by what they are for", () => {
    const needed = neededRights(DEV);
    expect(
        said(
            rightFindings(
                needed,
                needed.map(() => true),
            ),
        ),
    ).toEqual([`ok permissions: all ${needed.length} that up needs`]);
    const granted = needed.map(({ resource, verb }) => resource !== "clusterroles" || verb === "patch");
    const findings = rightFindings(needed, granted);
    expect(said(findings)).toEqual([`failed permissions: 3 of ${needed.length} are missing`]);
    expect(remedies(findings)).toContain("create, delete, escalate rbac.authorization.k8s.io/clusterroles");
});

test("the table has what to do below it", () => {
    expect(
        findingsTable([
            { check: "context", outcome: "ok", found: "test" },
            { check: "zones", outcome: "warning", found: "1", remedy: "add\nmore" },
        ]),
    ).toBe(
        "CHECK    RESULT   FOUND\ncontext  ok       test\nzones    WARNING  1\n\nWhat to do:\n\nWARNING zones\n    add\n    more\n\n1 ok, 1 to look at, 0 failed",
    );
});
