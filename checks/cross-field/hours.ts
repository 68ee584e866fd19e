import type { Check } from "./contract";
import { set, type Problem } from "../../config/problems";

const isTimezone = (name: string): boolean => {
    try {
        return Intl.DateTimeFormat("en", { timeZone: name }).resolvedOptions().timeZone !== "";
    } catch {
        return false;
    }
};

const isDate = (day: string): boolean => {
    const date = new Date(`${day}T00:00:00Z`);
    return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
};

/** Hours that a day has, days that a year has. */
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
    business.holidays.forEach((day, index) => {
        if (isDate(day)) return;
        problems.push({
            key: `business.holidays[${index}]`,
            value: day,
            problem: "is no day of the calendar",
            fix: set(`business.holidays[${index}]`, "2026-12-25"),
        });
    });
    return problems;
};
