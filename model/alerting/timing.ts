import { seconds, type Duration } from "../../config/quantities";

/** How often notifications are repeated, and when it is written down what has been. */

export interface Timing {
    /** How long the first notification of a group waits for more alerts of the same incident. */
    readonly group_wait: Duration | "0s";
    /** How long changes of a group are collected. */
    readonly group_interval: Duration;
    /** After which a group that still fires is told again. */
    readonly repeat_interval: Duration;
}

/** Waiting and repeating by severity. Alertmanager looks for repeats each `group_interval`. */
export const TIMING = {
    /** `group_wait` is part of the delay from a cause to its page. */
    critical: { group_wait: "10s", group_interval: "2m", repeat_interval: "1h" },
    warning: { group_wait: "30s", group_interval: "5m", repeat_interval: "12h" },
    business: { group_wait: "30s", group_interval: "5m", repeat_interval: "24h" },
    other: { group_wait: "30s", group_interval: "5m", repeat_interval: "4h" },
    /** About once a minute: the first interval after `repeat_interval`. */
    heartbeat: { group_wait: "0s", group_interval: "30s", repeat_interval: "50s" },
} as const satisfies { readonly [kind: string]: Timing };

/** The longest time between two notifications of one group. */
export const LONGEST_REPEAT: Duration = Object.values(TIMING)
    .map(({ repeat_interval }): Duration => repeat_interval)
    .reduce((longest, interval) => (seconds(interval) > seconds(longest) ? interval : longest));

/** How often Alertmanager writes its silences, and what it has told, to its volume; its default is 15 minutes. */
export const ALERTMANAGER_SNAPSHOTS: Duration = "1m";
