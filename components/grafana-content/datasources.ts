import { urlOf, type TlsEndpoint } from "../../config/endpoints";
import { toYaml } from "../../config/yaml";
import type { Settings } from "../../config/wiring";
import { DATASOURCES } from "../../dashboards/types";
import type { JsonObject } from "../../config/json";

/** Where Grafana reads from. */
export interface DatasourceCalls {
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
    jsonData: { tlsAuthWithCACert: true, ...jsonData },
    // Grafana reads the certificate from the mounted file.
    secureJsonData: { tlsCACert: `$__file{${endpoint.caFile}}` },
});

/** Grafana's datasources: https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources */
export function datasources({ config }: Settings, calls: DatasourceCalls): string {
    const { prometheus, alertmanager, loki, jaeger } = DATASOURCES;
    const timeInterval = config.prometheus.scrapeInterval;
    return toYaml({
        apiVersion: 1,
        datasources: [
            {
                ...datasource("Prometheus", prometheus, calls.prometheus, {
                    httpMethod: "POST",
                    timeInterval,
                    ...(calls.jaeger === undefined
                        ? {}
                        : { exemplarTraceIdDestinations: [{ name: "trace_id", datasourceUid: jaeger.uid }] }),
                }),
                isDefault: true,
            },
            datasource("Alertmanager", alertmanager, calls.alertmanager, { implementation: "prometheus" }),
            datasource("Loki", loki, calls.loki, {
                derivedFields:
                    calls.jaeger === undefined
                        ? []
                        : [
                              {
                                  name: "trace_id",
                                  matcherType: "label",
                                  matcherRegex: "trace_id",
                                  // Grafana expands `$` in provisioning files: doubled, it is kept.
                                  url: "$${__value.raw}",
                                  datasourceUid: jaeger.uid,
                              },
                          ],
            }),
            ...(calls.jaeger === undefined
                ? []
                : [
                      datasource("Jaeger", jaeger, calls.jaeger, {
                          nodeGraph: { enabled: true },
                          tracesToLogsV2: {
                              datasourceUid: loki.uid,
                              spanStartTimeShift: "-1h",
                              spanEndTimeShift: "1h",
                              tags: [{ key: "service.name", value: "service_name" }],
                              filterByTraceID: true,
                          },
                      }),
                  ]),
        ],
    });
}
