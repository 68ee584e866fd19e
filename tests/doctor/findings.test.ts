import { capacityFindings, openNodes, roomOf } from "../../scripts/doctor/capacity";
import { crdFindings, operatorFindings } from "../../scripts/doctor/neighbours";
import { namespaceFindings } from "../../scripts/doctor/namespaces";
import { hostPortFindings, nodeFindings, platformFindings, zoneFindings } from "../../scripts/doctor/nodes";
import { neededRights, rightFindings } from "../../scripts/doctor/permissions";
import { withoutRoom } from "../../scripts/doctor/placement";
import { releaseFindings } from "../../scripts/doctor/releases";
import { neededKeys, secretFindings } from "../../scripts/doctor/secrets";
import { encryptionOf, storageFindings } from "../../scripts/doctor/storage";
import { kubectlFinding, kubernetesFinding } from "../../scripts/doctor/versions";
import { quantity } from "../../scripts/cluster/objects";
import { findingsTable, type Finding } from "../../scripts/report";
import { dev, prod } from "../support/variants";

const DEV = dev().config;
const PROD = prod().config;
const said = (findings: readonly Finding[]): readonly string[] =>
    findings.map(({ check, outcome, found }) => `${outcome} ${check}: ${found}`);
const remedies = (findings: readonly Finding[]): string => findings.map(({ remedy }) => remedy ?? "").join("\n");

const node = (name: string, more: object = {}, room: object = { cpu: "32", memory: "128Gi" }) => ({
    metadata: { name, labels: { "topology.kubernetes.io/zone": `zone-${name}` } },
    spec: {},
    status: { allocatable: room },
    ...more,
});
const THREE = ["a", "b", "c"].map((name) => node(name));

describe("quantities of Kubernetes", () => {
    test.each([
        ["500m", 0.5],
        ["2", 2],
        ["1.5", 1.5],
        ["16384Ki", 2 ** 24],
        ["1Gi", 2 ** 30],
        ["128974848", 128_974_848],
        ["129e6", 129_000_000],
        ["1G", 1e9],
        ["", 0],
        ["much", 0],
    ])("%s", (text, value) => {
        expect(quantity(text)).toBeCloseTo(value);
    });
});

describe("versions", () => {
    test("an old cluster is refused, a new one isn't", () => {
        expect(said([kubernetesFinding("v1.24.17")])).toEqual(["failed Kubernetes: v1.24.17"]);
        expect(said([kubernetesFinding("v1.25.0")])).toEqual(["ok Kubernetes: v1.25.0"]);
        expect(said([kubernetesFinding("v1.35.4-eks-1234")])).toEqual(["ok Kubernetes: v1.35.4-eks-1234"]);
    });
    test("kubectl may be one minor version away", () => {
        expect(kubectlFinding("v1.34.1", "v1.35.4").outcome).toBe("ok");
        expect(kubectlFinding("v1.36.0", "v1.35.4").outcome).toBe("ok");
        expect(said([kubectlFinding("v1.33.1", "v1.35.4")])).toEqual([
            "warning kubectl: v1.33.1 for an API server v1.35.4",
        ]);
    });
});

