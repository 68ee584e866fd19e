/** `grafana.datasources`: data sources of one's own. */

import { z } from "zod";
import { kubernetesName, shaped, text, url } from "./shapes";

/** Data sources that are part of Grafana: others would be plugins, which have to be downloaded. */
export const DATASOURCE_TYPES = [
    ...["prometheus", "loki", "tempo", "jaeger", "zipkin", "elasticsearch", "influxdb", "graphite", "opentsdb"],
    ...["alertmanager", "mysql", "grafana-postgresql-datasource", "mssql", "cloudwatch"],
    ...["grafana-azure-monitor-datasource", "stackdriver", "grafana-pyroscope-datasource", "parca"],
] as const;

const secretKey = z.strictObject({
    name: kubernetesName.describe("Name of a Secret in the monitoring namespace."),
    key: text().describe("Key in it."),
});

const setting = shaped(/^[A-Za-z][\w.]*$/, "the name of a setting", "basicAuthPassword");

const datasource = z.strictObject({
    type: z.enum(DATASOURCE_TYPES).describe("Its kind, as Grafana names it."),
    url: url.optional().describe("Where it answers, where its kind has an address."),
    user: text().optional().describe("User of a database."),
    database: text().optional().describe("Name of a database."),
    basicAuthUser: text()
        .optional()
        .describe("User of HTTP basic authentication; its password is the secret basicAuthPassword."),
    settings: z
        .record(setting, z.unknown())
        .default({})
        .describe(
            "Settings of its kind (jsonData): https://grafana.com/docs/grafana/latest/administration/provisioning/#data-sources",
        ),
    secrets: z
        .record(setting, secretKey)
        .default({})
        .describe(
            "Secret settings of its kind (secureJsonData), such as password or httpHeaderValue1, each the key of a Kubernetes Secret.",
        ),
});

export const datasources = z
    .record(kubernetesName, datasource)
    .default({})
    .describe("Data sources of one's own, by name: the name is their UID too.");
