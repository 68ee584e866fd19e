import { receiversOf, routesOf } from "../../rules/routing/evaluate";
import { CHANNELS, pagerOf } from "../../rules/routing/names";
import { routingTree, type Route } from "../../rules/routing/tree";
import { TEAMS } from "../../config/schema/services";
import { COMBINATIONS, ROWS } from "./table";

test.each(ROWS)("$written", ({ labels, receivers }) => {
    expect(receiversOf(labels)).toEqual(receivers);
});

test("the table is long, and everyone who can be told is in it", () => {
    expect(ROWS.length).toBeGreaterThanOrEqual(60);
    expect(new Set(ROWS.map(({ written }) => written)).size).toBe(ROWS.length);
    const told = new Set(ROWS.flatMap(({ receivers }) => receivers));
    expect([...told].sort()).toEqual([...CHANNELS, ...TEAMS.map(pagerOf), "email-oncall", "heartbeat", "none"].sort());
});

test("nobody is told the same twice, and somebody is always told", () => {
    for (const labels of COMBINATIONS) {
        const told = receiversOf(labels);
        expect(told.length).toBeGreaterThan(0);
        expect(new Set(told).size).toBe(told.length);
        // One channel of a team, and one pager at most.
        const channels = told.filter(
            (receiver) => receiver.startsWith("go-coffee-") && !receiver.endsWith("-critical"),
        );
        expect(channels).toHaveLength(labels.severity === "info" ? 0 : 1);
        expect(told.filter((receiver) => receiver.startsWith("pagerduty-")).length).toBeLessThanOrEqual(1);
    }
});

/** Every route with those above it. */
const paths = (route: Route, above: readonly Route[] = []): readonly (readonly Route[])[] => [
    [...above, route],
    ...(route.routes ?? []).flatMap((below) => paths(below, [...above, route])),
];
const matchersOf = (path: readonly Route[]): string =>
    path
        .flatMap(({ matchers = [] }) => matchers.map(({ label, operator, value }) => `${label}${operator}${value}`))
        .join(" ");

test("hours hold for warnings and business alone, at every route that tells them, never for security", () => {
    for (const path of paths(routingTree)) {
        const route = path.at(-1);
        const within = matchersOf(path);
        const quiet = /severity=(warning|business) /.test(`${within} `);
        const tells = path.length > 2 || !quiet;
        expect([within, route?.active_time_intervals !== undefined]).toEqual([within, quiet && tells]);
        expect([within, route?.mute_time_intervals?.includes("holidays") ?? false]).toEqual([within, quiet && tells]);
        if (quiet) expect(within).toContain("team!=security");
    }
});

test("whoever is told waits in the maintenance windows of the alert's team, and in no other's", () => {
    for (const labels of COMBINATIONS) {
        const team = TEAMS.find((one) => one === labels.team) ?? "platform";
        for (const { receiver, mute_time_intervals = [] } of routesOf(labels)) {
            const windows = mute_time_intervals.filter((name) => name.startsWith("maintenance-"));
            expect([labels, receiver, windows]).toEqual([
                labels,
                receiver,
                receiver === "none" ? [] : [`maintenance-${team}`],
            ]);
        }
    }
});
