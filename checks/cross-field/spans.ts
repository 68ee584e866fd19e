import type { Check } from "./contract";
import { or, set, type Problem } from "../../config/problems";
import { seconds, type Duration } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import { LONG_WINDOWS } from "../../model/alerting/burn-windows";
import { LONGEST_REPEAT } from "../../model/alerting/timing";

/** What is remembered or kept must outlast who comes back to it. */

/** Spans of time that rest on longer ones. */

const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** What is remembered, kept or valid must outlast who comes back to it. */
export const spanProblems: Check = (config) => [
    ...shorterThan(
        "alertmanager.retention",
        config.alertmanager.retention,
        // A notification is repeated by the first look after its interval, which a restart may delay.
        `${(2 * seconds(LONGEST_REPEAT)) / HOUR}h`,
        `alerts are repeated after up to ${LONGEST_REPEAT}, and one whose notification is forgotten is told anew, twice of that at least`,
    ),
    ...shorterThan(
        "prometheus.retention",
        config.prometheus.retention,
        LONGEST_RULE,
        `alerts of error budgets look back ${LONGEST_RULE}`,
    ),
    ...STORES.flatMap(({ key, of }) => outlivedByOutage(config, key, of(config))),
];

const LONGEST_RULE: Duration = LONG_WINDOWS.reduce<Duration>(
    (longest, window) => (seconds(window) > seconds(longest) ? window : longest),
    "1h",
);

const shorterThan = (
    key: string,
    value: Duration,
    least: Duration,
    why: string,
    mended: Duration = least,
): readonly Problem[] =>
    seconds(value) >= seconds(least) ? [] : [{ key, value, problem: `is too short: ${why}`, fix: set(key, mended) }];

const STORES: readonly { readonly key: string; readonly of: (config: StackConfig) => Duration }[] = [
    { key: "prometheus.retention", of: ({ prometheus }) => prometheus.retention },
    { key: "jaeger.retention", of: ({ jaeger }) => jaeger.retention },
    { key: "loki.debugRetention", of: ({ loki }) => loki.debugRetention },
];

/** What waits through an outage must not be past its retention when it is delivered. */
function outlivedByOutage({ collector }: StackConfig, key: string, retention: Duration): readonly Problem[] {
    const minutes = Math.floor(seconds(retention) / MINUTE);
    if (collector.outageMinutes <= minutes) return [];
    return [
        {
            key,
            value: retention,
            problem: `is shorter than the outage that queues bridge (collector.outageMinutes ${collector.outageMinutes}): what has waited would be deleted`,
            fix: `${set(key, `${Math.ceil((collector.outageMinutes * MINUTE) / DAY)}d`)}${or(set("collector.outageMinutes", minutes))}`,
        },
    ];
}
