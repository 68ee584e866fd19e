/**
 * Servers that speak plain HTTP, each with its reason: the whole list. Everything else serves TLS.
 */
export const PLAIN = {
    collectorTelemetry:
        "The OpenTelemetry SDK's Prometheus reader (port 8888) has no TLS option; it carries counters only.",
    collectorHealth:
        "Probe port (13133) of the collectors: tells 'up' or 'down' and is dialled by kubelets without our CA.",
    jaegerTelemetry:
        "The OpenTelemetry SDK's Prometheus reader (port 8888) has no TLS option; it carries counters only.",
    jaegerHealth: "Probe port (13133) of Jaeger: the chart's probes are fixed to plain HTTP.",
    fluentBit: "Fluent Bit's HTTP server (2020: probes, metrics) has no TLS option; it carries counters only.",
    certManagerMetrics: "cert-manager runs before any certificate exists (9402); it carries counters only.",
    grafanaSidecarHealth: "Probe port of the dashboard sidecar: tells 'up' or 'down' only.",
    lokiGossip:
        "Only with an issuer of the cluster's own (tls.issuer): Loki reads this certificate at start only, and such issuers sign for weeks. The gossip carries addresses of Loki's processes.",
    plainOtlp: "OTLP without TLS from applications (4319, 4320): only where collector.plainOtlp allows it.",
    clusterDns:
        "CoreDNS and kube-dns are add-ons of the cluster and serve their metrics without TLS; no token is sent.",
    controlPlane:
        "Only on kubeadm: etcd (2381) and kube-proxy (10249) serve their metrics without TLS; no token is sent.",
    metadata: "The cloud's description of a node is told on the node's own link (169.254.169.254), by plain HTTP.",
    probes: "URLs of probes are called as customers call them, by http:// too where the setting says so; nothing is sent.",
    external: "Targets of scrape.external with scheme http: whether they serve TLS is theirs to decide.",
    applications: "The applications' own /metrics: whether they serve TLS is theirs to decide.",
} as const;

/** Servers that speak TLS with a certificate that can't be verified, each with its reason: the whole list. */
export const UNVERIFIED = {
    kubelet:
        "Kubelets sign their certificates themselves, unless the cluster approves such that its authority signs; Prometheus shows them its token.",
    controlPlane:
        "Only on kubeadm: scheduler and controller manager sign their certificates themselves; Prometheus shows them its token.",
} as const;

export type UnverifiedServer = keyof typeof UNVERIFIED;
export type PlainServer = keyof typeof PLAIN;
