import { randomBytes } from "node:crypto";

/** One log line, one trace and one metric that nobody else sends: OTLP in JSON, as the collector takes it. */

/** The service that they say they come from; it is in no catalogue, so that no alert is about it. */
export const SERVICE = "go-coffee-verify";
export const METRIC = "go_coffee_verify_time";

export interface Signals {
    readonly traceId: string;
    /** Value of the metric. */
    readonly value: number;
    /** Request bodies by path of the collector. */
    readonly bodies: { readonly [path: string]: object };
}

const text = (key: string, value: string): object => ({ key, value: { stringValue: value } });
const resource = { attributes: [text("service.name", SERVICE)] };

/** @param now milliseconds since 1970 */
export function signals(now: number): Signals {
    const traceId = randomBytes(16).toString("hex");
    const spanId = randomBytes(8).toString("hex");
    const nanoseconds = (milliseconds: number): string => `${BigInt(milliseconds) * 1_000_000n}`;
    const time = nanoseconds(now);
    const value = Math.floor(now / 1000);
    return {
        traceId,
        value,
        bodies: {
            "/v1/traces": {
                resourceSpans: [
                    {
                        resource,
                        scopeSpans: [
                            {
                                spans: [
                                    {
                                        traceId,
                                        spanId,
                                        name: "verify",
                                        kind: 1,
                                        startTimeUnixNano: nanoseconds(now - 10),
                                        endTimeUnixNano: time,
                                        // An error: sampling keeps every one of them.
                                        status: { code: 2, message: "sent by npm run verify" },
                                    },
                                ],
                            },
                        ],
                    },
                ],
            },
            "/v1/metrics": {
                resourceMetrics: [
                    {
                        resource,
                        scopeMetrics: [
                            {
                                metrics: [
                                    {
                                        name: METRIC,
                                        gauge: { dataPoints: [{ timeUnixNano: time, asInt: `${value}` }] },
                                    },
                                ],
                            },
                        ],
                    },
                ],
            },
            "/v1/logs": {
                resourceLogs: [
                    {
                        resource,
                        scopeLogs: [
                            {
                                logRecords: [
                                    {
                                        timeUnixNano: time,
                                        severityNumber: 9,
                                        severityText: "info",
                                        body: { stringValue: "sent by npm run verify" },
                                        traceId,
                                        spanId,
                                    },
                                ],
                            },
                        ],
                    },
                ],
            },
        },
    };
}
