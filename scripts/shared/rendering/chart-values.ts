/** Values that charts know. */

import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isPlainObject, mergeDeep, type PlainObject } from "../../../config/merge";

const readValues = (folder: string): PlainObject => {
    const file = join(folder, "values.yaml");
    const values: unknown = existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
    return isPlainObject(values) ? values : {};
};

/** Values that a chart knows, those of its subcharts under their names. */
export const valuesOfChart = (folder: string, subcharts: { readonly [name: string]: string }): PlainObject => {
    const below = Object.fromEntries(Object.entries(subcharts).map(([name, path]) => [name, readValues(path)]));
    return mergeDeep(below, readValues(folder));
};

/** The same of an unpacked chart, with the subcharts in its `charts` folder. */
export function valuesOfUnpackedChart(folder: string): PlainObject {
    const charts = join(folder, "charts");
    const names = existsSync(charts) ? readdirSync(charts) : [];
    return valuesOfChart(folder, Object.fromEntries(names.map((name) => [name, join(charts, name)])));
}
