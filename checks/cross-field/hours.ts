/** Business hours and trading days that exist. */

import type { Check } from "./contract";
import { ask } from "../../config/findable";
import { pathOf, set, type Problem } from "../../config/problems";
import { ALWAYS } from "../../config/schema/business";
import { isTimezone, meantTimezone } from "../../model/alerting/timezones";

/** Hours that a day has. */
export const hourProblems: Check = ({ business, notifications }) => {
    const zones = [
        ["business.timezone", business.timezone] as const,
        ...Object.entries(notifications.maintenance).map(
            ([name, { timezone }]) => [pathOf(["notifications", "maintenance", name, "timezone"]), timezone] as const,
        ),
    ];
    const problems: Problem[] = zones.flatMap(([key, timezone]) => wrongZone(key, timezone));
    for (const name of ["tradingHours", "officeHours"] as const) {
        const { from, to } = business[name] ?? ALWAYS;
        if (from < to) continue;
        problems.push({
            key: `business.${name}.to`,
            value: to,
            problem: `must be later than business.${name}.from (${from}), on the same day`,
            fix: from === "24:00" ? set(`business.${name}.from`, "00:00") : set(`business.${name}.to`, "24:00"),
        });
    }
    return problems;
};

function wrongZone(key: string, timezone: string | undefined): readonly Problem[] {
    if (timezone === undefined || isTimezone(timezone)) return [];
    const meant = meantTimezone(timezone);
    return [
        {
            key,
            value: timezone,
            problem: `isn't a time zone of the IANA database${meant === undefined ? "" : `; did you mean "${meant}"?`}`,
            fix: meant === undefined ? ask(key) : set(key, meant),
        },
    ];
}
