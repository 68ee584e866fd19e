/** A table in Markdown. */
export const markdownTable = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
    [
        `| ${header.join(" | ")} |`.replaceAll("|  |", "| |"),
        `|${header.map(() => "---").join("|")}|`,
        ...rows.map((row) => `| ${row.join(" | ")} |`),
    ].join("\n");
