import { capacityFindings, openNodes, roomOf } from "../../scripts/doctor/capacity";
import { hostPortFindings, nodeFindings, platformFindings, zoneFindings } from "../../scripts/doctor/nodes";
import { withoutRoom } from "../../scripts/doctor/placement";
import { kubectlFinding, kubernetesFinding } from "../../scripts/doctor/versions";
import { quantity } from "../../scripts/shared/cluster/object-fields";
import { DEV, PROD, remedies, said } from "./support";

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
        expect(remedies(platformFindings(DEV, [aws]))).toContain(
            "npm run config -- --stack {stack} -- set --path cluster.platform eks",
        );
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
