import { FieldType, createDataFrame, type DataFrame, type Field } from "@grafana/data";
import type { Sampled } from "../hour/store";
import type { Target } from "../../support/dashboards";

/** Answers as Grafana's data sources hand them to panels: their plugins' licences keep their own code out of here. */

/** What a legend makes of labels: `{{service}}`. */
const legend = (format: string, labels: { readonly [label: string]: string }): string =>
    format.replaceAll(/\{\{\s*(.+?)\s*\}\}/g, (_, label: string) => labels[label] ?? "");

const number = (value: string): number =>
    value === "+Inf" ? Infinity : value === "-Inf" ? -Infinity : value === "NaN" ? NaN : Number(value);

const timeField = (moments: readonly number[]): Field => ({
    name: "Time",
    type: FieldType.time,
    config: {},
    values: moments.map((moment) => moment * 1000),
});

/** A frame for each series: what figures and lines are drawn from. */
export const seriesFrames = ({ refId, legendFormat = "" }: Target, answer: readonly Sampled[]): DataFrame[] =>
    answer.map(({ metric, values }) =>
        createDataFrame({
            refId,
            fields: [
                timeField(values.map(([moment]) => moment)),
                {
                    name: "Value",
                    type: FieldType.number,
                    labels: { ...metric },
                    config: legendFormat === "" ? {} : { displayNameFromDS: legend(legendFormat, metric) },
                    values: values.map(([, value]) => number(value)),
                },
            ],
        }),
    );

/** One frame with a column for each label, and one for the value: what tables are made of. */
export function tableFrame({ refId }: Target, answer: readonly Sampled[], of: number): readonly DataFrame[] {
    if (answer.length === 0) return [];
    const labels = [...new Set(answer.flatMap(({ metric }) => Object.keys(metric)))].sort();
    return [
        createDataFrame({
            refId,
            fields: [
                timeField(answer.map(({ values }) => values.at(-1)?.[0] ?? 0)),
                ...labels.map((label) => ({
                    name: label,
                    type: FieldType.string,
                    config: { filterable: true },
                    values: answer.map(({ metric }) => metric[label] ?? ""),
                })),
                {
                    name: of === 1 ? "Value" : `Value #${refId}`,
                    type: FieldType.number,
                    config: {},
                    values: answer.map(({ values }) => number(values.at(-1)?.[1] ?? "NaN")),
                },
            ],
        }),
    ];
}
