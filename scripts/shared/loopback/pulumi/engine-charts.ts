/** Charts for the engine: the real ones where CHART_MIRROR names their repository, small stand-ins otherwise. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DISTINCT_CHARTS, type Chart } from "../../../../model/charts/charts";
import { toYaml } from "../../../../model/formats/yaml";
import type { PlannedResource } from "../../planning/engine";
import { tool } from "../../tools/tool";
import { definitionsFor, type Definition } from "../open-definitions";
import { run, temporaryFolder } from "../programs";
import { serveFolder } from "../web-server";

export interface EngineCharts {
    readonly url: string;
    /** Told in the last lines of a run. */
    readonly kind: "the real charts" | "stand-in charts";
}

/** Charts whose definitions our own objects are of. */
const BRINGS: Readonly<Record<string, RegExp>> = {
    "cert-manager": /\.cert-manager\.io$/,
    "kube-prometheus-stack": /\.monitoring\.coreos\.com$/,
    "eck-operator": /\.elastic\.co$/,
};

/** What a release was given, as it arrived: nulls and empty lists too. */
const VALUES = `apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ .Release.Name }}-values
data:
  values.json: {{ .Values | toJson | quote }}
`;

/** A Deployment that reacts to what a test sets: \`image\`, \`replicas\`, and \`broken\`, which no API server accepts. */
const WORKLOAD = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ .Release.Name }}-stand-in
spec:
  replicas: 1
  selector: { matchLabels: { app: {{ .Release.Name }} } }
  template:
    metadata: { labels: { app: {{ .Release.Name }} } }
    spec:
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: RuntimeDefault } }
      containers:
        - name: {{ if .Values.broken }}"No Name"{{ else }}main{{ end }}
          image: registry.example/stand-in:1
          securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: [ALL] } }
`;

function pack(row: Chart, definitions: readonly Definition[], folder: string): void {
    const source = join(temporaryFolder("engine-chart"), row.chart);
    for (const below of ["templates", "crds"]) mkdirSync(join(source, below), { recursive: true });
    writeFileSync(join(source, "Chart.yaml"), toYaml({ apiVersion: "v2", name: row.chart, version: row.version }));
    writeFileSync(join(source, "templates", "values.yaml"), VALUES);
    writeFileSync(join(source, "templates", "workload.yaml"), WORKLOAD);
    const own = definitions.filter(({ metadata }) => BRINGS[row.chart]?.test(`.${metadata.name}`) ?? false);
    // helm refuses a file without any.
    if (own.length > 0)
        writeFileSync(join(source, "crds", "all.yaml"), own.map((definition) => toYaml(definition)).join("---\n"));
    helm("package", source, "--destination", folder);
}

function helm(...args: readonly string[]): void {
    const { code, output } = run(tool("helm"), args);
    if (code !== 0) throw new Error(`helm ${args.join(" ")}\n${output}`);
}

/** @param plans whose own objects are to find their definitions in the stand-ins. */
export async function engineCharts(...plans: readonly (readonly PlannedResource[])[]): Promise<EngineCharts> {
    const { CHART_MIRROR: mirror = "" } = process.env;
    if (mirror !== "") return { url: mirror, kind: "the real charts" };
    const folder = temporaryFolder("engine-charts");
    const definitions = new Map(
        plans.flatMap((resources) =>
            definitionsFor(resources).map((definition): [string, Definition] => [definition.metadata.name, definition]),
        ),
    );
    for (const row of DISTINCT_CHARTS) pack(row, [...definitions.values()], folder);
    helm("repo", "index", folder);
    return { url: (await serveFolder(folder)).url, kind: "stand-in charts" };
}
