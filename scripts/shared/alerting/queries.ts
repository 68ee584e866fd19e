import { createRequire } from "node:module";
import type { SyntaxNodeRef, Tree } from "@lezer/common";
import type { LRParser } from "@lezer/lr";

// The grammars' packages declare their types for ES modules alone.
const load = createRequire(__filename);
const grammar = (name: string): LRParser => (load(name) as { readonly parser: LRParser }).parser;
const promql = grammar("@prometheus-io/lezer-promql");
const logql = grammar("@grafana/lezer-logql");

/** What a PromQL expression asks for. */
export interface Query {
    /** Where it can't be parsed. */
    readonly errors: readonly string[];
    /** Names of the series that it selects. */
    readonly metrics: readonly string[];
    /** Labels that it names: in matchers, groupings and joins. */
    readonly labels: readonly string[];
    /** Labels that it makes: `label_replace`, `label_join`, `count_values`. */
    readonly made: readonly string[];
    /** Matchers that a selector holds, by metric. */
    readonly matchers: readonly { readonly metric: string; readonly label: string; readonly value: string }[];
    readonly functions: readonly string[];
}

const errorsOf = (tree: Tree, text: string): readonly string[] => {
    const errors: string[] = [];
    tree.iterate({
        enter: ({ type, from, to }) => {
            if (type.isError) errors.push(`at ${from}: ${text.slice(Math.max(0, from - 30), to + 10)}`);
        },
    });
    return errors;
};

export const promqlTree = (text: string): Tree => promql.parse(text);

/** Reads PromQL with the grammar of Prometheus' own user interface. */
export function readPromql(text: string): Query {
    const tree = promql.parse(text);
    const found = { metrics: new Set<string>(), labels: new Set<string>(), made: new Set<string>() };
    const matchers: { metric: string; label: string; value: string }[] = [];
    const functions = new Set<string>();
    let metric = "";
    const at = ({ from, to }: { readonly from: number; readonly to: number }): string => text.slice(from, to);
    tree.iterate({
        enter: (node: SyntaxNodeRef) => {
            const inner = node.node;
            switch (node.name) {
                case "VectorSelector": {
                    const name = inner.getChild("Identifier");
                    metric = name === null ? "" : at(name);
                    found.metrics.add(metric);
                    break;
                }
                case "UnquotedLabelMatcher": {
                    const label = inner.getChild("LabelName");
                    const value = inner.getChild("StringLiteral");
                    if (label !== null && value !== null)
                        matchers.push({ metric, label: at(label), value: at(value).slice(1, -1) });
                    break;
                }
                case "LabelName":
                    found.labels.add(at(node));
                    break;
                case "FunctionIdentifier":
                    functions.add(at(node));
                    break;
                case "FunctionCall": {
                    const strings = inner.getChild("FunctionCallBody")?.getChildren("StringLiteral") ?? [];
                    const [made] = strings;
                    const name = inner.getChild("FunctionIdentifier");
                    if (made !== undefined && name !== null && at(name).startsWith("label_"))
                        found.made.add(at(made).slice(1, -1));
                    break;
                }
            }
        },
    });
    return {
        errors: errorsOf(tree, text),
        metrics: [...found.metrics],
        labels: [...found.labels],
        made: [...found.made],
        matchers,
        functions: [...functions],
    };
}

/** A selector of an expression: the name of the series, and its matchers as `label`, operator and value. */
export interface Selector {
    readonly metric: string;
    readonly matchers: readonly { readonly label: string; readonly operator: string; readonly value: string }[];
}

/** Every selector of a PromQL expression. */
export function selectorsOf(text: string): readonly Selector[] {
    const selectors: { metric: string; matchers: { label: string; operator: string; value: string }[] }[] = [];
    promql.parse(text).iterate({
        enter: ({ name, node, from, to }) => {
            if (name === "VectorSelector") {
                const metric = node.getChild("Identifier");
                selectors.push({ metric: metric === null ? "" : text.slice(metric.from, metric.to), matchers: [] });
            }
            if (name !== "UnquotedLabelMatcher") return;
            const [, label = "", operator = "", value = ""] =
                /^(\w+)\s*(=~|!~|!=|=)\s*["'`]([\s\S]*)["'`]$/.exec(text.slice(from, to)) ?? [];
            selectors.at(-1)?.matchers.push({ label, operator, value });
        },
    });
    return selectors;
}

/** Where LogQL can't be parsed, by Grafana's own grammar. */
export const logqlErrors = (text: string): readonly string[] => errorsOf(logql.parse(text), text);
