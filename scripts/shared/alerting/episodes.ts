/** When alerts are pending and fire over a history: what the real promtool evaluates. */

import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { toYaml } from "../../../model/formats/yaml";
import { isAlert, type Labels } from "../../../rules/types";
import { runBeside } from "../loopback/programs";
import { UsageError } from "../terminal/usage-error";
import { tool } from "../tools/tool";
import type { History } from "./history";
import { concernedBy, type Rule } from "./rules";

/** An alert from when its condition began to hold until it was over, in seconds since the beginning of the history. */
export interface Episode {
    /** With alertname. */
    readonly labels: Labels;
    readonly pending: number;
    /** Unset: it never fired. */
    readonly firing?: number;
    /** Unset: it goes on at the end. */
    readonly until?: number;
    readonly summary: string;
}

const identity = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort());

/** Labels in promtool's answers. */
const labelsIn = (text: string): Labels =>
    Object.fromEntries(
        [...text.matchAll(/(\w+)=("(?:[^"\\]|\\.)*")/g)].map(([, label = "", value = '""']): [string, string] => [
            label,
            String(JSON.parse(value)),
        ]),
    );

/** "1h2m3s" in seconds. */
const seconds = (text: string): number =>
    [...text.matchAll(/(\d+(?:\.\d+)?)(ms|[dhms])/g)].reduce(
        (sum, [, count, unit]) => sum + Number(count) * { d: 86_400, h: 3600, m: 60, s: 1, ms: 0.001 }[unit as "s"],
        0,
    );

interface Seen {
    readonly labels: Labels;
    readonly state: string;
}

/** What a promtool that expected nothing says that there was, by moment. */
function answersIn(output: string): ReadonlyMap<number, readonly Seen[]> {
    const found = new Map<number, readonly Seen[]>();
    for (const [, time = "", got = ""] of output.matchAll(
        /expr: "ALERTS", time: (\S+),\s*\n\s*exp:[^\n]*\n\s*got: *([^\n]*)/g,
    )) {
        const seen = [...got.matchAll(/\{((?:[^"}]|"(?:[^"\\]|\\.)*")*)\}/g)].map(([, inner = ""]): Seen => {
            const { __name__: _, alertstate: state = "", ...labels } = labelsIn(inner);
            return { labels, state };
        });
        found.set(seconds(time), seen);
    }
    return found;
}

/** Texts of Prometheus with labels alone in them. */
const rendered = (text: string, labels: Labels): string =>
    text.replaceAll(/\{\{ \$labels\.(\w+) \}\}/g, (_, label: string) => labels[label] ?? "");

function summaryOf(labels: Labels, rules: readonly Rule[]): string {
    const rule = rules
        .filter(isAlert)
        .find(
            (one) =>
                one.alert === labels.alertname &&
                Object.entries(one.labels).every(([label, value]) => labels[label] === value),
        );
    return rendered(rule?.annotations.summary ?? "", labels);
}

/** Evaluates the rules that a history is about. */
export async function episodesOf(history: History, all: readonly Rule[]): Promise<readonly Episode[]> {
    const rules = concernedBy(Object.keys(history.series), all);
    const moments = Array.from(
        { length: Math.floor(history.length / history.evaluatedEvery) + 1 },
        (_, index) => index * history.evaluatedEvery,
    );
    const answers = answersIn(await promtool(history, rules, moments));
    const episodes: Episode[] = [];
    const open = new Map<string, { labels: Labels; pending: number; firing?: number }>();
    for (const moment of moments) {
        const seen = answers.get(moment) ?? [];
        for (const { labels, state } of seen) {
            const key = identity(labels);
            const one = open.get(key) ?? { labels, pending: moment };
            if (state === "firing" && one.firing === undefined) one.firing = moment;
            open.set(key, one);
        }
        const there = new Set(seen.map(({ labels }) => identity(labels)));
        for (const [key, one] of open)
            if (!there.has(key)) {
                episodes.push({ ...one, until: moment, summary: summaryOf(one.labels, rules) });
                open.delete(key);
            }
    }
    for (const one of open.values()) episodes.push({ ...one, summary: summaryOf(one.labels, rules) });
    return episodes.sort((a, b) => a.pending - b.pending);
}

async function promtool(history: History, rules: readonly Rule[], moments: readonly number[]): Promise<string> {
    const folder = mkdtempSync(join(tmpdir(), "go-coffee-simulation-"));
    const test = {
        interval: `${history.every}s`,
        ...(history.start === 0 ? {} : { start_timestamp: new Date(history.start * 1000).toISOString() }),
        input_series: Object.entries(history.series).map(([series, values]) => ({ series, values })),
        promql_expr_test: moments.map((moment) => ({ expr: "ALERTS", eval_time: `${moment}s`, exp_samples: [] })),
    };
    try {
        writeFileSync(join(folder, "rules.yaml"), toYaml({ groups: [{ name: "rules", rules }] }));
        const file = join(folder, "test.yaml");
        writeFileSync(
            file,
            toYaml({ rule_files: ["rules.yaml"], evaluation_interval: `${history.evaluatedEvery}s`, tests: [test] }),
        );
        const { code, output } = await runBeside(tool("promtool"), ["test", "rules", file]);
        if (code !== 0 && !output.includes('expr: "ALERTS"'))
            throw new UsageError(`promtool can't evaluate the history: ${output.trim()}`);
        return output;
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
