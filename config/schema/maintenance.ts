/** `notifications.maintenance`: windows in which nobody is told. */

import { z } from "zod";
import { timeOfDay, WEEKDAYS } from "./business";
import { someTeams } from "./receivers";
import { date, kubernetesName, text } from "./shapes";

const window = {
    teams: someTeams
        .optional()
        .describe("Teams that aren't told, of what is critical neither; unset, every team but security."),
    from: timeOfDay.default("00:00").describe("Beginning."),
    to: timeOfDay.default("24:00").describe("End; one that isn't later than the beginning is of the next day."),
    timezone: text().optional().describe("Time zone, as the IANA database writes it; default business.timezone."),
};

export const maintenance = z
    .record(
        kubernetesName,
        z.discriminatedUnion("type", [
            z.strictObject({
                type: z.literal("weekly").describe("On days of each week."),
                weekdays: z.array(z.enum(WEEKDAYS)).min(1).describe("Days of the week on which it begins."),
                ...window,
            }),
            z.strictObject({
                type: z.literal("dates").describe("On days of the calendar."),
                dates: z.array(date).min(1).describe("Days, such as 2026-12-25, on which it begins."),
                ...window,
            }),
        ]),
    )
    .default({})
    .describe(
        "Maintenance windows by name: alerts of these teams wait until the window is over, and are told then if they still fire. The heartbeat goes on.",
    );