describe("capacity", () => {
    test("the largest pods are placed first, and those without room are named", () => {
        const nodes = [
            { node: "a", cpu: 1000, memory: 4 },
            { node: "b", cpu: 2000, memory: 8 },
        ];
        const pods = [
            { pod: "small", cpu: 900, memory: 1 },
            { pod: "large", cpu: 1900, memory: 7 },
            { pod: "too much", cpu: 500, memory: 4 },
        ];
        expect(withoutRoom(pods, nodes).map(({ pod }) => pod)).toEqual(["small"]);
        expect(withoutRoom(pods, [])).toHaveLength(3);
    });

    test("cordoned and tainted nodes don't count, nor what other pods ask for", () => {
        const cordoned = node("x", { spec: { unschedulable: true } });
        const tainted = node("y", { spec: { taints: [{ key: "a", effect: "NoSchedule" }] } });
        const preferred = node("z", { spec: { taints: [{ key: "a", effect: "PreferNoSchedule" }] } });
        expect(openNodes([cordoned, tainted, preferred]).map(({ metadata }) => metadata)).toEqual([preferred.metadata]);
        const pod = (namespace: string, phase: string) => ({
            metadata: { name: "p", namespace },
            spec: { nodeName: "a", containers: [{ resources: { requests: { cpu: "1500m", memory: "1Gi" } } }] },
            status: { phase },
        });
        const pods = [pod("shop", "Running"), pod("shop", "Succeeded"), pod("go-coffee-monitoring", "Running")];
        expect(roomOf([node("a")], pods, ["go-coffee-monitoring"])).toEqual([
            { node: "a", cpu: 30_500, memory: 127 * 2 ** 30 },
        ]);
    });

    test("dev fits on a laptop, prod doesn't", () => {
        const laptop = roomOf([node("a", {}, { cpu: "4", memory: "8Gi" })], [], []);
        expect(said(capacityFindings(DEV, laptop))).toEqual([
            expect.stringMatching(/^ok capacity: asked \S+ CPU and \S+; free 4 CPU and 8Gi on 1 nodes$/),
        ]);
        const [finding] = capacityFindings(PROD, laptop);
        expect(finding?.outcome).toBe("failed");
        expect(finding?.remedy).toMatch(/^\d+ of \d+ pods would stay Pending, such as prometheus 1 \(/);
        expect(said(capacityFindings(PROD, roomOf(THREE, [], [])))).toEqual([expect.stringMatching(/^ok capacity/)]);
    });

    test("prod wants to survive the loss of its largest node", () => {
        const tight = roomOf(
            ["a", "b", "c"].map((name) => node(name, {}, { cpu: "8", memory: "26Gi" })),
            [],
            [],
        );
        expect(remedies(capacityFindings(PROD, tight))).toBe(
            "Without the node a, not every pod finds room: add a node.",
        );
    });
});

describe("nodes", () => {
    test("three zones are enough, two or unnamed ones aren't", () => {
        expect(said(zoneFindings(PROD, THREE))).toEqual(["ok zones: zone-a, zone-b, zone-c"]);
        expect(said(zoneFindings(PROD, THREE.slice(1)))).toEqual(["warning zones: zone-b, zone-c"]);
        expect(said(zoneFindings(PROD, [{ metadata: { name: "a" } }]))).toEqual([
            "warning zones: the nodes name no zone",
        ]);
        expect(said(zoneFindings(DEV, []))[0]).toMatch(/^ok zones/);
    });
    test("as many nodes as replicas", () => {
        expect(said(nodeFindings(PROD, THREE))).toEqual(["ok nodes: 3 that take pods"]);
        expect(remedies(nodeFindings(PROD, THREE.slice(2)))).toBe(
            "Up to 3 replicas are meant to be on nodes of their own: add 2.",
        );
        expect(said(nodeFindings(DEV, []))).toEqual(["failed nodes: 0 that take pods"]);
    });
    test("nodes of another platform than the stack says", () => {
        const aws = node("a", { spec: { providerID: "aws:///eu-central-1a/i-0123" } });
        expect(remedies(platformFindings(DEV, [aws]))).toContain("pulumi config set --path cluster.platform eks");
        expect(said(platformFindings(PROD, THREE))[0]).toMatch(/^ok platform/);
    });
    test("a port of the node that something else holds", () => {
        const exporter = {
            metadata: { name: "node-exporter-x", namespace: "monitoring" },
            spec: { hostNetwork: true, containers: [{ ports: [{ containerPort: 9100 }] }] },
        };
        const mapped = { ...exporter, spec: { containers: [{ ports: [{ containerPort: 80, hostPort: 9100 }] }] } };
        const inside = { ...exporter, spec: { containers: [{ ports: [{ containerPort: 9100 }] }] } };
        const ours = { ...exporter, metadata: { name: "node-exporter", namespace: "go-coffee-monitoring-agents" } };
        expect(said(hostPortFindings(DEV, [exporter, mapped]))).toEqual([
            "failed host ports: 9100 is held by monitoring/node-exporter-x and 1 more",
        ]);
        expect(said(hostPortFindings(DEV, [mapped]))).toEqual([
            "failed host ports: 9100 is held by monitoring/node-exporter-x",
        ]);
        expect(said(hostPortFindings(DEV, [inside, ours]))).toEqual([
            "ok host ports: 9100 is free, as far as pods say",
        ]);
    });
});

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
        expect(remedies(storageFindings(DEV, []))).toContain("pulumi config set --path cluster.storageClass.name NAME");
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
        expect(finding?.remedy).toContain("pulumi config set --path certManager.enabled false");
        expect(finding?.remedy).toContain("pulumi config set --path tls.issuer.caCertificates -- < ca.crt");
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
        const findings = secretFindings(needed, present, "go-coffee-monitoring");
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
