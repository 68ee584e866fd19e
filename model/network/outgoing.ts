/** What is called outside of the cluster: by whom, through which proxy, and whom it trusts. */

import type { StackConfig } from "../../config/schema";
import { OWN_PREFIX } from "../cluster/names";
import { queriedEngine } from "../workloads/remote-write";
import { tellsAnybody } from "./outside";

/** Programs that may call outside. */
export const CALLERS = [
    "alertmanager",
    "prometheus",
    "thanos",
    "grafana",
    "prober",
    "loki",
    "jaeger",
    "elasticsearch",
    "gateway",
    "sampler",
    "clusterCollector",
] as const;
export type Caller = (typeof CALLERS)[number];

/** Whether a program calls outside of the cluster, with these settings. */
export const callsOutside = (config: StackConfig, caller: Caller): boolean => CALLS[caller](config);

/** Whether URLs are called as customers call them. */
export const hasProbes = ({ probes }: StackConfig): boolean => Object.keys(probes.urls).length > 0;

const exports = ({ collector }: StackConfig): boolean => Object.keys(collector.exports).length > 0;

const CALLS: Readonly<Record<Caller, (config: StackConfig) => boolean>> = {
    alertmanager: tellsAnybody,
    prometheus: ({ scrape, metrics }) =>
        Object.keys(scrape.external).length > 0 || Object.keys(metrics.remoteWrite).length > 0,
    thanos: ({ metrics, objectStorage }) =>
        objectStorage !== undefined && metrics.longTerm.mode === "thanos" && metrics.longTerm.store.type === "bucket",
    grafana: (config) => Object.keys(config.grafana.datasources).length > 0 || queriedEngine(config) !== undefined,
    prober: hasProbes,
    loki: ({ objectStorage }) => objectStorage !== undefined,
    jaeger: ({ elasticsearch }) => elasticsearch.mode === "external",
    elasticsearch: ({ elasticsearch }) => elasticsearch.mode === "managed" && elasticsearch.snapshots !== undefined,
    gateway: exports,
    sampler: exports,
    clusterCollector: exports,
};

/**
 * What never goes by a proxy: the cluster's own names, and private and link-local addresses, by which pods call each other
 * and the cloud's metadata.
 */
const INSIDE = [
    ...["localhost", ".svc", ".cluster.local", "127.0.0.0/8", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
    ...["100.64.0.0/10", "169.254.0.0/16", "::1/128", "fc00::/7", "fe80::/10"],
] as const;

/** GKE's default for Services, the API server's among them, is a public block. */
const SERVICES_OF_GKE = "34.118.224.0/20";

/** As the variable NO_PROXY and Alertmanager write it. */
export const noProxy = ({ cluster, httpProxy }: StackConfig): string =>
    [...INSIDE, ...(cluster.platform === "gke" ? [SERVICES_OF_GKE] : []), ...(httpProxy?.noProxy ?? [])].join(",");

/** ConfigMap with a company's certificates, in a folder of its own: Go reads every file there beside the system's. */
export const COMPANY_TRUST = {
    configMap: "go-coffee-company-ca",
    key: "company.crt",
    directory: "/etc/go-coffee/company-ca",
    annotation: `${OWN_PREFIX}/company-trust`,
} as const;

/** Variables of a Go program that calls outside. */
export function outgoingVariables(config: StackConfig): readonly { readonly name: string; readonly value: string }[] {
    const { httpProxy, tls } = config;
    return [
        ...(httpProxy === undefined
            ? []
            : [
                  { name: "HTTPS_PROXY", value: httpProxy.url },
                  { name: "HTTP_PROXY", value: httpProxy.url },
                  { name: "NO_PROXY", value: noProxy(config) },
              ]),
        ...(tls.companyCertificates === undefined
            ? []
            : [{ name: "SSL_CERT_DIR", value: `/etc/ssl/certs:${COMPANY_TRUST.directory}` }]),
    ];
}
