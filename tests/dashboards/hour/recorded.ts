import { seconds, type Duration } from "../../../config/quantities";
import type { StackConfig } from "../../../config/schema";
import { prometheusRules } from "../../../rules/prometheus";
import { isAlert, type AlertingRule, type RecordingRule } from "../../../rules/types";
import { readPromql } from "../../../scripts/shared/alerting/queries";
import { BEGIN, END, EVALUATED_EVERY, FIRST, MARKS, MARKS_EVERY, WEEK_BEFORE } from "./moments";
import type { Labels } from "./series";
import type { Sampled, Store } from "./store";

type Rule = AlertingRule | RecordingRule;

/** What a rule evaluated for the past gives, in the order in which rules rest on each other. */

const nameOf = (rule: Rule): string => (isAlert(rule) ? "ALERTS" : rule.record);

/** Rules in layers: each rests on what was recorded before it. */
function layers(rules: readonly Rule[]): readonly (readonly Rule[])[] {
    const depths = new Map<string, number>();
    const depthOf = (name: string, open: readonly string[] = []): number => {
        const known = depths.get(name);
        if (known !== undefined) return known;
        if (open.includes(name)) throw new Error(`${name} rests on itself`);
        const own = rules.filter((rule) => nameOf(rule) === name);
        const depth = own.length === 0 ? 0 : 1 + Math.max(0, ...own.map((rule) => under(rule, [...open, name])));
        depths.set(name, depth);
        return depth;
    };
    const under = (rule: Rule, open: readonly string[] = []): number =>
        Math.max(
            0,
            ...readPromql(rule.expr)
                .metrics.filter((metric) => metric !== "ALERTS")
                .map((metric) => depthOf(metric, open)),
        );
    const found: Rule[][] = [];
    for (const rule of rules) {
        const depth = under(rule);
        found[depth] = [...(found[depth] ?? []), rule];
    }
    return found.filter((layer) => layer.length > 0);
}

const labelled = ({ metric, values }: Sampled, name: string, more: Labels): Sampled => ({
    metric: { ...metric, ...more, __name__: name },
    values,
});

/** When an alert is firing: once it has been active for as long as it must, until it isn't; and since when it has been active. */
function firing(alert: AlertingRule, active: readonly Sampled[]): readonly Sampled[] {
    const wait = alert.for === undefined ? 0 : seconds(alert.for as Duration);
    const labels = Object.fromEntries(Object.entries(alert.labels).filter(([, value]) => !value.includes("{{")));
    return active.flatMap(({ metric: { __name__: _, ...metric }, values }): readonly Sampled[] => {
        let since = 0;
        const states: (readonly [number, string])[] = [];
        const fired = values.flatMap(([moment], index) => {
            if (index === 0 || moment - (values[index - 1]?.[0] ?? 0) > EVALUATED_EVERY) since = moment;
            states.push([moment, String(since)]);
            return moment - since >= wait ? [[moment, "1"] as const] : [];
        });
        const more = { ...labels, alertname: alert.alert };
        return fired.length === 0
            ? []
            : [
                  labelled({ metric, values: fired }, "ALERTS", { ...more, alertstate: "firing" }),
                  labelled({ metric, values: states }, "ALERTS_FOR_STATE", more),
              ];
    });
}

/** Evaluates all rules of a stack over the hour, and those of which the past matters before it; gives what they are. */
export async function record(
    store: Store,
    config: StackConfig,
): Promise<{ readonly rules: number; readonly series: number }> {
    const rules: readonly Rule[] = Object.values(prometheusRules(config)).flatMap((groups) =>
        groups.flatMap((group) => group.rules),
    );
    const hour = { from: BEGIN, to: END, step: EVALUATED_EVERY };
    const before = { from: MARKS[0] ?? FIRST, to: END - MARKS_EVERY, step: MARKS_EVERY };
    let series = 0;
    for (const layer of layers(rules)) {
        const samples: Sampled[] = [];
        for (const rule of layer) {
            const found = await store.over(rule.expr, hour);
            if (isAlert(rule)) {
                samples.push(...firing(rule, found));
                continue;
            }
            const past: Sampled[] = [];
            for (const range of [before, ...WEEK_BEFORE]) past.push(...(await store.over(rule.expr, range)));
            samples.push(...[...past, ...found].map((one) => labelled(one, rule.record, rule.labels ?? {})));
        }
        // What one rule says before the hour and in it is one series.
        series += samples.length;
        store.loadSamples(merged(samples));
        await store.reopen();
    }
    return { rules: rules.length, series };
}

function merged(samples: readonly Sampled[]): readonly Sampled[] {
    const found = new Map<string, Sampled>();
    for (const one of samples) {
        const key = JSON.stringify(Object.entries(one.metric).sort());
        const known = found.get(key);
        const moments = new Set(known?.values.map(([moment]) => moment));
        found.set(
            key,
            known === undefined
                ? one
                : { ...known, values: [...known.values, ...one.values.filter(([moment]) => !moments.has(moment))] },
        );
    }
    return [...found.values()].map((one) => ({ ...one, values: [...one.values].sort(([a], [b]) => a - b) }));
}
