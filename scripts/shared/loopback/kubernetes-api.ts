import { readFileSync } from "node:fs";
import { createServer } from "node:https";
import type { AddressInfo } from "node:net";
import type { Certificates } from "./certificates";
import { atEnd } from "./programs";

/** What of a pod the collector looks at. */
export interface Pod {
    readonly name: string;
    readonly namespace: string;
    readonly ip: string;
    readonly labels: { readonly [label: string]: string };
    readonly deployment: string;
    readonly node: string;
    readonly annotations?: { readonly [annotation: string]: string };
}

/** Lists and watches of a Kubernetes API on loopback, with some pods that never change. */
export async function kubernetesApi(
    { certificate, key }: Certificates,
    pods: readonly Pod[],
): Promise<{ readonly env: { readonly [name: string]: string } }> {
    const lists: { readonly [path: string]: { readonly kind: string; readonly items: readonly object[] } } = {
        "/api/v1/pods": { kind: "PodList", items: pods.map(podObject) },
        "/api/v1/namespaces": { kind: "NamespaceList", items: [] },
        "/api/v1/nodes": { kind: "NodeList", items: [] },
    };
    const single = new Map(pods.map((pod) => [`/api/v1/namespaces/${pod.namespace}/pods/${pod.name}`, podObject(pod)]));
    const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (asked, answer) => {
        const url = new URL(asked.url ?? "/", "https://localhost");
        const list = lists[url.pathname];
        const pod = single.get(url.pathname);
        answer.setHeader("content-type", "application/json");
        if (pod !== undefined) {
            answer.end(JSON.stringify({ kind: "Pod", apiVersion: "v1", ...pod }));
        } else if (list === undefined || url.searchParams.has("sendInitialEvents")) {
            answer.statusCode = list === undefined ? 404 : 422;
            answer.end(
                JSON.stringify({ kind: "Status", apiVersion: "v1", status: "Failure", code: answer.statusCode }),
            );
        } else if (url.searchParams.get("watch") === "true" || url.searchParams.get("watch") === "1") {
            // Held open: nothing ever happens here.
            answer.flushHeaders();
        } else {
            answer.end(JSON.stringify({ ...list, apiVersion: "v1", metadata: { resourceVersion: "1" } }));
        }
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    atEnd(() => {
        server.closeAllConnections();
        server.close();
    });
    const { port } = server.address() as AddressInfo;
    return { env: { KUBERNETES_SERVICE_HOST: "127.0.0.1", KUBERNETES_SERVICE_PORT: `${port}` } };
}

const uid = (name: string): string => `uid-of-${name}`;
/** Its owner is told by it: replica sets themselves are not asked for. */
const TEMPLATE_HASH = "5d8f7c9b6";
const setOf = ({ deployment }: Pod): string => `${deployment}-${TEMPLATE_HASH}`;

const podObject = (pod: Pod): object => ({
    metadata: {
        name: pod.name,
        namespace: pod.namespace,
        uid: uid(pod.name),
        labels: { ...pod.labels, "pod-template-hash": TEMPLATE_HASH },
        annotations: pod.annotations ?? {},
        creationTimestamp: "2026-01-01T00:00:00Z",
        ownerReferences: [
            { apiVersion: "apps/v1", kind: "ReplicaSet", name: setOf(pod), uid: uid(setOf(pod)), controller: true },
        ],
    },
    spec: { nodeName: pod.node, containers: [{ name: "app", image: "go-coffee/app:1.0.0" }] },
    status: { podIP: pod.ip, hostIP: "10.0.0.1", phase: "Running", startTime: "2026-01-01T00:00:00Z" },
});
