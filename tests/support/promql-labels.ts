import type { SyntaxNode } from "@lezer/common";
import { METRICS, seriesOf } from "../../model/telemetry/metrics";
import { isAlert, type AlertingRule, type RecordingRule } from "../../rules/types";
import { promqlTree } from "../../scripts/shared/alerting/queries";

type Rule = AlertingRule | RecordingRule;

/** Labels that a result can have; undefined for a scalar, which takes those of the other side. */
type Labels = ReadonlySet<string> | undefined;

/** What PromQL makes of the labels that sources emit: which labels a result has, and what can't be. */
export interface Inference {
    /** Labels that series of the result can have. */
    readonly labels: ReadonlySet<string>;
    /** Metrics nobody provides, labels nobody has, sides that can never match. */
    readonly problems: readonly string[];
}

const EMITTED = new Map(Object.values(METRICS).flatMap(seriesOf));
const NONE: ReadonlySet<string> = new Set();
const SCALAR = /^(NumberDurationLiteral|StringLiteral)/;
const LEFT_STAYS = ["And", "Unless"];
const SAME_SERIES = ["topk", "bottomk", "limitk", "limit_ratio"];

const union = (...all: readonly Labels[]): ReadonlySet<string> => new Set(all.flatMap((labels) => [...(labels ?? [])]));
const same = (a: ReadonlySet<string>, b: ReadonlySet<string>): boolean =>
    a.size === b.size && [...a].every((label) => b.has(label));
const isExpression = ({ name }: SyntaxNode): boolean =>
    /(Expr|Selector|Call|Literal)$/.test(name) && name !== "DurationExpr" && name !== "OffsetDurationExpr";

const childrenOf = (node: SyntaxNode): readonly SyntaxNode[] => {
    const children: SyntaxNode[] = [];
    for (let child = node.firstChild; child !== null; child = child.nextSibling) children.push(child);
    return children;
};

class Reader {
    readonly problems = new Set<string>();

    constructor(
        private readonly text: string,
        private readonly recorded: (metric: string) => Inference | undefined,
    ) {}

    read(node: SyntaxNode): Labels {
        if (SCALAR.test(node.name)) return undefined;
        switch (node.name) {
            case "VectorSelector":
                return this.selector(node);
            case "AggregateExpr":
                return this.aggregate(node);
            case "BinaryExpr":
                return this.binary(node);
            case "FunctionCall":
                return this.call(node);
            default: {
                const inner = childrenOf(node).find(isExpression);
                return inner === undefined ? undefined : this.read(inner);
            }
        }
    }

    private at({ from, to }: SyntaxNode): string {
        return this.text.slice(from, to);
    }

    private names(grouping: SyntaxNode | null): readonly string[] {
        return grouping === null ? [] : grouping.getChildren("LabelName").map((label) => this.at(label));
    }

    private expect(wanted: readonly string[], there: ReadonlySet<string>): void {
        wanted.filter((label) => !there.has(label)).forEach((label) => this.problems.add(`label ${label}`));
    }

    private selector(node: SyntaxNode): Labels {
        const name = node.getChild("Identifier");
        const metric = name === null ? this.at(node) : this.at(name);
        const emitted = EMITTED.get(metric);
        const labels = emitted === undefined ? this.recorded(metric)?.labels : new Set(emitted);
        if (labels === undefined) {
            this.problems.add(`metric ${metric}`);
            return NONE;
        }
        const matched = node.getChild("LabelMatchers")?.getChildren("UnquotedLabelMatcher") ?? [];
        this.expect(
            matched.flatMap((matcher) => this.names(matcher)),
            labels,
        );
        return labels;
    }

    private aggregate(node: SyntaxNode): Labels {
        const operation = node.getChild("AggregateOp");
        const inner = this.args(node).at(-1) ?? NONE;
        const modifier = node.getChild("AggregateModifier");
        const grouping = this.names(modifier?.getChild("GroupingLabels") ?? null);
        this.expect(grouping, inner);
        if (operation !== null && SAME_SERIES.includes(this.at(operation))) return inner;
        if (modifier === null) return NONE;
        return modifier.getChild("By") === null
            ? new Set([...inner].filter((label) => !grouping.includes(label)))
            : new Set(grouping);
    }

