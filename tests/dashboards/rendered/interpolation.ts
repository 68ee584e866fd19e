import { getFieldDisplayValuesProxy, type DataContextScopedVar, type InterpolateFunction } from "@grafana/data";

/** What a reader has chosen: the values of each variable, or all. */
export interface Choice {
    readonly [variable: string]: readonly string[] | { readonly all: string };
}

/** Formats of variables: https://grafana.com/docs/grafana/latest/dashboards/variables/variable-syntax/ */
const FORMATS: { readonly [format: string]: (values: readonly string[], name: string) => string } = {
    pipe: (values) => values.join("|"),
    regex: (values) => {
        const escaped = values.map((value) => value.replaceAll(/[\\^$*+?.()|[\]{}/]/g, "\\$&"));
        return escaped.length === 1 ? escaped.join("") : `(${escaped.join("|")})`;
    },
    queryparam: (values, name) => values.map((value) => `var-${name}=${encodeURIComponent(value)}`).join("&"),
    uriencode: (values) => encodeURIComponent(values.length === 1 ? values.join("") : `{${values.join(",")}}`),
    glob: (values) => (values.length === 1 ? values.join("") : `{${values.join(",")}}`),
};

const TIME: { readonly [name: string]: string } = {
    __url_time_range: "from=1781089200000&to=1781092800000",
    __from: "1781089200000",
    __to: "1781092800000",
};

const textOf = (value: unknown): string =>
    typeof value === "string" || typeof value === "number" ? String(value) : "";

/** What a link or a title takes from the series or the row that is pointed at. */
function ofField(name: string, context: DataContextScopedVar["value"] | undefined): string | undefined {
    if (context === undefined) return undefined;
    const [, label] = /^__field\.labels\.(\w+)$/.exec(name) ?? [];
    if (label !== undefined) return context.field.labels?.[label] ?? "";
    const [, column] = /^__data\.fields\.(\w+)$/.exec(name) ?? [];
    if (column === undefined) return undefined;
    const row: unknown = getFieldDisplayValuesProxy({ frame: context.frame, rowIndex: context.rowIndex ?? 0 });
    return textOf((row as { readonly [column: string]: unknown } | undefined)?.[column]);
}

/** Fills in variables as Grafana's front end does; what nobody knows stays, and is found by whoever looks for `$`. */
export const interpolated =
    (choice: Choice): InterpolateFunction =>
    (text, scopedVars, format) =>
        text.replaceAll(
            /\$\{([\w.]+)(?::(\w+))?\}|\$(\w+)/g,
            (whole, braced?: string, own?: string, plain?: string) => {
                const name = braced ?? plain ?? "";
                const context: unknown = scopedVars?.__dataContext?.value;
                const found = TIME[name] ?? ofField(name, context as DataContextScopedVar["value"] | undefined);
                if (found !== undefined) return name in TIME ? found : encodeURIComponent(found);
                const chosen = choice[name];
                if (chosen === undefined) return whole;
                const how = own ?? (typeof format === "string" ? format : "glob");
                if ("all" in chosen) return how === "queryparam" ? `var-${name}=%24__all` : chosen.all;
                const formatted = FORMATS[how];
                if (formatted === undefined) throw new Error(`no format ${how} of ${name}`);
                return formatted(chosen, name);
            },
        );
