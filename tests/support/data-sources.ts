/** Which data sources a page asks: variables, which stand for the stack's own when it opens. */

interface Choosing {
    readonly templating: {
        readonly list: readonly {
            readonly name: string;
            readonly type: string;
            readonly current?: { readonly value?: unknown };
        }[];
    };
}

/** The JSON of a page with the data sources that are chosen when it opens, and without their variables. */
export function withChosenSources(json: string): string {
    const page = JSON.parse(json) as Choosing;
    const { list } = page.templating;
    const rest = list.filter(({ type }) => type !== "datasource");
    const text = JSON.stringify({ ...page, templating: { ...page.templating, list: rest } });
    return list
        .filter(({ type }) => type === "datasource")
        .reduce(
            (so, { name, current }) =>
                so.replaceAll(`&\${${name}:queryparam}`, "").replaceAll(`\${${name}}`, String(current?.value)),
            text,
        );
}
