import type { PlainObject } from "../../config/merge";
import { dev } from "../../scripts/shared/loopback/examples";
import { toldAt } from "../../scripts/shared/alerting/hours";
import { routesOf } from "../../rules/routing/evaluate";
import { timeIntervals } from "../../rules/routing/notification-hours";

const configOf = (maintenance: PlainObject) =>
    dev({ business: { timezone: "Europe/Berlin" }, notifications: { maintenance } }).config;

const intervals = (maintenance: PlainObject, team: string) =>
    timeIntervals(configOf(maintenance)).find(({ name }) => name === `maintenance-${team}`)?.time_intervals;

test("a window past midnight is the evening of its day and the morning of the next", () => {
    expect(
        intervals({ night: { type: "weekly", weekdays: ["saturday", "sunday"], from: "22:00", to: "02:00" } }, "ai"),
    ).toEqual([
        {
            times: [{ start_time: "22:00", end_time: "24:00" }],
            weekdays: ["saturday", "sunday"],
            location: "Europe/Berlin",
        },
        {
            times: [{ start_time: "00:00", end_time: "02:00" }],
            weekdays: ["sunday", "monday"],
            location: "Europe/Berlin",
        },
    ]);
    const date = { years: ["2027"], months: ["1"], days_of_month: ["1"], location: "America/New_York" };
    expect(
        intervals(
            {
                upgrade: {
                    type: "dates",
                    dates: ["2026-12-31"],
                    from: "23:00",
                    to: "01:00",
                    timezone: "America/New_York",
                },
            },
            "ai",
        ),
    ).toEqual([
        {
            ...date,
            years: ["2026"],
            months: ["12"],
            days_of_month: ["31"],
            times: [{ start_time: "23:00", end_time: "24:00" }],
        },
        { ...date, times: [{ start_time: "00:00", end_time: "01:00" }] },
    ]);
});

test("a window is of the teams that it names; of none, of all but security", () => {
    const weekly = { type: "weekly", weekdays: ["monday"] } as const;
    const counts = (maintenance: PlainObject): readonly unknown[] =>
        ["payments", "platform", "security"].map((team) => (intervals(maintenance, team) as readonly unknown[]).length);
    expect(counts({ all: weekly })).toEqual([1, 1, 0]);
    expect(counts({ one: { ...weekly, teams: ["security"] } })).toEqual([0, 0, 1]);
    expect(counts({})).toEqual([0, 0, 0]);
});

test.each([
    ["2026-12-24T20:59:00Z", true],
    ["2026-12-24T21:00:00Z", false],
    ["2026-12-25T00:59:00Z", false],
    ["2026-12-25T01:00:00Z", true],
])("at %s a simulation says that payments is told: %s", (moment, told) => {
    const config = configOf({
        upgrade: { type: "dates", dates: ["2026-12-24"], from: "22:00", to: "02:00", teams: ["payments"] },
    });
    const critical = { alertname: "ServiceDown", severity: "critical", service: "x" };
    const at = (team: string): readonly boolean[] =>
        routesOf({ ...critical, team }).map((route) => toldAt(route, Date.parse(moment) / 1000, config));
    expect(new Set(at("payments"))).toEqual(new Set([told]));
    expect(new Set(at("web3"))).toEqual(new Set([true]));
});
