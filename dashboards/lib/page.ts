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
import { SOURCES, sourceChoices } from "./sources";
import type { PanelSource } from "./panel";
import type { Variable } from "./variables";

/** Tag by which the dashboards of the stack find each other. */
const TAG = "go-coffee";
const COLUMNS = 24;

/** Panels under a heading, from left to right and then below. */
export interface Section {
    readonly title: string;
    readonly panels: readonly PanelSource[];
    /** Opened by whoever wants to know more. */
    readonly folded?: boolean;
}

export const section = (title: string, ...panels: readonly PanelSource[]): Section => ({ title, panels });

/** The same, closed when the page opens: its panels ask nothing until then. */
export const folded = (open: Section): Section => ({ ...open, folded: true });

export interface Page {
    readonly name: DashboardName;
    /** What it answers, for whom. */
    readonly description: string;
    readonly variables?: readonly Variable[];
    /** What is wrong, on top of everything else. */
    readonly status: readonly PanelSource[];
    readonly sections: readonly Section[];
}

/** A dashboard: sections in rows, time range and refresh from config, deployments as annotations. */
export function page(config: StackConfig, { name, description, variables = [], status, sections }: Page): Dashboard {
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
        .variables([...sourceChoices(config), ...variables])
        .annotation(deployments(config))
        .link(otherDashboards())
        .build();
    return {
        ...dashboard,
        annotations: { list: (dashboard.annotations.list ?? []).map(inSight) },
        links: (dashboard.links ?? []).map(inSight),
        panels: placed(status, sections),
    };
}

/** The builder library puts everything behind a button for settings: without a place, it is shown. */
const inSight = <T extends { placement?: unknown }>({ placement: _, ...shown }: T): Omit<T, "placement"> => shown;

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
        .datasource(SOURCES.loki)
        .enable(true)
        .iconColor("blue")
        .expr(
            `{service_name="${EVENTS_SERVICE}", k8s_namespace_name=~"${namespaces.applications.map(({ name }) => name).join("|")}"} |~ "Scaled up replica set .* from 0"`,
        )
        .titleFormat("Deployment");

interface Placed {
    readonly panels: readonly Panel[];
    /** The line below them. */
    readonly end: number;
}

/** Panels from left to right and then below, each line as high as its highest panel. */
function grid(sources: readonly PanelSource[], start: number): Placed {
    let x = 0;
    let y = start;
    let lineHeight = 0;
    const panels = sources.map((source) => {
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
        return { ...panel, gridPos };
    });
    return { panels, end: y + lineHeight };
}

/** The status, and sections below it; numbers follow the order. */
function placed(status: readonly PanelSource[], sections: readonly Section[]): (Panel | RowPanel)[] {
    let id = 0;
    const numbered = <T extends Panel | RowPanel>(panel: T): T => ({ ...panel, id: (id += 1) });
    const top = grid(status, 0);
    let y = top.end;
    return [
        ...top.panels.map(numbered),
        ...sections.flatMap(({ title, panels, folded: closed = false }) => {
            const heading = numbered<RowPanel>({
                ...new RowBuilder(title).build(),
                collapsed: closed,
                gridPos: { x: 0, y, w: COLUMNS, h: 1 },
            });
            const below = grid(panels, y + 1);
            const inside = below.panels.map(numbered);
            y = closed ? y + 1 : below.end;
            return closed ? [{ ...heading, panels: inside }] : [heading, ...inside];
        }),
    ];
}
