/** Rule files of `content.rules`: https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/ */

import { basename, extname } from "node:path";
import { parse } from "yaml";
import { z } from "zod";
import { nearest } from "../../config/nearest";
import { pathOf, type Problem } from "../../config/problems";
import type { StackConfig } from "../../config/schema";
import { TEAMS } from "../../config/schema/services";
import type { JsonObject } from "../formats/json";
import { fileProblem, folderProblems, readContent, type ContentFile, type ContentFolder } from "./files";

const KEY = "content.rules";
/** The operator refuses a PrometheusRule above this size. */
const MOST_BYTES = 524_288;
/** Severities that routes know; `none` tells nobody, as `info` does. */
const SEVERITIES = ["critical", "warning", "business", "info", "none"] as const;

const duration = z.string().regex(/^(\d+(ms|[smhdwy]))+$/, "must be a duration such as 5m");
const labels = z.record(z.string().regex(/^[a-zA-Z_]\w*$/, "must be the name of a label"), z.string());
const common = { expr: z.string().min(1), labels: labels.optional() };
const recording = z.strictObject({
    record: z.string().regex(/^[a-zA-Z_:][\w:]*$/, "must be the name of a metric"),
    ...common,
});
const alert = z.strictObject({
    alert: z.string().min(1),
    ...common,
    for: duration.optional(),
    keep_firing_for: duration.optional(),
    annotations: labels.optional(),
});
const ruleFile = z.strictObject({
    groups: z
        .array(
            z.strictObject({
                name: z.string().min(1),
                interval: duration.optional(),
                limit: z.int().optional(),
                query_offset: duration.optional(),
                labels: labels.optional(),
                rules: z.array(z.union([alert, recording])).min(1),
            }),
        )
        .min(1),
});

export const readRules = (folder: string): ContentFolder => readContent(folder, [".yaml", ".yml"]);

/** Name of a file's PrometheusRule. */
const nameOf = (path: string): string => `own-${basename(path, extname(path)).toLowerCase()}`;

/** PrometheusRules by name, as their groups are written. */
export function ownRules({ content }: StackConfig): { readonly [name: string]: readonly JsonObject[] } {
    if (content.rules === undefined) return {};
    const found = readRules(content.rules);
    if (found.state === "absent") return {};
    return Object.fromEntries(
        found.files.map(({ path, text }) => [nameOf(path), (parse(text) as { groups: readonly JsonObject[] }).groups]),
    );
}

/** All that is wrong in the files of a folder. */
export function ruleProblems(folder: string, found: ContentFolder): readonly Problem[] {
    if (found.state === "absent") return folderProblems(KEY, folder, found, "*.yaml");
    const names = found.files.map(({ path }) => nameOf(path));
    return [
        ...folderProblems(KEY, folder, found, "*.yaml"),
        ...found.files.flatMap((file, index) =>
            [...wrongName(names, index), ...wrongFile(file)].map((problem) =>
                fileProblem(KEY, folder, file.path, problem),
            ),
        ),
    ];
}

function wrongName(names: readonly string[], index: number): readonly string[] {
    const name = names[index] ?? "";
    if (!/^own-[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/.test(name))
        return ["its name must be one that Kubernetes takes: a-z, 0-9, -"];
    return names.indexOf(name) < index ? ["another file has this name: PrometheusRules are named after files"] : [];
}

function wrongFile({ text }: ContentFile): readonly string[] {
    if (Buffer.byteLength(text) > MOST_BYTES) return [`is larger than ${MOST_BYTES} bytes, which the operator refuses`];
    let written: unknown;
    try {
        written = parse(text);
    } catch (error) {
        return [`is no YAML: ${error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error)}`];
    }
    const parsed = ruleFile.safeParse(written);
    if (!parsed.success) return parsed.error.issues.map(inWords);
    const groups = parsed.data.groups.map(({ name }) => name);
    return [
        ...groups.filter((name, index) => groups.indexOf(name) < index).map((name) => `has two groups ${name}`),
        ...parsed.data.groups.flatMap(({ rules }) =>
            rules.flatMap((rule) => ("alert" in rule ? wrongLabels(rule.alert, rule.labels ?? {}) : [])),
        ),
    ];
}

function inWords(issue: z.core.$ZodIssue): string {
    // Of the two kinds of rules, what is wrong with the one that it is meant to be isn't known: the first that says most.
    const inner = issue.code === "invalid_union" ? issue.errors.flat()[0] : undefined;
    const { code } = inner ?? issue;
    const where = pathOf([...issue.path, ...(inner?.path ?? [])]) || "the file";
    const shown = inner ?? issue;
    if (shown.code === "unrecognized_keys")
        return `${where} has ${shown.keys.join(", ")}, which a rule file doesn't know`;
    if (code === "invalid_type")
        return `${where} must be ${ARTICLES[shown.code === "invalid_type" ? shown.expected : ""] ?? "there"}`;
    return `${where} ${shown.message.startsWith("must") ? shown.message : "must not be empty"}`;
}

const ARTICLES: { readonly [type: string]: string } = {
    string: "a text",
    array: "a list",
    object: "a map",
    record: "a map of texts",
    int: "a whole number",
    number: "a number",
};

/** Labels that decide who is told. */
function wrongLabels(name: string, { severity, team }: { readonly [label: string]: string }): readonly string[] {
    const unknown = (label: string, value: string | undefined, known: readonly string[]): readonly string[] => {
        if (value === undefined || known.includes(value)) return [];
        const near = nearest(value, known);
        const meant = near === undefined ? `; there are ${known.join(", ")}` : `; did you mean "${near}"?`;
        return [`alert ${name} has the ${label} ${value}, which no route knows${meant}`];
    };
    return [...unknown("severity", severity, SEVERITIES), ...unknown("team", team, TEAMS)];
}
