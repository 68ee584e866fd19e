import { isTimezone, meantTimezone, offsets } from "../../model/alerting/timezones";

const at = (text: string): number => Date.parse(text) / 1000;
const HOUR = 3600;

test("UTC never changes", () => {
    expect(offsets("UTC", 2026, 2040)).toEqual([{ from: at("2026-01-01T00:00:00Z"), seconds: 0 }]);
});

test("clocks are set twice a year, to the minute", () => {
    expect(offsets("Europe/Berlin", 2026, 2026)).toEqual([
        { from: at("2026-01-01T00:00:00Z"), seconds: HOUR },
        { from: at("2026-03-29T01:00:00Z"), seconds: 2 * HOUR },
        { from: at("2026-10-25T01:00:00Z"), seconds: HOUR },
    ]);
});

test("south of the equator, with half an hour", () => {
    expect(offsets("Australia/Lord_Howe", 2026, 2026)).toEqual([
        { from: at("2026-01-01T00:00:00Z"), seconds: 11 * HOUR },
        { from: at("2026-04-04T15:00:00Z"), seconds: 10.5 * HOUR },
        { from: at("2026-10-03T15:30:00Z"), seconds: 11 * HOUR },
    ]);
});

/** Alertmanager looks names up as files: to the letter. */
test.each([
    "UTC",
    "Asia/Kolkata",
    "Asia/Calcutta",
    "America/Argentina/Ushuaia",
    "PST8PDT",
    "Etc/GMT-14",
    "GMT+0",
    "NZ",
    "Pacific/Chatham",
])("%s is a time zone", (name) => {
    expect(isTimezone(name)).toBe(true);
});

test.each([
    ["asia/tokyo", "Asia/Tokyo"],
    ["AMERICA/SAO_PAULO", "America/Sao_Paulo"],
    ["etc/gmt+3", "Etc/GMT+3"],
    ["est5edt", "EST5EDT"],
    ["nz", "NZ"],
    [" Europe/Oslo ", "Europe/Oslo"],
    ["America/Los Angeles", "America/Los_Angeles"],
    ["Africa / Nairobi", "Africa/Nairobi"],
    ["lisbon", "Europe/Lisbon"],
    ["Europe/Pariss", "Europe/Paris"],
    // Known to Node alone.
    ["PST", "America/Los_Angeles"],
    ["JST", "Asia/Tokyo"],
    // Signs of the database are the other way round.
    ["+09:00", "Etc/GMT-9"],
    ["-0300", "Etc/GMT+3"],
    ["UTC+1", "Etc/GMT-1"],
    ["gmt -7", "Etc/GMT+7"],
    ["+00:00", "UTC"],
] as const)("%p is none: %s is meant", (name, meant) => {
    expect(isTimezone(name)).toBe(false);
    expect(meantTimezone(name)).toBe(meant);
});

test.each([
    "",
    "Local",
    "Factory",
    "SystemV/PST8",
    "+05:45",
    "UTC+20",
    "/usr/share/zoneinfo",
    "W. Europe Standard Time",
])("%p is none, and nobody knows what is meant", (name) => {
    expect(isTimezone(name)).toBe(false);
    expect(meantTimezone(name)).toBeUndefined();
});
