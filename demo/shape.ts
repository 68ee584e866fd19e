/** How much is going on: by the hour of the day and the day of the week, where the shop's customers live. */

/** Share of the busiest hour, by the hour of the day in UTC. */
const HOURS = [
    0.3, 0.25, 0.22, 0.22, 0.28, 0.4, 0.6, 0.85, 1, 0.95, 0.85, 0.8, 0.85, 0.9, 0.8, 0.75, 0.75, 0.7, 0.65, 0.6, 0.55,
    0.5, 0.42, 0.35,
] as const;
const WEEKEND = 0.8;
const DAY = 86_400;
/** 1 January 1970 was a Thursday. */
const weekday = (second: number): number => (Math.floor(second / DAY) + 4) % 7;

/** Share of the busiest hour's traffic at a second since 1970; between two hours it changes evenly. */
export function shape(second: number): number {
    const hour = (second % DAY) / 3600;
    const [before, behind] = [Math.floor(hour), (Math.floor(hour) + 1) % 24];
    const share = (HOURS[before] ?? 1) * (1 - (hour % 1)) + (HOURS[behind] ?? 1) * (hour % 1);
    return share * ([0, 6].includes(weekday(second)) ? WEEKEND : 1);
}
