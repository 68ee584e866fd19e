import {
    AnnotationQueryBuilder,
    DashboardBuilder,
    DashboardCursorSync,
    DashboardLinkBuilder,
    DashboardLinkType,
    RowBuilder,
    type Dashboard,
    type Panel,
    type RowPanel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import { DASHBOARDS, type DashboardName } from "../../model/grafana/dashboards";
import { EVENTS_SERVICE } from "../../model/cluster/names";
import type { StackConfig } from "../../config/schema";
import { DATASOURCES } from "../../model/grafana/datasources";
import type { PanelSource } from "./panel";
import type { Variable } from "./variables";

/** Tag by which the dashboards of the stack find each other. */
const TAG = "go-coffee";
const COLUMNS = 24;

/** Panels under a heading, from left to right and then below. */
export interface Section {
    readonly title: string;
    readonly panels: readonly PanelSource[];
}

export const section = (title: string, ...panels: readonly PanelSource[]): Section => ({ title, panels });

export interface Page {
    readonly name: DashboardName;
    /** What it answers, for whom. */
    readonly description: string;
    readonly variables?: readonly Variable[];
    readonly sections: readonly Section[];
}

/** A dashboard: sections in rows, time range and refresh from config, deployments as annotations. */
export function page(config: StackConfig, { name, description, variables = [], sections }: Page): Dashboard {
    const { uid, title, folder } = DASHBOARDS[name];
    const { refresh, timeRange } = config.grafana.views[folder];
    const dashboard = new DashboardBuilder(title)
        .uid(uid)
        .description(description)
        .tags([TAG])
        .refresh(refresh)
        .time({ from: `now-${timeRange}`, to: "now" })
        .timezone("browser")
        .tooltip(DashboardCursorSync.Crosshair)
        .readonly()
        .variables([...variables])
        .annotation(deployments(config))
        .link(otherDashboards())
        .build();
    return { ...dashboard, panels: placed(sections) };
}

/** The others of the stack, with what is chosen here. */
const otherDashboards = (): DashboardLinkBuilder =>
    new DashboardLinkBuilder("Dashboards")
        .type(DashboardLinkType.Dashboards)
        .tags([TAG])
        .asDropdown(true)
        .includeVars(true)
        .keepTime(true);

/** Kubernetes tells of each new version that is rolled out: its replica set is scaled up from nothing. */
const deployments = ({ namespaces }: StackConfig): AnnotationQueryBuilder =>
    new AnnotationQueryBuilder()
        .name("Deployments")
        .datasource(DATASOURCES.loki)
        .enable(true)
        .iconColor("blue")
        .expr(
            `{service_name="${EVENTS_SERVICE}", k8s_namespace_name=~"${namespaces.applications.map(({ name }) => name).join("|")}"} |~ "Scaled up replica set .* from 0"`,
        )
        .titleFormat("Deployment");

/** Panels on the grid, each line as high as its highest panel; numbers follow the order. */
function placed(sections: readonly Section[]): (Panel | RowPanel)[] {
    let y = 0;
    let id = 0;
    return sections.flatMap(({ title, panels }) => {
        const heading: RowPanel = {
            ...new RowBuilder(title).build(),
            id: (id += 1),
            gridPos: { x: 0, y, w: COLUMNS, h: 1 },
        };
        let x = 0;
        let lineHeight = 0;
        y += 1;
        const below = panels.map((source) => {
            const panel = source.build();
            const { w, h } = panel.gridPos ?? { w: COLUMNS, h: 8 };
            if (x + w > COLUMNS) {
                x = 0;
                y += lineHeight;
                lineHeight = 0;
            }
            const gridPos = { x, y, w, h };
            x += w;
            lineHeight = Math.max(lineHeight, h);
            return { ...panel, id: (id += 1), gridPos };
        });
        y += lineHeight;
        return [heading, ...below];
    });
}
