/** Panels of rows and columns. */

import { TableCellHeight, TableSortByFieldStateBuilder } from "@grafana/grafana-foundation-sdk/common";
import type { DynamicConfigValue } from "@grafana/grafana-foundation-sdk/dashboard";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { SOURCES } from "./sources";
import { asFarAsKnown, dressed, thresholdsOf, type Aim, type PanelOptions } from "./panel";
import type { Lead } from "./leads";
import { said, unknown, type States } from "./meanings";
import { asRows } from "./queries";
import { UNITS, type Unit } from "./units";

export interface Column {
    readonly name: string;
    /** PromQL with one value for each row. */
    readonly query: string;
    readonly unit: Unit;
    readonly decimals?: number;
    readonly aim?: Aim;
    /** What its values mean, in words. */
    readonly states?: States;
}

export interface TableOptions extends PanelOptions {
    /** Labels that name a row, with what heads their column. */
    readonly rows: { readonly [label: string]: string };
    readonly columns: readonly Column[];
    /** Columns to sort by, largest first; smallest first with a minus before it. */
    readonly sort?: string | readonly string[];
    /** What no row means, where that is good news. */
    readonly whenNone?: string;
}

const SIZE = { width: 12, height: 8 } as const;
/** Pixels: names have what figures leave. */
const WIDTHS = { name: 150, otherName: 110, figure: 100 } as const;
/** Of a cell that has no value. */
const NOTHING = "–";

const header = (name: string): DynamicConfigValue => ({ id: "displayName", value: name });
const linked = (leads: readonly Lead[]): DynamicConfigValue => ({ id: "links", value: leads });

/** Grafana calls the only value of a table `Value`, and those of several queries after them. */
const fieldOf = (index: number, count: number): string =>
    count === 1 ? "Value" : `Value #${String.fromCharCode("A".charCodeAt(0) + index)}`;

const columnProperties = ({ name, unit, decimals, aim, states }: Column): DynamicConfigValue[] => [
    header(name),
    { id: "unit", value: UNITS[unit] },
    { id: "decimals", value: decimals ?? 1 },
    { id: "noValue", value: NOTHING },
    { id: "mappings", value: [unknown(NOTHING), ...(states === undefined ? [] : [said(states)])] },
    { id: "custom.width", value: WIDTHS.figure },
    { id: "custom.wrapHeaderText", value: true },
    ...(aim === undefined ? [] : [{ id: "thresholds", value: thresholdsOf(aim).build() }]),
    ...(aim === undefined && states === undefined ? [] : [{ id: "custom.cellOptions", value: { type: "color-text" } }]),
];

const labelProperties = (name: string, index: number, leads: readonly Lead[]): DynamicConfigValue[] => [
    header(name),
    { id: "noValue", value: NOTHING },
    { id: "custom.minWidth", value: index === 0 ? WIDTHS.name : WIDTHS.otherName },
    ...(index === 0 && leads.length > 0 ? [linked(leads)] : []),
];

/**
 * A row for each combination of labels, a column for each query. The leads are on the first column; figures come next, so that a
 * narrow screen has them, and what else names a row comes last.
 */
export const table = (options: TableOptions): TableBuilder => {
    const { rows, columns, sort = [], leads = [], whenNone } = options;
    const labels = Object.entries(rows);
    const names = labels.map(([label]) => label);
    const fields = columns.map((_, index) => fieldOf(index, columns.length));
    // Columns meet where all of their labels are the same: a recorded series has its name and more besides.
    const only = (query: string): string => `max by (${names.join(", ")}) (${query})`;
    const panel = dressed(
        new TableBuilder(),
        SOURCES.prometheus,
        { ...options, leads: [] },
        SIZE,
        asFarAsKnown(whenNone),
    )
        .targets(columns.map(({ query }, index) => asRows({ query: only(query) }, index)))
        .withTransformation({ id: "merge", options: {} })
        .withTransformation({
            id: "organize",
            options: {
                excludeByName: { Time: true },
                indexByName: Object.fromEntries(
                    [...names.slice(0, 1), ...fields, ...names.slice(1)].map((field, index) => [field, index]),
                ),
            },
        })
        .cellHeight(TableCellHeight.Sm);
    labels.forEach(([label, name], index) => panel.overrideByName(label, labelProperties(name, index, leads)));
    columns.forEach((column, index) => panel.overrideByName(fields[index] ?? "", columnProperties(column)));
    panel.sortBy(
        [sort]
            .flat()
            .map((column) =>
                new TableSortByFieldStateBuilder().displayName(column.replace(/^-/, "")).desc(!column.startsWith("-")),
            ),
    );
    return panel;
};
