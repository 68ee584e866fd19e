/** Lines in OTLP's JSON, for where nobody reads what a container writes. */
import type { Line } from "./lines";
import type { ServiceName } from "./platform";
import { attributes, nanoseconds } from "./spans";

const SEVERITY = { info: 9, warn: 13, error: 17 } as const;

/** Body of a request to /v1/logs. */
export const logsBody = (
    lines: readonly Line[],
    resourceOf: (service: ServiceName) => { readonly [key: string]: string },
): string =>
    JSON.stringify({
        resourceLogs: [...new Set(lines.map(({ service }) => service))].map((service) => ({
            resource: { attributes: attributes(resourceOf(service)) },
            scopeLogs: [
                {
                    logRecords: lines
                        .filter((line) => line.service === service)
                        .map(({ time, level, message, fields: { trace_id, ...fields } }) => ({
                            timeUnixNano: nanoseconds(time),
                            severityNumber: SEVERITY[level],
                            severityText: level,
                            body: { stringValue: message },
                            attributes: attributes(fields),
                            ...(trace_id === undefined ? {} : { traceId: trace_id }),
                        })),
                },
            ],
        })),
    });
