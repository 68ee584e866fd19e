/** Choices at the top of a dashboard. */

import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import {
    CustomVariableBuilder,
    QueryVariableBuilder,
    VariableRefresh,
    VariableSort,
    type VariableModel,
} from "@grafana/grafana-foundation-sdk/dashboard";
import type { DashboardVariable } from "../../model/grafana/dashboards";
import { SOURCES } from "./sources";

export type Variable = Builder<VariableModel>;

interface Choice {
    readonly name: DashboardVariable;
    readonly label: string;
    readonly description: string;
    /** Whether everything may be chosen, and is at first. */
    readonly all?: boolean;
}

const ALL = { text: "All", value: "$__all" } as const;

/** A choice among the values that a label has in a series. */
export const valuesOf = (
    label: string,
    series: string,
    { name, label: title, description, all = false }: Choice,
): Variable => {
    const query = `label_values(${series}, ${label})`;
    const variable = new QueryVariableBuilder(name)
        .label(title)
        .description(description)
        .datasource(SOURCES.prometheus)
        .query({ query, refId: "A" })
        .definition(query)
        .refresh(VariableRefresh.OnTimeRangeChanged)
        .sort(VariableSort.AlphabeticalAsc)
        .multi(all)
        .includeAll(all);
    return all ? variable.allValue(".*").current(ALL) : variable;
};

interface Option {
    readonly text: string;
    readonly value: string;
}

/** A choice among what configuration knows; the first is chosen. */
export const choiceOf = (options: readonly Option[], { name, label, description }: Choice): Variable =>
    new CustomVariableBuilder(name)
        .label(label)
        .description(description)
        .values(options.map(({ text, value }) => (text === value ? value : `${text} : ${value}`)).join(","))
        .current({ text: options[0]?.text ?? "", value: options[0]?.value ?? "" });
