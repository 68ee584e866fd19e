import { RESTRICTED_CONTAINER, restrictedPod } from "../../components/helm/pods";
import type { Workload } from "../../model/workloads/workloads";
import type { Forward } from "../../scripts/shared/cluster/port-forward";

/** What charts and operators would have made, as far as a command looks at it: a Deployment and its Service. */
export const standIn = (
    { namespace, target, port }: Pick<Forward, "namespace" | "target" | "port">,
    podPort = port,
): readonly object[] => {
    const name = target.replace(/^svc\//, "");
    const labels = { "app.kubernetes.io/name": name };
    return [
        {
            apiVersion: "v1",
            kind: "Service",
            metadata: { name, namespace },
            spec: { selector: labels, ports: [{ name: `p${port}`, port, targetPort: podPort }] },
        },
        {
            apiVersion: "apps/v1",
            kind: "Deployment",
            metadata: { name, namespace },
            spec: {
                selector: { matchLabels: labels },
                template: {
                    metadata: { labels },
                    spec: {
                        containers: [
                            { name, image: "registry.example.com/stand-in:1", ports: [{ containerPort: podPort }] },
                        ],
                    },
                },
            },
        },
    ];
};

export const namespaceOf = (name: string, labels: Readonly<Record<string, string>> = {}): object => ({
    apiVersion: "v1",
    kind: "Namespace",
    metadata: { name, labels },
});

/** A pod that the level `restricted` of Pod Security accepts. */
export const podStandIn = (container: string, more: object = {}): object => ({
    securityContext: restrictedPod(1000),
    containers: [{ name: container, image: "registry.example.com/stand-in:1", securityContext: RESTRICTED_CONTAINER }],
    ...more,
});

/** A workload of the stack as its chart or operator would have made it, as far as its state goes. */
export const workloadStandIn = ({ kind, name, namespace, pods, volume }: Workload): object => {
    const labels = { "app.kubernetes.io/name": name };
    const claim = volume?.claims.source.replace(/^\^/, "").replace(`-${name}-\\d+$`, "");
    return {
        apiVersion: "apps/v1",
        kind,
        metadata: { name, namespace },
        spec: {
            ...(pods === "each node" ? {} : { replicas: pods }),
            selector: { matchLabels: labels },
            ...(kind === "StatefulSet" ? { serviceName: name } : {}),
            template: {
                metadata: { labels },
                spec: podStandIn(name),
            },
            ...(kind === "StatefulSet" && claim !== undefined
                ? {
                      volumeClaimTemplates: [
                          {
                              metadata: { name: claim },
                              spec: {
                                  accessModes: ["ReadWriteOnce"],
                                  resources: { requests: { storage: volume?.size } },
                              },
                          },
                      ],
                  }
                : {}),
        },
    };
};

/** A Service for pods of a workload that stands in. */
export const serviceStandIn = (name: string, namespace: string, workload: string, port: number): object => ({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name, namespace },
    spec: { selector: { "app.kubernetes.io/name": workload }, ports: [{ name: `p${port}`, port }] },
});

/** A definition that takes anything, for custom resources whose own definition isn't at hand. */
export const definitionStandIn = (group: string, kind: string, plural: string, scope = "Namespaced"): object => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${plural}.${group}` },
    spec: {
        group,
        scope,
        names: { kind, plural, singular: kind.toLowerCase(), listKind: `${kind}List` },
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
