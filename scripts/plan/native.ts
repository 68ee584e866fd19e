import { isPlainObject, valueAt, type PlainObject } from "../../config/merge";
import type { PlannedObject, PlannedRelease } from "../shared/planning/graph";
import { toSortedYaml } from "../../model/formats/yaml";

/** Files by path. */
export interface Files {
    readonly [path: string]: string;
}

const at = (root: unknown, ...path: readonly string[]): unknown => valueAt(root, path);

const texts = (value: unknown): readonly (readonly [string, string])[] =>
    isPlainObject(value)
        ? Object.entries(value).flatMap(([key, text]) => (typeof text === "string" ? [[key, text] as const] : []))
        : [];

/** Charts render templates in values: what we have escaped for them is what the program reads. */
const rendered = (value: unknown): unknown =>
    JSON.parse(JSON.stringify(value ?? null), (_, leaf: unknown) =>
        typeof leaf === "string" ? leaf.replaceAll('{{ "{{" }}', "{{") : leaf,
    );

const configMap = (objects: readonly PlannedObject[], name: string): readonly (readonly [string, string])[] =>
    texts(objects.find((object) => object.kind === "ConfigMap" && object.name === name)?.manifest.data);

/** What each program reads, in its own format, taken from the values and objects that carry it. */
export function nativeFiles(releases: readonly PlannedRelease[], objects: readonly PlannedObject[]): Files {
    const values = (release: string): PlainObject =>
        releases.find((candidate) => candidate.release === release)?.values ?? {};
    const file = (path: string, content: unknown): Files =>
        content === undefined ? {} : { [path]: toSortedYaml(rendered(content)) };
    const folder = (path: string, entries: readonly (readonly [string, string])[]): Files =>
        Object.fromEntries(entries.map(([name, text]) => [`${path}/${name}`, String(rendered(text))]));
    return {
        ...file("collector/gateway.yaml", values("otel-collector").alternateConfig),
        ...file("collector/sampler.yaml", values("otel-sampler").alternateConfig),
        ...file("collector/cluster.yaml", values("otel-cluster").alternateConfig),
        ...folder("collector/privacy", configMap(objects, "otel-privacy")),
        ...folder("fluent-bit", texts(at(values("fluent-bit"), "config", "extraFiles"))),
        ...file("loki/config.yaml", at(values("loki"), "loki", "structuredConfig")),
        ...file("jaeger/config.yaml", values("jaeger").userconfig),
        ...file("jaeger/ui-config.yaml", values("jaeger").uiconfig),
        ...folder("jaeger", configMap(objects, "jaeger-sampling")),
        ...file("alertmanager/alertmanager.yaml", at(values("prometheus"), "alertmanager", "config")),
        ...folder("alertmanager", texts(at(values("prometheus"), "alertmanager", "templateFiles"))),
        ...Object.fromEntries(objects.filter(({ kind }) => kind === "PrometheusRule").map(ruleFile)),
        ...folder("rules/loki", configMap(objects, "loki-rules")),
        ...Object.fromEntries(objects.filter(isDashboard).flatMap(dashboardFiles)),
    };
}

type Entry = readonly [path: string, content: string];

const ruleFile = ({ name, manifest }: PlannedObject): Entry => [
    `rules/prometheus/${name}.yaml`,
    toSortedYaml(manifest.spec),
];

const isDashboard = ({ kind, manifest }: PlannedObject): boolean =>
    kind === "ConfigMap" && at(manifest, "metadata", "labels", "grafana_dashboard") !== undefined;

const dashboardFiles = ({ manifest }: PlannedObject): readonly Entry[] =>
    texts(manifest.data).map(([name, json]) => [
        `dashboards/${String(at(manifest, "metadata", "annotations", "grafana_folder"))}/${name}`,
        json,
    ]);
