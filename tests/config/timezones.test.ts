import { offsets } from "../../model/alerting/timezones";

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
