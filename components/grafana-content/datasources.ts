import { urlOf, type TlsEndpoint } from "../../model/network/endpoints";
import { toYaml } from "../../model/formats/yaml";
import type { Settings } from "../../model/stack/stack";
import { DATASOURCES } from "../../model/grafana/datasources";
import { datasourceFile } from "../../model/grafana/own-datasources";
import { defined, type JsonObject } from "../../model/formats/json";
import { exemplarsToTraces, lineToTrace, traceToLogs, traceToMetrics } from "./correlation";

/** Where Grafana reads from. */
export interface DatasourceCalls {
    /** One address for all replicas, whose Service sends a client to the same one: replicas differ by a scrape. */
    readonly prometheus: TlsEndpoint;
    readonly alertmanager: TlsEndpoint;
    readonly loki: TlsEndpoint;
    /** Undefined where there is no Jaeger. */
    readonly jaeger: TlsEndpoint | undefined;
}

const file = (path: string): string => `$__file{${path}}`;

const datasource = (
    name: string,
    { type, uid }: { readonly type: string; readonly uid: string },
    endpoint: TlsEndpoint,
    jsonData: JsonObject = {},
): JsonObject => ({
    name,
    type,
    uid,
    access: "proxy",
    url: urlOf(endpoint),
    editable: false,
    jsonData: {
        tlsAuthWithCACert: true,
        ...(endpoint.identity === undefined ? {} : { tlsAuth: true }),
        ...jsonData,
    },
    // Grafana reads the certificates from the mounted files, at its start.
    secureJsonData: {
        tlsCACert: file(endpoint.caFile),
        ...(endpoint.identity === undefined
            ? {}
            : { tlsClientCert: file(endpoint.identity.certificate), tlsClientKey: file(endpoint.identity.key) }),
    },
});

/** Rules of Prometheus and Loki are shown in Grafana, with their state, and who is told of them. */
const SHOWS_ALERTS = { manageAlerts: true, alertmanagerUid: DATASOURCES.alertmanager.uid } as const;

/** Those of `grafana.datasources`: secrets are files of the Kubernetes Secrets that are mounted. */
const ownDatasources = ({ grafana }: Settings["config"]): readonly JsonObject[] =>
    Object.entries(grafana.datasources).map(([name, { type, url, user, database, basicAuthUser, settings, secrets }]) =>
        defined({
            name,
            type,
            uid: name,
            access: "proxy",
            url,
            user,
            database,
            ...(basicAuthUser === undefined ? {} : { basicAuth: true, basicAuthUser }),
            editable: false,
            jsonData: settings as JsonObject,
            secureJsonData: Object.fromEntries(
                Object.entries(secrets).map(([key, secret]) => [key, file(datasourceFile(secret))]),
            ),
        }),
    );

/** Grafana's datasources: https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources */
export function datasources({ config }: Settings, calls: DatasourceCalls): string {
    const { prometheus, alertmanager, loki, jaeger } = DATASOURCES;
    const traced = calls.jaeger !== undefined;
    return toYaml({
        apiVersion: 1,
        datasources: [
            {
                ...datasource("Prometheus", prometheus, calls.prometheus, {
                    httpMethod: "POST",
                    prometheusType: "Prometheus",
                    timeInterval: config.prometheus.scrapeInterval,
                    ...SHOWS_ALERTS,
                    ...(traced ? { exemplarTraceIdDestinations: exemplarsToTraces } : {}),
                }),
                isDefault: true,
            },
            datasource("Alertmanager", alertmanager, calls.alertmanager, {
                implementation: "prometheus",
                handleGrafanaManagedAlerts: false,
            }),
            datasource("Loki", loki, calls.loki, { ...SHOWS_ALERTS, derivedFields: traced ? lineToTrace : [] }),
            ...(calls.jaeger === undefined
                ? []
                : [
                      datasource("Jaeger", jaeger, calls.jaeger, {
                          nodeGraph: { enabled: true },
                          spanBar: { type: "Tag", tag: "http.route" },
                          tracesToLogsV2: traceToLogs,
                          tracesToMetrics: traceToMetrics,
                      }),
                  ]),
            ...ownDatasources(config),
        ],
    });
}