    private args(node: SyntaxNode): readonly Labels[] {
        const body = node.getChild("FunctionCallBody");
        return body === null
            ? []
            : childrenOf(body)
                  .filter(isExpression)
                  .map((argument) => this.read(argument));
    }

    private call(node: SyntaxNode): Labels {
        const identifier = node.getChild("FunctionIdentifier");
        const name = identifier === null ? "" : this.at(identifier);
        const args = this.args(node);
        if (name === "time" || name === "scalar") return undefined;
        if (name === "vector") return NONE;
        const inner = union(...args);
        const strings = node.getChild("FunctionCallBody")?.getChildren("StringLiteral") ?? [];
        const [made, second, ...others] = strings.map((literal) => this.at(literal).slice(1, -1));
        if (name === "label_replace" || name === "label_join") {
            const sources = name === "label_join" ? others : others.slice(0, 1);
            this.expect(
                sources.filter((label) => label !== ""),
                inner,
            );
            return second === undefined || made === undefined ? inner : union(inner, new Set([made]));
        }
        if (name === "histogram_quantile") {
            this.expect(["le"], inner);
            return new Set([...inner].filter((label) => label !== "le"));
        }
        return inner;
    }

    private binary(node: SyntaxNode): Labels {
        const [leftNode, rightNode] = childrenOf(node).filter(isExpression);
        if (leftNode === undefined || rightNode === undefined) return NONE;
        const [left, right] = [this.read(leftNode), this.read(rightNode)];
        if (left === undefined || right === undefined) return left ?? right;
        const clause = node.getChild("MatchingModifierClause");
        const [matching, included] = clause?.getChildren("GroupingLabels") ?? [];
        const wanted = this.names(matching ?? null);
        const on = clause !== null && clause.getChild("On") !== null;
        if (on) {
            this.expect(wanted, left);
            this.expect(wanted, right);
        }
        if (node.getChild("Or") !== null) return union(left, right);
        const ignoring = clause !== null && clause.getChild("Ignoring") !== null;
        const compared = (labels: ReadonlySet<string>): ReadonlySet<string> =>
            new Set([...labels].filter((label) => !wanted.includes(label)));
        if (!on && !same(ignoring ? compared(left) : left, ignoring ? compared(right) : right))
            this.problems.add(`sides that never match: ${this.at(node).replace(/\s+/g, " ")}`);
        if (LEFT_STAYS.some((operator) => node.getChild(operator) !== null)) return left;
        const more = new Set(this.names(included ?? null));
        this.expect([...more], clause?.getChild("GroupRight") == null ? right : left);
        if (clause?.getChild("GroupLeft") != null) return union(left, more);
        if (clause?.getChild("GroupRight") != null) return union(right, more);
        return on ? new Set(wanted) : ignoring ? compared(left) : left;
    }
}

/** Reads expressions over what sources emit and rules record. */
export function inferenceOver(rules: readonly Rule[]): (expr: string) => Inference {
    const known = new Map<string, Inference | undefined>();
    const recorded = (metric: string): Inference | undefined => {
        if (!known.has(metric)) {
            known.set(metric, undefined);
            const all = rules.filter((rule) => !isAlert(rule) && rule.record === metric);
            const inferred = all.map((rule) => ({ rule, ...infer(rule.expr) }));
            if (all.length > 0)
                known.set(metric, {
                    labels: union(
                        ...inferred.flatMap(({ labels, rule }) => [labels, new Set(Object.keys(rule.labels ?? {}))]),
                    ),
                    problems: inferred.flatMap(({ problems }) => problems),
                });
        }
        return known.get(metric);
    };
    const infer = (expr: string): Inference => {
        const reader = new Reader(expr, recorded);
        const top = childrenOf(promqlTree(expr).topNode).find(isExpression);
        const labels = top === undefined ? NONE : (reader.read(top) ?? NONE);
        return { labels, problems: [...reader.problems] };
    };
    return infer;
}
