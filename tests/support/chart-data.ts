import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isPlainObject, type PlainObject } from "../../config/merge";
import { valuesOfChart } from "../../scripts/shared/rendering/chart-values";
import { PROJECT } from "./plan";

/**
 * The charts' own data, for checking what we set: beside the project, or where CHART_DATA says. Tests that need it say so
 * when it isn't at hand.
 */
const FOLDER = process.env.CHART_DATA ?? join(PROJECT, "..", "shared");

const folderOf = (name: string): string | undefined => {
    const folder = join(FOLDER, name);
    return existsSync(folder) ? folder : undefined;
};

export const CHARTS_FOLDER = folderOf("charts");
export const CRDS_FOLDER = folderOf("crds");

/** Registers tests that need data; without it, one test that says what was not checked. */
export function withData(folder: string | undefined, what: string, tests: (folder: string) => void): void {
    if (folder !== undefined) {
        tests(folder);
        return;
    }
    test(`${what}: not checked, there is no data in ${FOLDER}`, () => {
        console.warn(`${what} was not checked: there is no data in ${FOLDER} (set CHART_DATA).`);
    });
}

/** Values that a chart knows, from `<chart>/values.yaml` and `<chart>.<subchart>/values.yaml`. */
export const knownValues = (folder: string, chart: string): PlainObject =>
    valuesOfChart(
        join(folder, chart),
        Object.fromEntries(
            readdirSync(folder)
                .filter((name) => name.startsWith(`${chart}.`))
                .map((name) => [name.slice(chart.length + 1), join(folder, name)]),
        ),
    );

/** The chart's JSON schema, where it has one. */
export function schemaOf(folder: string, chart: string): PlainObject | undefined {
    const file = join(folder, chart, "values.schema.json");
    if (!existsSync(file)) return undefined;
    const schema: unknown = JSON.parse(readFileSync(file, "utf8"));
    return isPlainObject(schema) ? schema : undefined;
}

/** Schema of a custom resource's kind, unknown fields refused as the API server's strict validation does. */
export function customResourceSchema(folder: string, kind: string, version: string): PlainObject | undefined {
    for (const file of readdirSync(folder)) {
        const crd: unknown = parse(readFileSync(join(folder, file), "utf8"));
        if (!isPlainObject(crd) || !isPlainObject(crd.spec) || !isPlainObject(crd.spec.names)) continue;
        if (crd.spec.names.kind !== kind || !Array.isArray(crd.spec.versions)) continue;
        const found: unknown = crd.spec.versions.find((one) => isPlainObject(one) && one.name === version);
        const schema = isPlainObject(found) && isPlainObject(found.schema) ? found.schema.openAPIV3Schema : undefined;
        if (isPlainObject(schema)) return strict(schema);
    }
    return undefined;
}

const strict = (schema: PlainObject): PlainObject => {
    const { pattern, ...rest } = schema;
    const { properties, additionalProperties, items } = rest;
    // Go's inline flags are no regular expression here.
    const portable = typeof pattern === "string" && !pattern.includes("(?") ? { pattern } : {};
    const open = schema["x-kubernetes-preserve-unknown-fields"] === true || additionalProperties !== undefined;
    return {
        ...rest,
        ...portable,
        ...(isPlainObject(properties)
            ? {
                  properties: Object.fromEntries(
                      Object.entries(properties).map(([key, value]) => [
                          key,
                          isPlainObject(value) ? strict(value) : value,
                      ]),
                  ),
                  ...(open ? {} : { additionalProperties: false }),
              }
            : {}),
        ...(isPlainObject(additionalProperties) ? { additionalProperties: strict(additionalProperties) } : {}),
        ...(isPlainObject(items) ? { items: strict(items) } : {}),
    };
};
