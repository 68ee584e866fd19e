import type { Forward } from "../../scripts/cluster/port-forward";

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
