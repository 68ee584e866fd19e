import type { StackConfig } from "../../config/schema";
import { dashboards } from "../../dashboards";
import { withChosenSources } from "./data-sources";

/** Dashboards as Grafana reads them: the JSON that ships, and nothing of the builders. */

export interface Target {
    readonly refId: string;
    readonly datasource?: { readonly type: string; readonly uid: string };
    readonly expr?: string;
    readonly legendFormat?: string;
    readonly instant?: boolean;
    readonly range?: boolean;
    readonly format?: string;
    readonly queryType?: string;
    readonly service?: string;
}

export interface Link {
    readonly title?: string;
    readonly url?: string;
}

export interface Property {
    readonly id: string;
    readonly value?: unknown;
}

export interface Panel {
    readonly id: number;
    readonly type: string;
    readonly title?: string;
    readonly description?: string;
    readonly datasource?: { readonly type: string; readonly uid: string };
    readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
    readonly targets?: readonly Target[];
    readonly links?: readonly Link[];
    readonly options?: { readonly [option: string]: unknown };
    /** A time range of its own. */
    readonly timeFrom?: string;
    readonly transformations?: readonly { readonly id: string; readonly options: unknown }[];
    /** Of a row that is folded: what it holds. */
    readonly panels?: readonly Panel[];
    readonly fieldConfig?: {
        readonly defaults: {
            readonly unit?: string;
            readonly noValue?: string;
            readonly min?: number;
            readonly color?: { readonly mode: string };
            readonly links?: readonly Link[];
        };
        readonly overrides: readonly {
            readonly matcher: { readonly id: string; readonly options: string };
            readonly properties: readonly Property[];
        }[];
    };
}

export interface Variable {
    readonly name: string;
    readonly type: string;
    readonly query: string | { readonly query: string };
    readonly allValue?: string;
    readonly multi?: boolean;
    readonly datasource?: { readonly uid: string };
}

export interface Annotation {
    readonly name: string;
    readonly datasource: { readonly type: string; readonly uid: string };
    readonly expr: string;
}

export interface Dashboard {
    readonly uid: string;
    readonly title: string;
    readonly description: string;
    readonly refresh: string;
    readonly time: { readonly from: string; readonly to: string };
    readonly tags: readonly string[];
    readonly links: readonly Link[];
    /** Panels of folded rows too, each after its row. */
    readonly panels: readonly Panel[];
    readonly templating: { readonly list: readonly Variable[] };
    readonly annotations: { readonly list: readonly Annotation[] };
}

export const dashboardsOf = (config: StackConfig): readonly Dashboard[] =>
    dashboards(config).map(({ json }) => {
        const dashboard = JSON.parse(withChosenSources(json)) as Dashboard;
        return { ...dashboard, panels: dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]) };
    });

/** What is seen when the page opens. */
export const openOf = ({ panels }: Dashboard): readonly Panel[] => {
    const folded = panels.flatMap((panel) => panel.panels ?? []);
    return panels.filter((panel) => !folded.includes(panel));
};

export const isRow = ({ type }: Panel): boolean => type === "row";

/** Links of a panel: on its values, on its columns, on itself. */
export const linksOf = ({ links = [], fieldConfig }: Panel): readonly Link[] => [
    ...links,
    ...(fieldConfig?.defaults.links ?? []),
    ...(fieldConfig?.overrides ?? []).flatMap(({ properties }) =>
        properties.filter(({ id }) => id === "links").flatMap(({ value }) => value as readonly Link[]),
    ),
];

/** Grafana's own variables, as they are in a dashboard of an hour. */
const BUILT_IN: { readonly [name: string]: string } = {
    __rate_interval: "2m",
    __interval: "30s",
    __auto: "1m",
    __range: "1h",
};

/** A query as Grafana sends it when everything is chosen. */
export const filledIn = (query: string): string =>
    query.replace(/\$\{?(\w+)(?::\w+)?\}?/g, (variable, name: string) => {
        if (/^\d+$/.test(name)) return variable;
        return BUILT_IN[name] ?? (name.startsWith("__") ? variable : ".*");
    });

/** Variables of the dashboard that a text names; Grafana's own and groups of patterns aren't. */
export const variablesIn = (text: string): readonly string[] =>
    [...text.matchAll(/\$\{?([a-zA-Z_]\w*)/g)].flatMap(([, name]) => (name?.startsWith("__") === false ? [name] : []));

/** `label_values(series, label)` taken apart. */
export function labelValues(query: string): { readonly series: string; readonly label: string } {
    const found = /^label_values\((.*), (\w+)\)$/s.exec(query);
    if (found === null) throw new Error(`${query} isn't label_values(series, label)`);
    return { series: found[1] ?? "", label: found[2] ?? "" };
}
