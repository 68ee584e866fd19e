import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHARTS } from "../../model/charts/charts";
import { toYaml } from "../../model/formats/yaml";
import type { Release } from "../support/plan";
import { run, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";
import { serveFolder } from "../../scripts/shared/loopback/web-server";

/**
 * A Helm repository on loopback with a small chart in place of each upstream one, under its name and version, with the kinds
 * of objects that matter to whoever deploys or compares. It takes any values and looks at none.
 */
export interface StandInCharts {
    readonly url: string;
    /** Folder of a chart, as `helm install` takes it; in another version where one is given. */
    readonly folderOf: (chart: string, version?: string) => string;
    /** A release from its folder: while a test waits for helm, it can't serve the repository. */
    readonly located: (release: Release) => Release;
}

/** A pod that the namespaces of the stack admit. */
const pod = (name: string, container: object = {}): object => ({
    securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: "RuntimeDefault" } },
    containers: [
        {
            name,
            image: `registry.example/${name}:1`,
            securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
            ...container,
        },
    ],
});

const deployment = (name: string): object => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name },
    spec: {
        replicas: 1,
        selector: { matchLabels: { app: name } },
        template: {
            metadata: { labels: { app: name } },
            spec: pod("program", {
                // Written otherwise than the API server stores it.
                resources: { requests: { cpu: "1000m", memory: "1024Mi" } },
                livenessProbe: { httpGet: { path: "/", port: 8080 }, initialDelaySeconds: 0 },
            }),
        },
    },
});

/** What each release is made of; its objects are called `<release>-stand-in`, and `-scaled` what an autoscaler scales. */
const NAME = "{{ .Release.Name }}-stand-in";
const SCALED = "{{ .Release.Name }}-scaled";
const TEMPLATES: readonly object[] = [
    {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: NAME, labels: { chart: "{{ .Chart.Name }}" } },
        data: { "settings.yaml": "level: info\ntargets: [one, two]\ninterval: 30s\n" },
    },
    { apiVersion: "v1", kind: "Secret", metadata: { name: NAME }, stringData: { token: "made up" } },
    {
        apiVersion: "v1",
        kind: "Service",
        metadata: { name: NAME },
        spec: { selector: { app: NAME }, ports: [{ port: 80 }] },
    },
    deployment(NAME),
    deployment(SCALED),
    {
        apiVersion: "autoscaling/v2",
        kind: "HorizontalPodAutoscaler",
        metadata: { name: SCALED },
        spec: { scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: SCALED }, maxReplicas: 5 },
    },
    {
        apiVersion: "apps/v1",
        kind: "StatefulSet",
        metadata: { name: NAME },
        spec: {
            serviceName: NAME,
            replicas: 1,
            selector: { matchLabels: { app: NAME } },
            template: {
                metadata: { labels: { app: NAME } },
                spec: pod("store"),
            },
            volumeClaimTemplates: [
                {
                    metadata: { name: "data" },
                    spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
                },
            ],
        },
    },
    {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingWebhookConfiguration",
        metadata: { name: NAME },
        webhooks: [
            {
                name: "check.stand-in.example",
                admissionReviewVersions: ["v1"],
                sideEffects: "None",
                clientConfig: { service: { name: NAME, namespace: "{{ .Release.Namespace }}" }, caBundle: "" },
            },
        ],
    },
    {
        apiVersion: "batch/v1",
        kind: "Job",
        metadata: {
            name: "{{ .Release.Name }}-hook",
            annotations: { "helm.sh/hook": "post-install", "helm.sh/hook-delete-policy": "hook-succeeded" },
        },
        spec: { template: { spec: { restartPolicy: "Never", ...pod("hook") } } },
    },
];

/** A definition in the folder `crds`, which helm installs before everything else and never touches again. */
const definition = (chart: string): object => ({
    apiVersion: "apiextensions.k8s.io/v1",
    kind: "CustomResourceDefinition",
    metadata: { name: `${chart.replaceAll("-", "")}s.stand-in.example` },
    spec: {
        group: "stand-in.example",
        scope: "Namespaced",
        names: { kind: chart.replaceAll("-", ""), plural: `${chart.replaceAll("-", "")}s` },
        versions: [
            {
                name: "v1",
                served: true,
                storage: true,
                schema: { openAPIV3Schema: { type: "object", "x-kubernetes-preserve-unknown-fields": true } },
            },
        ],
    },
});

function writeChart(folder: string, chart: string, version: string): string {
    const path = join(folder, version, chart);
    for (const below of ["templates", "crds"]) mkdirSync(join(path, below), { recursive: true });
    writeFileSync(join(path, "Chart.yaml"), toYaml({ apiVersion: "v2", name: chart, version }));
    writeFileSync(join(path, "templates", "all.yaml"), TEMPLATES.map(toYaml).join("---\n"));
    writeFileSync(join(path, "crds", "all.yaml"), toYaml(definition(chart)));
    return path;
}

export async function standInCharts(): Promise<StandInCharts> {
    const folder = temporaryFolder("charts");
    const helm = (...args: readonly string[]): void => {
        const { code, output } = run(tool("helm"), args);
        if (code !== 0) throw new Error(`helm ${args.join(" ")}\n${output}`);
    };
    const charts = new Map<string, string>(Object.values(CHARTS).map(({ chart, version }) => [chart, version]));
    for (const [chart, version] of charts) helm("package", writeChart(folder, chart, version), "--destination", folder);
    helm("repo", "index", folder);
    const { url } = await serveFolder(folder);
    const folderOf: StandInCharts["folderOf"] = (chart, version = charts.get(chart) ?? "") =>
        writeChart(folder, chart, version);
    return {
        url,
        folderOf,
        located: ({ repository: _, ...release }) => ({ ...release, chart: folderOf(release.chart) }),
    };
}
