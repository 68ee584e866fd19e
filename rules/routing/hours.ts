/** When a route tells anyone: in its active intervals, and in none of the muted ones. */
export interface Hours {
    readonly active_time_intervals: readonly Interval[];
    readonly mute_time_intervals: readonly Interval[];
}
type Interval = "office-hours" | "trading-hours" | "holidays";

/**
 * Hours of what can wait. An alert that comes outside of them isn't lost: its route looks again each `group_interval`
 * and tells it, when it still fires, as soon as the hours begin.
 */
export const HOURS = {
    warning: { active_time_intervals: ["office-hours"], mute_time_intervals: ["holidays"] },
    business: { active_time_intervals: ["trading-hours"], mute_time_intervals: ["holidays"] },
} as const satisfies { readonly [severity: string]: Hours };
