import { z } from "zod";
import { bytes, duration, kubernetesName, replicas, shaped, text, pem } from "./shapes";

/** Paths that probes call: spans and access logs of theirs say nothing unless they fail. */
const PROBE_PATHS = [
    "/health",
    "/healthz",
    "/livez",
    "/live",
    "/readyz",
    "/ready",
    "/ping",
    "/metrics",
    "/favicon.ico",
] as const;

/** Span attributes that become labels of the span metrics: each multiplies the series. */
const SPAN_DIMENSIONS = ["http.request.method", "http.route", "http.response.status_code", "chain"] as const;

const SIGNALS = ["traces", "metrics", "logs"] as const;
export type Signal = (typeof SIGNALS)[number];

const httpsUrl = shaped(/^https:\/\/[^\s/]+(\/\S*)?$/, "an https URL", "https://otlp.example.com");
const attribute = shaped(/^[A-Za-z][\w.-]*$/, "the name of an attribute", "http.route");

const headers = z
    .record(
        shaped(/^[A-Za-z][A-Za-z0-9-]*$/, "the name of a header", "Authorization"),
        z.strictObject({
            name: kubernetesName.describe("Name of a Secret in the monitoring namespace."),
            key: text().describe("Key in it, whose value is the whole header."),
        }),
    )
    .default({})
    .describe("Headers of each request by name, each from a Secret: no value is in the configuration.");

const signals = z
    .array(z.enum(SIGNALS))
    .min(1)
    .describe("What it gets, scrubbed like everything else; of traces those that sampling keeps.");

const externalEndpoint = z.discriminatedUnion("protocol", [
    z.strictObject({
        protocol: z.literal("otlp_grpc").describe("OTLP over gRPC, with TLS."),
        endpoint: shaped(/^[\w.-]+:\d+$/, "host:port", "otlp.example.com:4317").describe("host:port."),
        signals,
        headers,
    }),
    z.strictObject({
        protocol: z.literal("otlp_http").describe("OTLP over HTTPS."),
        endpoint: httpsUrl.describe("Base URL; /v1/<signal> is appended."),
        signals,
        headers,
    }),
    z.strictObject({
        protocol: z.literal("prometheus_remote_write").describe("Metrics by Prometheus' remote write."),
        endpoint: httpsUrl.describe("URL of the write endpoint."),
        headers,
    }),
]);
type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
export type ExternalEndpoint = DeepReadonly<z.output<typeof externalEndpoint>>;

const scrapeJob = z.strictObject({
    targets: z
        .array(shaped(/^[\w.-]+:\d+$/, "host:port", "kafka-exporter.go-coffee:9308"))
        .min(1)
        .describe("host:port of each target."),
    scheme: z.enum(["http", "https"]).default("http").describe("How targets are called."),
    path: shaped(/^\/\S*$/, "a path", "/metrics")
        .default("/metrics")
        .describe("Path of the metrics."),
    interval: duration.default("30s").describe("How often they are scraped."),
});

const queueStorage = z
    .strictObject({
        gateway: bytes.default("2Gi").describe("Of each gateway."),
        sampler: bytes.default("2Gi").describe("Of each sampler."),
        cluster: bytes.default("2Gi").describe("Of the collector of the cluster's events and metrics."),
    })
    .prefault({})
    .describe("Volume of each collector, for what can't be delivered yet.");

export const collector = z
    .strictObject({
        replicas: replicas.default(1).describe("Gateway collectors."),
        autoscale: z
            .strictObject({
                most: replicas.default(10).describe("Gateways at most; collector.replicas are the fewest."),
                cpuPercent: z
                    .int()
                    .min(10)
                    .max(90)
                    .default(60)
                    .describe("Share of their CPU request that gateways use on the average before one more is added."),
            })
            .optional()
            .describe(
                "Gateways are added while they are busy, and never taken away by itself: what waits in a gateway's queue stays with its pod. Needs the cluster's metrics-server.",
            ),
        samplers: replicas
            .default(1)
            .describe("Sampling collectors; with one gateway and one sampler, the gateway samples."),
        outageMinutes: z
            .int()
            .min(1)
            .default(60)
            .describe(
                "How long a backend may be away without loss: queues, node buffers and Prometheus' out-of-order window follow from it.",
            ),
        spansPerSecond: z
            .int()
            .min(1)
            .default(200)
            .describe("Spans received a second at busy times, by all gateways together: queues are sized from it."),
        pointsPerSecond: z
            .int()
            .min(1)
            .default(500)
            .describe("Metric points pushed a second, by all applications together: queues are sized from it."),
        queueStorage,
        plainOtlp: z
            .boolean()
            .default(false)
            .describe("Whether OTLP without TLS is accepted too (ports 4319 gRPC, 4320 HTTP)."),
        authentication: z
            .discriminatedUnion("type", [
                z.strictObject({ type: z.literal("none") }),
                z.strictObject({ type: z.literal("bearer") }),
                z.strictObject({
                    type: z.literal("certificate"),
                    caCertificates: pem.describe("Authorities whose certificates are believed, PEM."),
                }),
            ])
            .prefault({ type: "none" })
            .describe(
                "What applications prove when they push: nothing, a token (the secret otlpToken, as Authorization: Bearer), or a client certificate.",
            ),
        forwarders: z
            .array(text())
            .default([])
            .describe(
                "Pods that send for others, such as a team's own collector, by their label app.kubernetes.io/name: what they say of the sender is believed.",
            ),
        jaeger: z
            .boolean()
            .default(true)
            .describe("Whether Jaeger's protocols are accepted (ports 14250 gRPC, 14268 Thrift over HTTP), with TLS."),
        zipkin: z.boolean().default(true).describe("Whether Zipkin's protocol is accepted (port 9411), with TLS."),
        scrape: z
            .record(kubernetesName, scrapeJob)
            .default({})
            .describe("Targets that the collector scrapes, by job: what no PodMonitor or ServiceMonitor can reach."),
        probePaths: z
            .array(shaped(/^\/[\w./-]*$/, "a path", "/healthz"))
            .default([...PROBE_PATHS])
            .describe("Paths whose spans and access logs are dropped unless they are errors."),
        dropMetrics: z
            .array(shaped(/^[A-Za-z_][\w.:/-]*$/, "the name of a metric", "go.memory.allocated"))
            .default([])
            .describe("Names of pushed metrics that nobody needs."),
        spanDimensions: z
            .array(attribute)
            .default([...SPAN_DIMENSIONS])
            .describe("Span attributes that become labels of the span metrics: each multiplies their series."),
        spanSeriesLimit: z
            .int()
            .min(100)
            .default(2000)
            .describe("Series of span metrics of one service at most; what exceeds them is summed in one."),
        decisionWait: duration.default("30s").describe("How long a trace is awaited before it is sampled."),
        exports: z
            .record(kubernetesName, externalEndpoint)
            .default({})
            .describe("External endpoints that get a copy of some signals, by name."),
    })
    .describe("OpenTelemetry Collector.");
