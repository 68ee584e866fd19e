import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { seconds, type Duration } from "../../../config/quantities";
import { toYaml } from "../../../model/formats/yaml";
import { FROM } from "../../../rules/links";
import { isAlert, type AlertingRule, type Labels } from "../../../rules/types";
import { runBeside } from "../../../scripts/shared/loopback/programs";
import { limited } from "../../../scripts/shared/system/parallel";
import { tool } from "../../../scripts/shared/tools/tool";
import {
    isAlertProof,
    valuesOf,
    type AlertProof,
    type Fired,
    type Firing,
    type Input,
    type NearMiss,
    type RecordingProof,
    type Time,
    type Values,
} from "./proofs";
import { closureOf, nameOf, rulesUnder, type Rule } from "./rules";

/** As many at once as the machine has cores: promtool reckons most of the time on one of them. */
const atOnce = limited(availableParallelism());

const DEFAULT_INTERVAL: Duration = "30s";
const HOUR = 3600;

const secondsOf = (time: Time): number => (time === "0s" ? 0 : seconds(time));
const intervalOf = ({ every = DEFAULT_INTERVAL }: Input): number => secondsOf(every);

/** Every evaluation from one on, up to another that isn't among them. */
const evaluations = (input: Input, from: number, to: number): readonly number[] => {
    const step = intervalOf(input);
    return Array.from({ length: Math.ceil((to - from) / step) }, (_, index) => from + index * step);
};

/** A case of a proof: what promtool is given. */
interface Case {
    readonly given: string;
    readonly input: Input;
    readonly checks: (rules: readonly Rule[]) => { readonly [section: string]: readonly unknown[] };
}

const silentAt = (alert: string, times: readonly number[]): readonly unknown[] =>
    times.map((time) => ({ eval_time: `${time}s`, alertname: alert, exp_alerts: [] }));

const firingCase = (alert: string, firing: Firing): Case => {
    const [at, until] = [secondsOf(firing.at), secondsOf(firing.until)];
    return {
        given: firing.given,
        input: firing,
        checks: (rules) => ({
            alert_rule_test: [
                ...silentAt(alert, evaluations(firing, 0, at)),
                {
                    eval_time: `${at}s`,
                    alertname: alert,
                    exp_alerts: firing.alerts.map((fired) => ({
                        exp_labels: fired.labels,
                        exp_annotations: annotationsOf(alert, fired, firing, rules),
                    })),
                },
                ...silentAt(alert, [until + keptFor(alert, firing, rules)]),
            ],
            promql_expr_test: [
                {
                    expr: `count(ALERTS{alertname="${alert}", alertstate="firing"})`,
                    eval_time: `${until + keptFor(alert, firing, rules) - intervalOf(firing)}s`,
                    exp_samples: [{ labels: "{}", value: firing.alerts.length }],
                },
            ],
        }),
    };
};

/** How long its rule keeps it on, in seconds; evaluations are the grid. */
function keptFor(alert: string, firing: Firing, rules: readonly Rule[]): number {
    const [first] = firing.alerts;
    const kept = seconds((ruleOf(alert, first, rules).keep_firing_for ?? "0s") as Duration);
    return Math.ceil(kept / intervalOf(firing)) * intervalOf(firing);
}

const nearMissCase = (alert: string, miss: NearMiss): Case => ({
    given: `${miss.given}: silent`,
    input: miss,
    checks: () => ({
        alert_rule_test: silentAt(
            alert,
            evaluations(miss, secondsOf(miss.from ?? "0s"), secondsOf(miss.for) + intervalOf(miss)),
        ),
    }),
});

/** Computed by hand, so to a millionth; rounding takes the name off. */
const valuesCase = (record: string, values: Values): Case => ({
    given: values.given,
    input: values,
    checks: () => ({
        promql_expr_test: [
            {
                expr: `round(${record}, 1e-6)`,
                eval_time: values.at,
                exp_samples: Object.entries(values.values).map(([labels, value]) => ({
                    labels,
                    value: Number(value.toFixed(6)),
                })),
            },
        ],
    }),
});

const casesOf = (proof: AlertProof | RecordingProof): readonly Case[] =>
    isAlertProof(proof)
        ? [
              ...proof.fires.map((firing) => firingCase(proof.alert, firing)),
              ...proof.silent.map((miss) => nearMissCase(proof.alert, miss)),
          ]
        : valuesOf(proof).map((values) => valuesCase(proof.record, values));

