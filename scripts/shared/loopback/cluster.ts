import { mkdirSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { parse, stringify } from "yaml";
import type { PlainObject } from "../../../config/merge";
import { eventually, freePorts, run, sleep, start, temporaryFolder, type Program } from "./programs";
import { tool } from "../tools/tool";

/**
 * A real Kubernetes API on loopback: objects are really admitted, scheduled, bound and garbage-collected. Nodes and pods
 * are kwok's: nothing runs inside them, so no operator reconciles and no certificate is issued; jobs complete and probes
 * pass. A port-forward leads to a program of the test, exec runs a command of this machine.
 */
export interface TestCluster {
    readonly kubeconfig: string;
    /** For commands that are to use it: KUBECONFIG, and kubectl and helm on the PATH. */
    readonly env: NodeJS.ProcessEnv;
    /** What kubectl prints; fails when it fails. */
    readonly kubectl: (args: readonly string[], input?: string) => string;
    readonly helm: (args: readonly string[], input?: string) => string;
    /** Creates or changes objects. */
    readonly apply: (...objects: readonly object[]) => void;
    /** Waits until every Deployment of a namespace has its pods. */
    readonly settled: (namespace: string) => void;
    readonly get: (kind: string, name: string, namespace?: string) => PlainObject;
    /** Ends what plays the kubelets and starts it anew: connections into pods break. */
    readonly restartNodes: () => Promise<void>;
    /** Stops the API server's process for so long: it neither answers nor refuses. */
    readonly freeze: (milliseconds: number) => Promise<void>;
    readonly stop: () => Promise<void>;
}

export interface ClusterOptions {
    /** Port on loopback that stands for a port of every pod. */
    readonly ports?: { readonly [port: number]: number };
    /** Environment of the commands that exec runs on this machine. */
    readonly exec?: { readonly [name: string]: string };
    readonly nodes?: number;
    /** Whether admission webhooks are asked (default: none is). */
    readonly webhooks?: boolean;
}

/** Volumes of a class, in folders of this machine. */
export const storageClass = (name: string, annotations: { readonly [annotation: string]: string } = {}) => ({
    apiVersion: "storage.k8s.io/v1",
    kind: "StorageClass",
    metadata: { name, annotations },
    provisioner: "kubernetes.io/host-path",
    reclaimPolicy: "Delete",
    allowVolumeExpansion: true,
});
const STORAGE_CLASS = storageClass("standard", { "storageclass.kubernetes.io/is-default-class": "true" });

const ROOM = { cpu: "32", memory: "256Gi", pods: "250", "ephemeral-storage": "1Ti" } as const;

export const node = (index: number, room: PlainObject = {}): object => ({
    apiVersion: "v1",
    kind: "Node",
    metadata: {
        name: `node-${index}`,
        annotations: { "node.alpha.kubernetes.io/ttl": "0", "kwok.x-k8s.io/node": "fake" },
        labels: {
            "kubernetes.io/hostname": `node-${index}`,
            "kubernetes.io/os": "linux",
            "kubernetes.io/arch": "amd64",
            "topology.kubernetes.io/zone": `zone-${index}`,
        },
    },
    status: { allocatable: { ...ROOM, ...room }, capacity: { ...ROOM, ...room } },
});

/** Starts a cluster for the length of a test file; about ten seconds. */
export async function startCluster({
    ports = {},
    exec = {},
    nodes = 3,
    webhooks = false,
}: ClusterOptions = {}): Promise<TestCluster> {
    const folder = temporaryFolder("cluster");
    const file = (name: string): string => join(folder, name);
    const [etcd = 0, etcdPeer = 0, api = 0, kubelet = 0] = await freePorts(4);
    makePki(folder);
    const kubeconfig = file("kubeconfig");
    writeFileSync(kubeconfig, kubeconfigOf(folder, api));
    const env = { KUBECONFIG: kubeconfig, HOME: folder };
    const programs: Program[] = [];
    const launch = (name: Parameters<typeof tool>[0], args: readonly string[]): Program => {
        const program = start(tool(name), args, { logFile: file(`${name}.log`), env });
        programs.unshift(program);
        return program;
    };
    launch("etcd", [
        ...["--data-dir", file("etcd"), "--unsafe-no-fsync"],
        ...["--listen-client-urls", `http://127.0.0.1:${etcd}`, "--advertise-client-urls", `http://127.0.0.1:${etcd}`],
        ...["--listen-peer-urls", `http://127.0.0.1:${etcdPeer}`],
    ]);
    const apiServer = launch("kube-apiserver", [
        `--etcd-servers=http://127.0.0.1:${etcd}`,
        ...[`--secure-port=${api}`, "--bind-address=127.0.0.1", "--advertise-address=127.0.0.1"],
        "--service-cluster-ip-range=10.96.0.0/16",
        ...[`--tls-cert-file=${file("apiserver.crt")}`, `--tls-private-key-file=${file("apiserver.key")}`],
        `--client-ca-file=${file("ca.crt")}`,
        ...[`--service-account-key-file=${file("sa.pub")}`, `--service-account-signing-key-file=${file("sa.key")}`],
        "--service-account-issuer=https://kubernetes.default.svc",
        ...["--authorization-mode=Node,RBAC", "--allow-privileged=true"],
        // Webhooks of operators that don't run would refuse everything.
        ...(webhooks ? [] : ["--disable-admission-plugins=MutatingAdmissionWebhook,ValidatingAdmissionWebhook"]),
    ]);
    const called = (name: "kubectl" | "helm") => (args: readonly string[], input?: string) => {
        const { code, output } = run(tool(name), ["--kubeconfig", kubeconfig, ...args], input);
        if (code !== 0) throw new Error(`${name} ${args.join(" ")}\n${output}`);
        return output;
    };
    const kubectl = called("kubectl");
    await eventually("the API server is ready", () => (kubectl(["get", "--raw=/readyz"]) === "ok" ? true : undefined));
    launch("kube-controller-manager", [
        ...[`--kubeconfig=${kubeconfig}`, "--leader-elect=false", "--secure-port=0"],
        ...[`--service-account-private-key-file=${file("sa.key")}`, `--root-ca-file=${file("ca.crt")}`],
        "--use-service-account-credentials=true",
        ...[`--cluster-signing-cert-file=${file("ca.crt")}`, `--cluster-signing-key-file=${file("ca.key")}`],
        "--enable-hostpath-provisioner=true",
    ]);
    launch("kube-scheduler", [`--kubeconfig=${kubeconfig}`, "--leader-elect=false", "--secure-port=0"]);
    writeFileSync(file("pod.log"), `${new Date().toISOString()} stdout F a simulated pod has nothing to say\n`);
    writeFileSync(file("kwok.yaml"), kwokConfig(ports, exec, file("pod.log")));
    const kwok = [
        ...[`--kubeconfig=${kubeconfig}`, "--manage-all-nodes=true", "--node-ip=127.0.0.1"],
        // Without a lease, nodes are taken for dead after a minute.
        "--node-lease-duration-seconds=40",
        ...[`--server-address=127.0.0.1:${kubelet}`, `--node-port=${kubelet}`],
        ...[`--tls-cert-file=${file("apiserver.crt")}`, `--tls-private-key-file=${file("apiserver.key")}`],
        `--config=${file("kwok.yaml")}`,
    ];
    let nodesProgram = launch("kwok", kwok);
    const apply = (...objects: readonly object[]): void => {
        kubectl(["apply", "--server-side", "--force-conflicts", "--filename", "-"], yamlOf(objects));
    };
    apply(STORAGE_CLASS, ...Array.from({ length: nodes }, (_, index) => node(index)));
    if (nodes > 0) {
        kubectl(["wait", "nodes", "--all", "--for=condition=Ready", "--timeout=60s"]);
        // A node that has become ready is tainted for a moment longer: no pod is put there.
        const taints = ["get", "nodes", "--output=jsonpath={.items[*].spec.taints}"];
        await eventually("the nodes take pods", () => (kubectl(taints).trim() === "" ? true : undefined));
    }
    return {
        kubeconfig,
        env: {
            ...process.env,
            ...env,
            PATH: [dirname(tool("kubectl")), dirname(tool("helm")), process.env.PATH].join(delimiter),
        },
        kubectl,
        helm: called("helm"),
        apply,
        settled: (namespace) => {
            const condition = ["--for=condition=Available", "--timeout=60s"];
            kubectl(["wait", "deployments", "--all", "--namespace", namespace, ...condition]);
        },
        get: (kind, name, namespace = "default") =>
            parse(kubectl(["get", kind, name, "--namespace", namespace, "--output", "yaml"])) as PlainObject,
        restartNodes: async () => {
            await nodesProgram.stop("SIGKILL");
            nodesProgram = launch("kwok", kwok);
        },
        freeze: async (milliseconds) => {
            apiServer.process.kill("SIGSTOP");
            await sleep(milliseconds);
            apiServer.process.kill("SIGCONT");
        },
        stop: async () => {
            for (const program of programs) await program.stop();
        },
    };
}

const yamlOf = (objects: readonly object[]): string =>
    objects.map((object) => stringify(object, { aliasDuplicateObjects: false })).join("---\n");

function makePki(folder: string): void {
    mkdirSync(folder, { recursive: true });
    const openssl = (line: string): void => {
        const { code, output } = run("openssl", line.split(" "));
        if (code !== 0) throw new Error(`openssl ${line}\n${output}`);
    };
    const file = (name: string): string => join(folder, name);
    openssl(
        `req -x509 -newkey rsa:2048 -nodes -keyout ${file("ca.key")} -out ${file("ca.crt")} -subj /CN=made-up-ca -days 2`,
    );
    openssl(`genrsa -out ${file("sa.key")} 2048`);
    openssl(`rsa -in ${file("sa.key")} -pubout -out ${file("sa.pub")}`);
    const certificate = (name: string, subject: string, extension: string): void => {
        writeFileSync(file("extension"), extension);
        openssl(
            `req -newkey rsa:2048 -nodes -keyout ${file(`${name}.key`)} -out ${file(`${name}.csr`)} -subj ${subject}`,
        );
        openssl(
            `x509 -req -days 2 -CAcreateserial -in ${file(`${name}.csr`)} -CA ${file("ca.crt")} -CAkey ${file("ca.key")}` +
                ` -extfile ${file("extension")} -out ${file(`${name}.crt`)}`,
        );
    };
    certificate("apiserver", "/CN=kube-apiserver", "subjectAltName=IP:127.0.0.1,IP:10.96.0.1,DNS:localhost");
    certificate("admin", "/O=system:masters/CN=admin", "extendedKeyUsage=clientAuth");
}

/** Its context is called `test`. */
const kubeconfigOf = (folder: string, port: number): string =>
    stringify({
        apiVersion: "v1",
        kind: "Config",
        "current-context": "test",
        clusters: [
            {
                name: "test",
                cluster: { server: `https://127.0.0.1:${port}`, "certificate-authority": join(folder, "ca.crt") },
            },
        ],
        users: [
            {
                name: "admin",
                user: {
                    "client-certificate": join(folder, "admin.crt"),
                    "client-key": join(folder, "admin.key"),
                },
            },
        ],
        contexts: [{ name: "test", context: { cluster: "test", user: "admin" } }],
    });

const kwokConfig = (ports: ClusterOptions["ports"], exec: ClusterOptions["exec"], log: string): string =>
    yamlOf([
        {
            apiVersion: "kwok.x-k8s.io/v1alpha1",
            kind: "ClusterPortForward",
            metadata: { name: "all" },
            spec: {
                forwards: Object.entries(ports ?? {}).map(([port, local]) => ({
                    ports: [Number(port)],
                    target: { port: local, address: "127.0.0.1" },
                })),
            },
        },
        {
            apiVersion: "kwok.x-k8s.io/v1alpha1",
            kind: "ClusterLogs",
            metadata: { name: "all" },
            spec: { logs: [{ logsFile: log }] },
        },
        {
            apiVersion: "kwok.x-k8s.io/v1alpha1",
            kind: "ClusterExec",
            metadata: { name: "all" },
            spec: {
                execs: [{ local: { envs: Object.entries(exec ?? {}).map(([name, value]) => ({ name, value })) } }],
            },
        },
    ]);
