/** Series as Prometheus' text formats write them. */

export interface Labels {
    readonly [label: string]: string;
}

const escaped = (value: string): string =>
    value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");

export const idOf = (name: string, labels: Labels): string =>
    `${name}{${Object.entries(labels)
        .map(([label, value]) => `${label}="${escaped(value)}"`)
        .join(",")}}`;
