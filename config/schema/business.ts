/** `business`: trading hours, days and figures of the shop. */

import { z } from "zod";
import { CUSTOMERS_REASONS } from "../defaults";
import { date, shaped, text } from "./shapes";

export const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
export type Weekday = (typeof WEEKDAYS)[number];

export const timeOfDay = shaped(/^([01]\d|2[0-3]):[0-5]\d$|^24:00$/, "a time of the day (24:00 at most)", "08:00");

const hours = z.strictObject({
    from: timeOfDay.default("00:00").describe("Beginning, in business.timezone."),
    to: timeOfDay.default("24:00").describe("End, on the same day."),
    days: z
        .array(z.enum(WEEKDAYS))
        .min(1)
        .default([...WEEKDAYS])
        .describe("Days of the week."),
});

/** Any day at any time. */
export const ALWAYS = hours.parse({});

/** Hours of business: a default time zone that nobody has set must not silence anything, so hours default to always. */
export const business = z
    .strictObject({
        timezone: text().default("UTC").describe("Time zone, as the IANA database writes it, such as Europe/Berlin."),
        tradingHours: hours
            .optional()
            .describe(
                "When coffee is sold: floors of orders and revenue hold then, and business alerts are told then. Always when unset, which prod doesn't take: 00:00 to 24:00 is an answer.",
            ),
        officeHours: hours
            .prefault({})
            .describe("When teams read their channels: warnings are told then. Critical and security's at any hour."),
        customersReasons: z
            .array(text())
            .default([...CUSTOMERS_REASONS])
            .describe(
                "Reasons of payment_failures_total that are the customer's: they count neither against the objective nor in its alert, and have an alert of their own when they are many.",
            ),
        holidays: z
            .array(date)
            .default([])
            .describe("Days, such as 2026-12-25, on which business alerts and warnings wait and anomalies are none."),
    })
    .describe("Hours of business.");
