import {
    FieldType,
    applyFieldOverrides,
    getFieldDisplayName,
    getFieldDisplayValues,
    standardTransformersRegistry,
    transformDataFrame,
    type DataFrame,
    type DisplayValue,
    type Field,
    type FieldConfigSource,
    type InterpolateFunction,
    type LinkModel,
} from "@grafana/data";
import { lastValueFrom } from "rxjs";
import type { Panel } from "../../support/dashboards";
import { PROPERTIES, THEME } from "./grafana-data";

/** What a reader sees of a panel: each figure, cell and series, with its words, colour and links. */
export interface Seen {
    /** What it is called: a figure, a series, or a column. */
    readonly name: string;
    readonly text: string;
    /** As `#rrggbb`, where the panel paints by value. */
    readonly color?: string;
    /** Whether there is no value. */
    readonly missing: boolean;
    readonly links: readonly string[];
    readonly unit?: string;
    /** Of a table. */
    readonly row?: number;
}

const written = ({ prefix = "", text, suffix = "" }: DisplayValue): string => `${prefix}${text}${suffix}`;
const hrefs = (links: readonly LinkModel<unknown>[] | undefined): readonly string[] =>
    (links ?? []).map(({ href }) => href);
const hex = (color: string | undefined): string => THEME.visualization.getColorByName(color ?? "text").toLowerCase();
/** What is in words has no number. */
const isMissing = (numeric: number, unit: string | undefined): boolean =>
    unit !== "string" && !Number.isFinite(numeric);

/** Cells of a table; those of its labels have no number. */
function cellsOf(frame: DataFrame): readonly Seen[] {
    return Array.from({ length: frame.length }, (_, row) => row).flatMap((row) =>
        frame.fields.map((field): Seen => {
            const value: unknown = field.values[row];
            const display = field.display?.(value) ?? { text: "", numeric: NaN };
            const painted = (field.config.custom as { cellOptions?: object } | undefined)?.cellOptions !== undefined;
            return {
                name: getFieldDisplayName(field, frame),
                text: written(display),
                missing: typeof value !== "string" && isMissing(display.numeric, field.config.unit),
                links: hrefs(field.getLinks?.({ valueRowIndex: row })),
                row,
                ...(field.config.unit === undefined ? {} : { unit: field.config.unit }),
                ...(painted ? { color: hex(display.color) } : {}),
            };
        }),
    );
}

/** The last value of each series. */
const seriesOf = (frames: readonly DataFrame[], painted: boolean): readonly Seen[] =>
    frames.flatMap((frame) =>
        frame.fields
            .filter(({ type }: Field) => type === FieldType.number)
            .map((field): Seen => {
                const display = field.display?.(field.values.at(-1)) ?? { text: "", numeric: NaN };
                return {
                    name: getFieldDisplayName(field, frame, [...frames]),
                    text: written(display),
                    missing: isMissing(display.numeric, field.config.unit),
                    links: hrefs(field.getLinks?.({ valueRowIndex: field.values.length - 1 })),
                    ...(field.config.unit === undefined ? {} : { unit: field.config.unit }),
                    ...(painted ? { color: hex(display.color) } : {}),
                };
            }),
    );

const unknownProperties = ({ fieldConfig }: Panel): readonly string[] =>
    (fieldConfig?.overrides ?? []).flatMap(({ properties }) =>
        properties.map(({ id }) => id).filter((id) => PROPERTIES.getIfExists(id) === undefined),
    );

/** What is seen of a panel with these frames, by Grafana's own transformations, field configuration, formats and links. */
export async function seenOf(
    panel: Panel,
    frames: readonly DataFrame[],
    replaceVariables: InterpolateFunction,
): Promise<readonly Seen[]> {
    const unknown = unknownProperties(panel);
    if (unknown.length > 0) throw new Error(`${panel.title ?? "?"}: no property ${unknown.join(", ")} of fields`);
    const transformers = (panel.transformations ?? []).filter(
        ({ id }) => standardTransformersRegistry.getIfExists(id) === undefined,
    );
    if (transformers.length > 0)
        throw new Error(`${panel.title ?? "?"}: no transformation ${transformers.map(({ id }) => id).join(", ")}`);
    const transformations = (panel.transformations ?? []).map(({ id, options }) => ({ id, options }));
    const transformed = await lastValueFrom(
        transformDataFrame(transformations, [...frames], { interpolate: (text) => text }),
    );
    const fieldConfig = structuredClone(panel.fieldConfig) as unknown as FieldConfigSource;
    const data = applyFieldOverrides({
        data: transformed,
        fieldConfig,
        replaceVariables,
        theme: THEME,
        timeZone: "utc",
        fieldConfigRegistry: PROPERTIES,
    });
    if (panel.type === "table") return data.flatMap(cellsOf);
    if (panel.type === "state-timeline") return seriesOf(data, true);
    if (panel.type !== "stat" && panel.type !== "bargauge") return seriesOf(data, false);
    const { reduceOptions, colorMode } = panel.options as {
        readonly reduceOptions: { readonly calcs: string[] };
        readonly colorMode?: string;
    };
    return getFieldDisplayValues({
        data,
        fieldConfig,
        reduceOptions,
        replaceVariables,
        theme: THEME,
        timeZone: "utc",
    }).map(({ display, getLinks, field }): Seen => ({
        name: display.title ?? "",
        text: written(display),
        missing: isMissing(display.numeric, field.unit),
        links: hrefs(getLinks?.()),
        ...(field.unit === undefined ? {} : { unit: field.unit }),
        ...(colorMode === "none" ? {} : { color: hex(display.color) }),
    }));
}
