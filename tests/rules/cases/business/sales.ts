import type { PlainObject } from "../../../../config/merge";
import type { AlertProof, Fired, Series } from "../../harness/proofs";
import { all, named, then } from "../../harness/series";

const alert = (severity: string, team: string, labels: { readonly [label: string]: string } = {}): Fired["labels"] => ({
    severity,
    team,
    ...labels,
});

const orders = named("coffee_orders_total", { product: "latte", region: "eu" });
const revenue = named("coffee_revenue_total", { product: "latte", region: "eu" });

/** Open from seven to eight in the evening in Berlin, but on a holiday. */
const SHOP: PlainObject = {
    business: {
        timezone: "Europe/Berlin",
        tradingHours: { from: "07:00", to: "20:00" },
        holidays: ["2026-12-25"],
    },
};
const AT_NIGHT = { settings: SHOP, start: "2026-07-01T22:00:00Z" };
const ON_A_HOLIDAY = { settings: SHOP, start: "2026-12-25T12:00:00Z" };
const BEFORE_OPENING = { settings: SHOP, start: "2026-07-01T04:55:00Z" };

const few = (description: string): readonly [Fired] => [
    { labels: alert("business", "business"), summary: "Hardly any orders", description },
];

const ordersLow: AlertProof = {
    alert: "OrdersLow",
    fires: [
        {
            given: "two orders in five minutes",
            series: { [orders]: then([0.2, 30], [5, 30]) },
            at: "630s",
            alerts: few("0.4 orders a minute; at least 1 is expected while business is open."),
            until: "930s",
        },
        {
            given: "none since before the opening",
            ...BEFORE_OPENING,
            series: { [orders]: then([0, 60], [5, 30]) },
            // Five minutes to the opening, then ten.
            at: "900s",
            alerts: few("0.0 orders a minute; at least 1 is expected while business is open."),
            until: "1830s",
        },
    ],
    silent: [
        { given: "a little more than one a minute", series: { [orders]: then([1, 20], [0.6, 60]) }, for: "40m" },
        { given: "nine minutes and a half", series: { [orders]: then([1, 20], [0, 24], [5, 20]) }, for: "30m" },
        { given: "night", ...AT_NIGHT, series: { [orders]: "9x60" }, for: "30m" },
        { given: "a holiday", ...ON_A_HOLIDAY, series: { [orders]: "9x60" }, for: "30m" },
        { given: "nothing is known of orders: that is another alert's", series: {}, for: "20m" },
        { given: "a restart", series: { [orders]: "0+5x20 5+5x30" }, for: "25m" },
    ],
};

const DEPLOYED = { [named("kube_deployment_spec_replicas", { deployment: "order-service" })]: "2x80" };
const unknown = (services: number): readonly [Fired] => [
    {
        labels: alert("business", "business"),
        summary: "Nothing is known of orders",
        description: `No metric of orders has come for 10 minutes, although ${services} services of the applications are there.`,
    },
];

const ordersAbsent: AlertProof = {
    alert: "OrdersAbsent",
    fires: [
        {
            given: "services are deployed, and nobody counts orders until 15 m",
            series: all(DEPLOYED, { [orders]: "_x30 0+1x30" }),
            at: "10m",
            alerts: unknown(1),
            until: "15m",
        },
        {
            given: "all that is known are targets",
            series: {
                [named("up", { service: "order-service" })]: "1x80",
                [named("up", { service: "web-ui" })]: "1x80",
                [orders]: "_x30 0+1x30",
            },
            at: "10m",
            alerts: unknown(2),
            until: "15m",
        },
    ],
    silent: [
        { given: "no application at all", series: {}, for: "30m" },
        {
            given: "orders stand still: that is another alert's",
            series: all(DEPLOYED, { [orders]: "9x80" }),
            for: "30m",
        },
        { given: "nine and a half minutes", series: all(DEPLOYED, { [orders]: "_x20 0+1x60" }), for: "30m" },
        { given: "night", ...AT_NIGHT, series: DEPLOYED, for: "30m" },
        { given: "a holiday", ...ON_A_HOLIDAY, series: DEPLOYED, for: "30m" },
    ],
};

const revenueLow: AlertProof = {
    alert: "RevenueLow",
    fires: [
        {
            given: "four dollars a minute",
            series: { [revenue]: then([2, 40], [50, 30]) },
            at: "930s",
            alerts: [
                {
                    labels: alert("business", "business"),
                    summary: "Hardly any revenue",
                    description: "4.00 US dollars a minute; at least 10 are expected while business is open.",
                },
            ],
            until: "1230s",
        },
    ],
    silent: [
        {
            given: "a little more than ten dollars a minute",
            series: { [revenue]: then([9, 20], [5.5, 80]) },
            for: "50m",
        },
        { given: "fourteen minutes", series: { [revenue]: then([9, 20], [0, 32], [50, 20]) }, for: "30m" },
        { given: "night", ...AT_NIGHT, series: { [revenue]: "9x80" }, for: "40m" },
        { given: "no revenue is known", series: {}, for: "30m" },
    ],
};

