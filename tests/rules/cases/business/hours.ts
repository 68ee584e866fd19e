import type { PlainObject } from "../../../../config/merge";
import type { RecordingProof, Values } from "../../harness/proofs";

/** What is read at a moment; nothing is put in, for the clock alone counts. */
const at = (given: string, start: string, value: number, business: PlainObject = {}): Values => ({
    given,
    start,
    series: { nothing: "0x4" },
    at: "1m",
    values: { "{}": value },
    settings: { business },
});

const BERLIN = { timezone: "Europe/Berlin" };
const SHOP = {
    ...BERLIN,
    tradingHours: {
        from: "07:00",
        to: "19:30",
        days: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"],
    },
    holidays: ["2026-12-25", "2027-01-01"],
};
const local = (text: string): number => Date.parse(`${text}Z`) / 1000 + 60;

export const hours: readonly RecordingProof[] = [
    {
        record: "business:local_time:seconds",
        counters: false,
        values: [
            at("UTC", "2026-07-01T12:00:00Z", local("2026-07-01T12:00:00")),
            at("winter in Berlin", "2026-01-15T12:00:00Z", local("2026-01-15T13:00:00"), BERLIN),
            at("summer in Berlin", "2026-07-01T12:00:00Z", local("2026-07-01T14:00:00"), BERLIN),
            at("the hour before clocks are set", "2026-03-29T00:30:00Z", local("2026-03-29T01:30:00"), BERLIN),
            at("the hour after", "2026-03-29T01:30:00Z", local("2026-03-29T03:30:00"), BERLIN),
            at("winter again, years later", "2034-10-29T01:30:00Z", local("2034-10-29T02:30:00"), BERLIN),
            at("behind UTC", "2026-01-15T12:00:00Z", local("2026-01-15T07:00:00"), { timezone: "America/New_York" }),
            at("half an hour", "2026-01-15T12:00:00Z", local("2026-01-15T17:30:00"), { timezone: "Asia/Kolkata" }),
        ],
    },
    {
        record: "business:clock_shift:seconds",
        counters: false,
        values: (
            [
                ["no clocks are set", "2026-03-30T12:00:00Z", {}, [0, 0, 0, 0]],
                ["before", "2026-03-28T12:00:00Z", BERLIN, [0, 0, 0, 0]],
                ["a day after clocks were set forward", "2026-03-30T12:00:00Z", BERLIN, [3600, 3600, 3600, 3600]],
                ["sixteen days after", "2026-04-14T12:00:00Z", BERLIN, [0, 0, 3600, 3600]],
                ["a day after they were set back", "2026-10-26T12:00:00Z", BERLIN, [-3600, -3600, -3600, -3600]],
            ] as const
        ).map(([given, start, business, shifts]) => ({
            ...at(given, start, 0, business),
            values: Object.fromEntries(shifts.map((shift, index) => [`{week="${index + 1}"}`, shift])),
        })) as unknown as readonly [Values, ...Values[]],
    },
    {
        record: "business:holiday:bool",
        counters: false,
        values: [
            at("no holidays", "2026-12-25T12:00:00Z", 0),
            at("Christmas", "2026-12-25T12:00:00Z", 1, SHOP),
            at("it begins at midnight in Berlin", "2026-12-24T23:00:00Z", 1, SHOP),
            at("and ends there", "2026-12-25T23:00:00Z", 0, SHOP),
            at("a minute before", "2026-12-24T22:58:00Z", 0, SHOP),
        ],
    },
    {
        record: "business:trading:bool",
        counters: false,
        values: [
            at("always open unless told", "2026-07-05T03:00:00Z", 1),
            at("opening at seven in Berlin", "2026-07-01T04:59:00Z", 1, SHOP),
            at("a minute before", "2026-07-01T04:58:00Z", 0, SHOP),
            at("the last minute", "2026-07-01T17:28:00Z", 1, SHOP),
            at("closing at half past seven", "2026-07-01T17:29:00Z", 0, SHOP),
            at("winter: an hour later in UTC", "2026-01-15T05:58:00Z", 0, SHOP),
            at("winter: open", "2026-01-15T05:59:00Z", 1, SHOP),
            at("Saturday", "2026-07-04T10:00:00Z", 1, SHOP),
            at("Sunday", "2026-07-05T10:00:00Z", 0, SHOP),
            at("Monday", "2026-07-06T10:00:00Z", 1, SHOP),
            at("a holiday", "2026-12-25T10:00:00Z", 0, SHOP),
        ],
    },
];
