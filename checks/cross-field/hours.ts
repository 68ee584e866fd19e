import type { Check } from "./check";
import { set, type Problem } from "../../config/problems";

const isTimezone = (name: string): boolean => {
    try {
        return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
    } catch {
        return false;
    }
};

/** Hours that a day has. */
export const hourProblems: Check = ({ business }) => {
    const problems: Problem[] = [];
    if (!isTimezone(business.timezone)) {
        problems.push({
            key: "business.timezone",
            value: business.timezone,
            problem: "isn't a time zone of the IANA database",
            fix: set("business.timezone", "Europe/Berlin"),
        });
    }
    for (const name of ["tradingHours", "officeHours"] as const) {
        const { from, to } = business[name];
        if (from < to) continue;
        problems.push({
            key: `business.${name}.to`,
            value: to,
            problem: `must be later than business.${name}.from (${from}), on the same day`,
            fix: set(`business.${name}.to`, "24:00"),
        });
    }
    return problems;
};
