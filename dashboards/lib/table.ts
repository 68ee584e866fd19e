/** Panels of rows and columns. */

import { TableSortByFieldStateBuilder } from "@grafana/grafana-foundation-sdk/common";
import type { DynamicConfigValue } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { DATASOURCES } from "../../model/grafana/datasources";
import { dressed, thresholdsOf, type Aim, type PanelOptions } from "./panel";
import type { Lead } from "./leads";
import { asRows } from "./queries";
import { UNITS, type Unit } from "./units";

export interface Column {
    readonly name: string;
    /** PromQL with one value for each row. */
    readonly query: string;
    readonly unit: Unit;
    readonly decimals?: number;
    readonly aim?: Aim;
}

export interface TableOptions extends PanelOptions {
    /** Labels that name a row, with what heads their column. */
    readonly rows: { readonly [label: string]: string };
    readonly columns: readonly Column[];
    /** Column to sort by, largest first; smallest first with a minus before it. */
    readonly sort?: string;
    /** What no row means, where that is good news. */
    readonly whenNone?: string;
}

const SIZE = { width: 12, height: 8 } as const;

const header = (name: string): DynamicConfigValue => ({ id: "displayName", value: name });
const linked = (leads: readonly Lead[]): DynamicConfigValue => ({ id: "links", value: leads });

/** Grafana calls the only value of a table `Value`, and those of several queries after them. */
const fieldOf = (index: number, count: number): string =>
    count === 1 ? "Value" : `Value #${String.fromCharCode("A".charCodeAt(0) + index)}`;

const columnProperties = ({ name, unit, decimals, aim }: Column): DynamicConfigValue[] => [
    header(name),
    { id: "unit", value: UNITS[unit] },
    { id: "decimals", value: decimals ?? 1 },
    ...(aim === undefined
        ? []
        : [
              { id: "thresholds", value: thresholdsOf(aim).build() },
              { id: "custom.cellOptions", value: { type: "color-text" } },
          ]),
];

/** A row for each combination of labels, a column for each query. The leads are on the first column. */
export const table = (options: TableOptions): TableBuilder => {
    const { rows, columns, sort, leads = [], whenNone } = options;
    const labels = Object.entries(rows);
    const panel = dressed(new TableBuilder(), DATASOURCES.prometheus, { ...options, leads: [] }, SIZE, whenNone)
        .targets(columns.map(({ query }, index) => asRows({ query }, index)))
        .withTransformation({ id: "merge", options: {} })
        .withTransformation({
            id: "organize",
            options: {
                excludeByName: { Time: true },
                indexByName: Object.fromEntries(
                    [
                        ...labels.map(([label]) => label),
                        ...columns.map((_, index) => fieldOf(index, columns.length)),
                    ].map((field, index) => [field, index]),
                ),
            },
        });
    labels.forEach(([label, name], index) =>
        panel.overrideByName(label, [header(name), ...(index === 0 && leads.length > 0 ? [linked(leads)] : [])]),
    );
    columns.forEach((column, index) => panel.overrideByName(fieldOf(index, columns.length), columnProperties(column)));
    if (sort !== undefined)
        panel.sortBy([
            new TableSortByFieldStateBuilder().displayName(sort.replace(/^-/, "")).desc(!sort.startsWith("-")),
        ]);
    return panel;
};