const revenueAbsent: AlertProof = {
    alert: "RevenueAbsent",
    fires: [
        {
            given: "orders come in, and the metric of revenue is gone until 20 m",
            series: { [orders]: "0+1x80", [revenue]: "0+9x9 stale _x30 0+9x30" },
            at: "900s",
            alerts: [
                {
                    labels: alert("business", "business"),
                    summary: "Nothing is known of revenue",
                    description: "2.0 orders a minute come in, and no metric of revenue has come for 10 minutes.",
                },
            ],
            until: "1230s",
        },
    ],
    silent: [
        {
            given: "revenue stands still: that is another alert's",
            series: { [orders]: "0+1x80", [revenue]: "9x80" },
            for: "30m",
        },
        { given: "no order comes in", series: { [orders]: "9x80" }, for: "30m" },
        { given: "orders are gone too: that is another alert's", series: DEPLOYED, for: "30m" },
        { given: "night", ...AT_NIGHT, series: { [orders]: "0+1x80" }, for: "30m" },
    ],
};

/** Counted for an hour, gone until two hours later. */
const vanishes = (counter: string): Series => ({ [counter]: "0+1x60 stale _x119 0+1x60" });

const satisfactionAbsent: AlertProof = {
    alert: "SatisfactionAbsent",
    fires: [
        {
            given: "ratings that nobody counts any more",
            every: "1m",
            series: vanishes(named("customer_feedback_total", { rating: 4 })),
            // Gone from 61 m on, and for an hour.
            at: "121m",
            alerts: [
                {
                    labels: alert("business", "business"),
                    summary: "Nothing is known of satisfaction",
                    description: "No metric of ratings has come for an hour; in the day before customers gave 61.",
                },
            ],
            until: "181m",
        },
    ],
    silent: [
        {
            given: "nobody has ever given one",
            every: "1m",
            series: { [named("customer_feedback_total", { rating: 4 })]: "0x60 stale _x200" },
            for: "4h",
        },
        {
            given: "nobody gives any",
            every: "1m",
            series: { [named("customer_feedback_total", { rating: 4 })]: "0+1x60 60x180" },
            for: "4h",
        },
        {
            given: "night",
            every: "1m",
            ...AT_NIGHT,
            series: vanishes(named("customer_feedback_total", { rating: 4 })),
            for: "4h",
        },
    ],
};

const createdTasks = named("ai_agent_tasks_created_total", { service: "ai-agents", agent: "barista" });
const aiTasksAbsent: AlertProof = {
    alert: "AiTasksAbsent",
    fires: [
        {
            given: "tasks that nobody counts any more",
            every: "1m",
            series: vanishes(createdTasks),
            at: "121m",
            alerts: [
                {
                    labels: alert("warning", "ai"),
                    summary: "Nothing is known of the agents' tasks",
                    description: "No metric of tasks has come for an hour; in the day before agents were given 61.",
                },
            ],
            until: "181m",
        },
    ],
    silent: [
        { given: "no agent", every: "1m", series: {}, for: "2h" },
        { given: "no task is created", every: "1m", series: { [createdTasks]: "0+1x60 60x180" }, for: "4h" },
        {
            given: "half an hour of it",
            every: "1m",
            series: { [createdTasks]: "0+1x60 stale _x30 0+1x60" },
            for: "150m",
        },
    ],
};

const rating = (stars: number): string => named("customer_feedback_total", { rating: stars });

const satisfactionLow: AlertProof = {
    alert: "SatisfactionLow",
    fires: [
        {
            given: "two stars for forty minutes, then five",
            series: { [rating(2)]: then([10, 80], [0, 80]), [rating(5)]: then([0, 80], [10, 80]) },
            at: "1830s",
            alerts: [
                {
                    labels: alert("business", "business"),
                    summary: "Customers are dissatisfied",
                    description: "2.00 stars is the mean of what customers gave in the last half hour, of 5.",
                },
            ],
            // 20 of 59 steps in the window are of five stars.
            until: "3000s",
        },
    ],
    silent: [
        {
            given: "three stars and a little",
            series: { [rating(1)]: "0+49x120", [rating(5)]: "0+51x120" },
            for: "1h",
        },
        { given: "four ratings in half an hour", series: { [rating(1)]: "0x9 1x9 2x9 3x9 4x60" }, for: "45m" },
        { given: "nobody says anything", series: { [rating(1)]: "70x120" }, for: "1h" },
        { given: "a restart", series: { [rating(1)]: "90x20 0x100", [rating(5)]: "0+5x20 5+5x99" }, for: "59m" },
    ],
};

export const salesAlerts: readonly AlertProof[] = [
    ordersLow,
    ordersAbsent,
    revenueLow,
    revenueAbsent,
    satisfactionLow,
    satisfactionAbsent,
    aiTasksAbsent,
];
