import { urlOf, type TlsEndpoint } from "../../model/network/endpoints";
import { toYaml } from "../../model/formats/yaml";
import type { Settings } from "../../model/stack/stack";
import { DATASOURCES, ENGINE_KEY, fromFile, OWN_PROMETHEUS } from "../../model/grafana/datasources";
import { datasourceFile } from "../../model/grafana/own-datasources";
import { defined, type JsonObject } from "../../model/formats/json";
import type { RemoteEndpoint } from "../../config/schema/remote-write";
import { thanosOf } from "../../model/workloads/long-term";
import { queriedEngine } from "../../model/workloads/remote-write";
import { exemplarsToTraces, lineToTrace, traceToLogs, traceToMetrics } from "./correlation";

/** Where Grafana reads from. */
export interface DatasourceCalls {
    /** Thanos, or one address for all replicas, whose Service sends a client to the same one: replicas differ by a scrape. */
    readonly prometheus: TlsEndpoint;
    readonly alertmanager: TlsEndpoint;
    readonly loki: TlsEndpoint;
    /** Undefined where there is no Jaeger. */
    readonly jaeger: TlsEndpoint | undefined;
}

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
        tlsCACert: fromFile(endpoint.caFile),
        ...(endpoint.identity === undefined
            ? {}
            : {
                  tlsClientCert: fromFile(endpoint.identity.certificate),
                  tlsClientKey: fromFile(endpoint.identity.key),
              }),
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
                Object.entries(secrets).map(([key, secret]) => [key, fromFile(datasourceFile(secret))]),
            ),
        }),
    );

const engineFile = (name: string): string => fromFile(`${ENGINE_KEY.directory}/${name}`);

/** The engine that dashboards ask, in place of the stack's own Prometheus. */
function engine(url: string, { authentication, ca, headers }: RemoteEndpoint): JsonObject {
    const bearer = authentication.type === "bearer" ? { Authorization: `Bearer ${engineFile(ENGINE_KEY.file)}` } : {};
    const sent = Object.entries({ ...headers, ...bearer });
    const certificate = authentication.type === "certificate";
    return {
        url,
        ...(authentication.type === "basic" ? { basicAuth: true, basicAuthUser: authentication.username } : {}),
        jsonData: {
            tlsAuthWithCACert: ca !== undefined,
            tlsAuth: certificate,
            ...Object.fromEntries(sent.map(([name], index) => [`httpHeaderName${index + 1}`, name])),
        },
        secureJsonData: {
            ...(ca === undefined ? {} : { tlsCACert: ca }),
            ...(authentication.type === "basic" ? { basicAuthPassword: engineFile(ENGINE_KEY.file) } : {}),
            ...(certificate ? { tlsClientCert: engineFile("tls.crt"), tlsClientKey: engineFile("tls.key") } : {}),
            ...Object.fromEntries(sent.map(([, value], index) => [`httpHeaderValue${index + 1}`, value])),
        },
    };
}

/** Prometheus as dashboards ask it: the stack's own, or an engine that gets everything. */
function prometheusSources({ config }: Settings, calls: DatasourceCalls): readonly JsonObject[] {
    const { prometheus } = DATASOURCES;
    const common = {
        httpMethod: "POST",
        prometheusType: thanosOf(config) === undefined ? "Prometheus" : "Thanos",
        timeInterval: config.prometheus.scrapeInterval,
        ...(calls.jaeger === undefined ? {} : { exemplarTraceIdDestinations: exemplarsToTraces }),
    };
    const queried = queriedEngine(config);
    if (queried === undefined) {
        return [
            {
                ...datasource("Prometheus", prometheus, calls.prometheus, { ...common, ...SHOWS_ALERTS }),
                isDefault: true,
            },
        ];
    }
    const { jsonData, ...there } = engine(queried.url, queried.endpoint);
    return [
        {
            name: "Prometheus",
            ...prometheus,
            access: "proxy",
            editable: false,
            isDefault: true,
            jsonData: { ...common, prometheusType: "Prometheus", ...(jsonData as JsonObject) },
            ...there,
        },
        // Rules are evaluated there, and exemplars are nowhere else.
        datasource("Prometheus of the stack", OWN_PROMETHEUS, calls.prometheus, { ...common, ...SHOWS_ALERTS }),
    ];
}

/** Grafana's datasources: https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources */
export function datasources(settings: Settings, calls: DatasourceCalls): string {
    const { alertmanager, loki, jaeger } = DATASOURCES;
    const traced = calls.jaeger !== undefined;
    return toYaml({
        apiVersion: 1,
        datasources: [
            ...prometheusSources(settings, calls),
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
            ...ownDatasources(settings.config),
        ],
    });
}
