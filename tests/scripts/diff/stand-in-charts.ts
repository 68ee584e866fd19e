import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHARTS, type Chart } from "../../../model/charts/charts";
import { toYaml } from "../../../model/formats/yaml";
import { run, temporaryFolder } from "../../../scripts/shared/loopback/programs";
import { serveFolder } from "../../../scripts/shared/loopback/web-server";

/** Tiny charts under the names and versions of the real ones: what they make of values is enough for a command. */

const named = (apiVersion: string, kind: string, name = "{{ .Release.Name }}"): string =>
    `apiVersion: ${apiVersion}\nkind: ${kind}\nmetadata:\n  name: ${name}\n`;

/** Something that follows from all values. */
const CONFIG = `${named("v1", "ConfigMap")}data:\n  replicas: {{ .Values.replicaCount | default 1 | quote }}\n`;

/** Different each time that it is rendered. */
const MADE_UP_EACH_TIME = [
    `${named("v1", "Secret", "{{ .Release.Name }}-generated")}data:\n  password: {{ randAlphaNum 16 | b64enc }}\n  retention: {{ .Values.loki.structuredConfig.limits_config.retention_period | b64enc }}\n`,
    `${named("v1", "Pod", "{{ .Release.Name }}-test-{{ randAlphaNum 5 | lower }}")}spec: {}\n`,
    `${named("v1", "ConfigMap", "{{ .Release.Name }}-stamp")}data:\n  at: {{ randNumeric 12 | quote }}\n`,
];

const TEMPLATES: Readonly<Record<string, readonly string[]>> = {
    loki: [
        ...MADE_UP_EACH_TIME,
        `{{- with .Values.singleBinary.persistence }}
apiVersion: apps/v1
kind: StatefulSet
metadata:
  name: loki
spec:
  serviceName: loki
  volumeClaimTemplates:
    - metadata:
        name: storage
      spec:
        storageClassName: {{ .storageClass | default "standard" }}
        resources:
          requests:
            storage: {{ .size }}
{{- end }}
`,
    ],
    "kube-prometheus-stack": [
        `${named("monitoring.coreos.com/v1", "Prometheus")}spec:\n  retention: {{ .Values.prometheus.prometheusSpec.retention }}\n  storage: {{ toYaml .Values.prometheus.prometheusSpec.storageSpec | nindent 4 }}\n`,
    ],
};

export interface ChartRepository {
    readonly url: string;
}

/** Every chart of the table, in a Helm repository on loopback. */
export async function standInCharts(): Promise<ChartRepository> {
    const folder = temporaryFolder("charts");
    const charts = [...new Map(Object.values<Chart>(CHARTS).map((chart) => [chart.chart, chart])).values()];
    for (const chart of charts) pack(folder, chart);
    const { url } = await serveFolder(folder);
    const entries = charts.map(({ chart, version }) => [
        chart,
        [{ apiVersion: "v2", name: chart, version, urls: [`${url}/${archive(chart, version)}`] }],
    ]);
    writeFileSync(
        join(folder, "index.yaml"),
        toYaml({ apiVersion: "v1", entries: Object.fromEntries(entries) as unknown }),
    );
    return { url };
}

const archive = (chart: string, version: string): string => `${chart}-${version}.tgz`;

function pack(folder: string, { chart, version }: Chart): void {
    const templates = join(folder, chart, "templates");
    mkdirSync(templates, { recursive: true });
    writeFileSync(join(folder, chart, "Chart.yaml"), toYaml({ apiVersion: "v2", name: chart, version }));
    [CONFIG, ...(TEMPLATES[chart] ?? [])].forEach((text, index) => {
        writeFileSync(join(templates, `${index}.yaml`), text);
    });
    const { code, output } = run("tar", ["-czf", join(folder, archive(chart, version)), "-C", folder, chart]);
    if (code !== 0) throw new Error(output);
}