/** The rule that such an alert comes from: its fixed labels are among the alert's. */
export function ruleOf(alert: string, { labels }: Fired, rules: readonly Rule[]): AlertingRule {
    const found = rules
        .filter(isAlert)
        .filter((rule) => rule.alert === alert)
        .filter((rule) =>
            Object.entries(rule.labels).every(([label, value]) => value.includes("{{") || labels[label] === value),
        );
    const [only] = found;
    if (only === undefined || new Set(found.map(({ annotations }) => JSON.stringify(annotations))).size > 1)
        throw new Error(`${found.length} rules ${alert} for ${JSON.stringify(labels)}`);
    return only;
}

/** Texts as the proof has them, links with the alert's labels and its moment filled in. */
function annotationsOf(alert: string, fired: Fired, firing: Firing, rules: readonly Rule[]): Labels {
    const { annotations } = ruleOf(alert, fired, rules);
    const now = (firing.start === undefined ? 0 : Date.parse(firing.start) / 1000) + secondsOf(firing.at);
    const rendered = Object.entries(annotations).map(([name, template]) => [
        name,
        template
            .replaceAll(FROM, String((now - HOUR) * 1000))
            .replace(
                /\{\{ with \$labels\.(\w+) \}\}\{\{ \. \}\}\{\{ else \}\}(\w+)\{\{ end \}\}/g,
                (_, label: string, otherwise: string) => fired.labels[label] ?? otherwise,
            )
            .replace(/\{\{ \$labels\.(\w+) \| urlquery \}\}/g, (_, label: string) =>
                encodeURIComponent(fired.labels[label] ?? "").replaceAll("%20", "+"),
            ),
    ]);
    return { ...(Object.fromEntries(rendered) as Labels), summary: fired.summary, description: fired.description };
}

/** Recorded series among those that a case is given: `level:metric:operations`. */
const recordedIn = ({ series }: Input): readonly string[] => [
    ...new Set(
        Object.keys(series)
            .map((one) => one.replace(/\{.*/, ""))
            .filter((one) => one.includes(":")),
    ),
];

/** Tries a proof with the real promtool, the rules being those of its cases' settings: what it said when it failed. */
export async function failuresOf(proof: AlertProof | RecordingProof): Promise<string> {
    const name = isAlertProof(proof) ? proof.alert : proof.record;
    const alike = new Map<string, Case[]>();
    for (const one of casesOf(proof)) {
        const key = JSON.stringify([one.input.settings, intervalOf(one.input), recordedIn(one.input)]);
        alike.set(key, [...(alike.get(key) ?? []), one]);
    }
    return (await Promise.all([...alike.values()].map((cases) => tryCases(name, cases)))).join("");
}

/** Cases of one configuration, one interval and the same recorded series: one run of promtool. */
async function tryCases(name: string, cases: readonly Case[]): Promise<string> {
    const [one] = cases;
    if (one === undefined) return "";
    const rules = closureOf(name, rulesUnder(one.input.settings), new Set(recordedIn(one.input)));
    if (!rules.some((rule) => nameOf(rule) === name)) return `there is no rule ${name}`;
    const interval = `${intervalOf(one.input)}s`;
    const tests = cases.map(({ given, input, checks }) => ({
        name: given,
        interval,
        ...(input.start === undefined ? {} : { start_timestamp: input.start }),
        input_series: Object.entries(input.series).map(([series, values]) => ({ series, values })),
        ...checks(rules),
    }));
    const folder = mkdtempSync(join(tmpdir(), "go-coffee-promtool-"));
    try {
        writeFileSync(join(folder, "rules.yaml"), toYaml({ groups: [{ name: "closure", rules }] }));
        const file = join(folder, "test.yaml");
        writeFileSync(
            file,
            toYaml({ rule_files: ["rules.yaml"], evaluation_interval: interval, fuzzy_compare: true, tests }),
        );
        const { code, output } = await atOnce(() => runBeside(tool("promtool"), ["test", "rules", file]));
        return code === 0 ? "" : output.slice(0, 6000);
    } finally {
        rmSync(folder, { recursive: true, force: true });
    }
}
