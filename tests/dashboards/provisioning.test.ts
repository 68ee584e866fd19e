import { DASHBOARDS, FOLDERS } from "../../model/grafana/dashboards";
import { configuration, plan, type Resource } from "../support/plan";
import { canRender, document, render } from "../support/rendered";
import { at, manifest, release, texts } from "../support/resources";
import { objectsOf } from "../../scripts/shared/planning/graph";

/** What the sidecar is told to look for, and where Grafana looks for what it writes. */
interface Sidecar {
    readonly label: string;
    readonly labelValue: string;
    readonly folderAnnotation: string;
    readonly folder: string;
    readonly namespaces: string;
}

const configMapsOf = (resources: readonly Resource[]) =>
    objectsOf(resources)
        .filter(({ kind, name }) => kind === "ConfigMap" && name.startsWith("dashboard-"))
        .map(({ manifest: found }) => found);

/** Each dashboard is one that the sidecar picks up, in the folder that it belongs to. */
function expectFound(resources: readonly Resource[], sidecar: Sidecar): void {
    const configMaps = configMapsOf(resources);
    const found = configMaps.filter((one) => at(one, "metadata", "labels", sidecar.label) === sidecar.labelValue);
    const placed = found.map((one) => [
        Object.keys(one.data as object),
        at(one, "metadata", "annotations", sidecar.folderAnnotation),
    ]);
    expect(placed).toHaveLength(Object.keys(DASHBOARDS).length);
    expect(placed).toEqual(
        expect.arrayContaining(Object.values(DASHBOARDS).map(({ uid, folder }) => [[`${uid}.json`], FOLDERS[folder]])),
    );
    const searched = sidecar.namespaces.split(",");
    expect(searched).not.toContain("ALL");
    expect(found.filter((one) => !searched.includes(String(at(one, "metadata", "namespace"))))).toEqual([]);
}

describe.each(["dev", "prod"] as const)("%s", (stack) => {
    let resources: readonly Resource[] = [];
    beforeAll(async () => {
        ({ resources } = (await plan(stack)).plan);
    });

    test("ConfigMaps carry what the sidecar's values ask for", () => {
        const dashboards = at(release(resources, "prometheus").values, "grafana", "sidecar", "dashboards");
        expectFound(resources, {
            label: String(at(dashboards, "label")),
            labelValue: String(at(dashboards, "labelValue")),
            folderAnnotation: String(at(dashboards, "folderAnnotation")),
            folder: String(at(dashboards, "folder")),
            namespaces: String(at(dashboards, "searchNamespace")),
        });
    });

    test("Grafana opens with a dashboard that the sidecar writes", () => {
        const grafana = at(release(resources, "prometheus").values, "grafana");
        const directory = String(at(grafana, "sidecar", "dashboards", "folder"));
        expect(at(grafana, "grafana.ini", "dashboards", "default_home_dashboard_path")).toBe(
            `${directory}/Business/go-coffee-overview.json`,
        );
    });

    test("Grafana evaluates no rule itself, and stays with one replica of Prometheus", () => {
        const { values } = release(resources, "prometheus");
        expect(at(values, "grafana", "grafana.ini", "unified_alerting")).toEqual({
            enabled: true,
            execute_alerts: false,
        });
        expect(at(values, "prometheus", "service", "sessionAffinity")).toBe(stack === "prod" ? "ClientIP" : undefined);
    });

    test("no secret is in a dashboard", () => {
        const suspicious = configMapsOf(resources)
            .flatMap((one) => texts(one.data))
            .filter(({ text }) => /password"?\s*[:=]\s*"[^"]|-----BEGIN|bearer /i.test(text));
        expect(suspicious.map(({ path }) => path)).toEqual([]);
    });
});

test("each role may open Grafana with its own dashboard", async () => {
    const { resources } = (await plan("dev", configuration("dev", { grafana: { home: "onCall" } }))).plan;
    expect(at(release(resources, "prometheus").values, "grafana", "grafana.ini", "dashboards")).toEqual({
        default_home_dashboard_path: "/tmp/dashboards/On call/go-coffee-on-call.json",
    });
});

test("time range and refresh of a folder are configuration", async () => {
    const views = { business: { timeRange: "7d", refresh: "5m" } };
    const { resources } = (await plan("dev", configuration("dev", { grafana: { views } }))).plan;
    const dashboardOf = (uid: string): unknown =>
        JSON.parse(String(at(manifest(resources, "ConfigMap", `dashboard-${uid}`), "data", `${uid}.json`)));
    expect(dashboardOf("go-coffee-overview")).toMatchObject({ time: { from: "now-7d", to: "now" }, refresh: "5m" });
    expect(dashboardOf("go-coffee-service")).toMatchObject({ time: { from: "now-1h", to: "now" }, refresh: "30s" });
});

test("without Grafana there are no dashboards", async () => {
    const { resources } = (await plan("dev", configuration("dev", { grafana: { enabled: false } }))).plan;
    expect(configMapsOf(resources)).toEqual([]);
});

if (!canRender) {
    test("the chart is not rendered: set CHART_MIRROR to a Helm repository that holds it, with helm on the PATH", () => {
        console.warn("The rendered sidecar was not checked: set CHART_MIRROR, with helm on the PATH.");
    });
} else {
    test.each(["dev", "prod"] as const)(
        "%s: the rendered sidecar finds every dashboard, and Grafana what it writes",
        async (stack) => {
            const { resources, documents } = await render(stack);
            const containers = at(
                document(documents, "Deployment", "grafana"),
                "spec",
                "template",
                "spec",
                "containers",
            );
            const env = new Map(
                (containers as { env?: { name: string; value?: string }[] }[])
                    .flatMap((container) => container.env ?? [])
                    .map(({ name, value }) => [name, value] as const),
            );
            const variable = (name: string): string => env.get(name) ?? "";
            const sidecar: Sidecar = {
                label: variable("LABEL"),
                labelValue: variable("LABEL_VALUE"),
                folderAnnotation: variable("FOLDER_ANNOTATION"),
                folder: variable("FOLDER"),
                namespaces: variable("NAMESPACE"),
            };
            expectFound(resources, sidecar);
            const provider = String(
                at(document(documents, "ConfigMap", "grafana-config-dashboards"), "data", "provider.yaml"),
            );
            expect(provider).toContain(`path: ${sidecar.folder}`);
            expect(provider).toContain("foldersFromFilesStructure: true");
            const ini = String(at(document(documents, "ConfigMap", "grafana"), "data", "grafana.ini"));
            expect(ini).toContain(`default_home_dashboard_path = ${sidecar.folder}/Business/go-coffee-overview.json`);
            const chartsOwn = documents.filter(
                (one) =>
                    one.kind === "ConfigMap" && at(one, "metadata", "labels", sidecar.label) === sidecar.labelValue,
            );
            expect(chartsOwn.length).toBeGreaterThan(5);
            expect(
                new Set(chartsOwn.map((one) => at(one, "metadata", "annotations", sidecar.folderAnnotation))),
            ).toEqual(new Set(["Kubernetes"]));
        },
    );
}
