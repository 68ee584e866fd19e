import type { LogLine } from "./logs";

type Value = string | number;

const attributes = (fields: { readonly [name: string]: Value }): readonly object[] =>
    Object.entries(fields).map(([key, value]) => ({
        key,
        value: typeof value === "number" ? { intValue: String(value) } : { stringValue: value },
    }));

/** Lines of a namespace as our collector sends them to Loki, after Fluent Bit has read them: OTLP in JSON. */
export function otlpLogs(namespace: string, lines: readonly LogLine[]): object {
    const start = BigInt(Date.now() - 30_000) * 1_000_000n;
    let nth = 0n;
    return {
        resourceLogs: [...new Set(lines.map(({ service }) => service))].map((service) => ({
            resource: {
                attributes: attributes({
                    "service.name": service,
                    "k8s.namespace.name": namespace,
                    "k8s.pod.name": `${service}-7d9c5b6f4-x2x4z`,
                    "k8s.container.name": service,
                    "k8s.node.name": "node-1",
                    "k8s.cluster.name": "go-coffee",
                    "deployment.environment.name": "dev",
                }),
            },
            scopeLogs: [
                {
                    logRecords: lines
                        .filter((line) => line.service === service)
                        .flatMap(({ message, level, severityNumber, fields = {}, times = 1 }) =>
                            Array.from({ length: times }, () => ({
                                timeUnixNano: String(start + (nth += 1_000_000n)),
                                body: { stringValue: message },
                                ...(level === undefined ? {} : { severityText: level }),
                                ...(severityNumber === undefined ? {} : { severityNumber }),
                                attributes: attributes({
                                    ...(level === undefined ? {} : { level, service }),
                                    ...fields,
                                }),
                            })),
                        ),
                },
            ],
        })),
    };
}
