import type { StackConfig } from "../../config/schema";
import { END, EVALUATED_BEFORE, EVALUATIONS, MINUTE, WEEK } from "./hour/moments";
import { countedBy, quantileOf, rateAt, type Flow } from "./hour/series";
import * as world from "./hour/world";

/** Figures that dashboards must show, computed from what the hour was made of and from nothing else. */

export interface Figure {
    readonly dashboard: string;
    readonly panel: string;
    /** Which of the panel's queries. */
    readonly query?: number;
    /** Variables that are chosen. */
    readonly chosen?: { readonly [variable: string]: string };
    /** Labels of the series, if there is more than one. */
    readonly of?: { readonly [label: string]: string };
    readonly value: number;
    /** What it may be off by; half a percent of it when unset. */
    readonly offBy?: number;
}

/**
 * For sums over the beginning of the incident. In its first four minutes a rate over five minutes finds samples of 270 seconds
 * and extrapolates the step in them by 300/270: of 20 minutes, evaluated each minute, that is 1.23 % too much of what was spent.
 */
const BEGINNING = 0.015;
const sinceTheBeginning = (left: number): Pick<Figure, "value" | "offBy"> => ({
    value: left,
    offBy: BEGINNING * (1 - left),
});

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
const now = (...flows: readonly Flow[]): number => sum(flows.map((flow) => rateAt(flow, END)));
const then = (...flows: readonly Flow[]): number => sum(flows.map((flow) => rateAt(flow, END - WEEK)));
const inHalfAnHour = (...flows: readonly Flow[]): number =>
    sum(flows.map((flow) => countedBy(flow, END) - countedBy(flow, END - 30 * MINUTE)));
const SERVED = world.SERVICES.filter((service) => service !== world.LOST_SERVICE);

const orders = world.SALES.map((sale) => sale.orders);
const revenue = world.SALES.map((sale) => sale.revenue);
const stars = Object.keys(world.RATINGS) as (keyof typeof world.RATINGS)[];
const satisfaction = (at: (flow: Flow) => number): number =>
    sum(stars.map((star) => Number(star) * at(world.ratings(star)))) /
    sum(stars.map((star) => at(world.ratings(star))));
const paid = (Object.keys(world.PAYMENT_METHODS) as (keyof typeof world.PAYMENT_METHODS)[]).map(world.payments);
/** Payments that fail for a reason of ours. */
const unpaid = ({ business }: Pick<StackConfig, "business">): readonly Flow[] =>
    (Object.keys(world.PAYMENT_FAILURES) as (keyof typeof world.PAYMENT_FAILURES)[])
        .filter((reason) => !business.customersReasons.includes(reason))
        .map(world.paymentFailures);
const agents = Object.keys(world.AGENTS) as world.Agent[];
const web3 = world.WEB3.map(({ flow }) => flow);
const succeeded = world.WEB3.filter(({ status }) => status === "success").map(({ flow }) => flow);
const errorShare = (service: world.ServiceName): number =>
    now(world.requestsWith(service, "500")) /
    now(...world.codes(service).map((code) => world.requestsWith(service, code)));
const profit = Object.values(world.STRATEGIES).map(([trades, each]) => world.weekly(trades * each));
const median = (values: readonly number[]): number => {
    const [, low = 0, high = 0] = [...values].sort((a, b) => a - b);
    return (low + high) / 2;
};
const usual = (flows: readonly Flow[]): number =>
    median([1, 2, 3, 4].map((weeks) => 60 * sum(flows.map((flow) => rateAt(flow, END - weeks * WEEK)))));

/** What is left of a budget of 28 days, as it is measured: at each evaluation, over five minutes. */
function budgetLeft(objective: number, bad: readonly Flow[], all: readonly Flow[]): number {
    const moments = [...EVALUATED_BEFORE.filter((mark) => mark > END - 4 * WEEK), ...EVALUATIONS];
    const happened = (flows: readonly Flow[]): number =>
        sum(
            moments.flatMap((moment) =>
                flows.map((flow) => countedBy(flow, moment) - countedBy(flow, moment - 5 * MINUTE)),
            ),
        );
    return 1 - happened(bad) / happened(all) / (1 - objective);
}

export function figures(config: StackConfig): readonly Figure[] {
    const { objectives } = config;
    const lost = unpaid(config);
    const overview = (panel: string, value: number, query = 0): Figure => ({
        dashboard: "Overview",
        panel,
        query,
        value,
    });
    const all = (service: world.ServiceName): readonly Flow[] =>
        world.codes(service).map((code) => world.requestsWith(service, code));
    return [
        overview("Orders per minute", 60 * now(...orders)),
        overview("Orders per minute", 60 * then(...orders), 1),
        overview("Orders", usual(orders), 1),
        overview("Revenue per minute", 60 * now(...revenue)),
        overview("Revenue per minute", 60 * then(...revenue), 1),
        overview("Revenue", usual(revenue), 1),
        overview("Average order value", now(...revenue) / now(...orders)),
        overview(
            "Satisfaction",
            satisfaction((flow) => now(flow)),
        ),
        overview("Payment success", 1 - now(...lost) / now(...paid)),
        overview(
            "AI efficiency",
            inHalfAnHour(...agents.map(world.completed)) / inHalfAnHour(...agents.map(world.created)),
        ),
        overview("Web3 success", now(...succeeded) / now(...web3)),
        overview("DeFi profit per minute", 60 * now(...profit)),
        ...SERVED.flatMap((service): readonly Figure[] => [
            { ...overview("Service health", errorShare(service), 1), of: { service } },
            { ...overview("Service health", quantileOf(world.latency(service, END), 0.99), 2), of: { service } },
            {
                dashboard: "Service performance",
                panel: "Availability",
                chosen: { service },
                value: 1 - errorShare(service),
            },
            {
                dashboard: "Service performance",
                panel: "Requests",
                chosen: { service },
                value: now(...all(service)),
            },
        ]),
        ...[world.FAILING, world.POOR, "order-service" as const].map((service): Figure => ({
            dashboard: "SLOs",
            panel: "History of budgets",
            of: { service, slo: "availability" },
            ...sinceTheBeginning(
                budgetLeft(objectives.availability, [world.requestsWith(service, "500")], all(service)),
            ),
        })),
        {
            dashboard: "SLOs",
            panel: "History of budgets",
            of: { service: "crypto-wallet", slo: "web3" },
            ...sinceTheBeginning(
                budgetLeft(
                    objectives.web3,
                    world.WEB3.filter(({ status }) => status !== "success").map(({ flow }) => flow),
                    web3,
                ),
            ),
        },
        {
            dashboard: "SLOs",
            panel: "History of budgets",
            of: { service: "payment-service", slo: "payment" },
            ...sinceTheBeginning(budgetLeft(objectives.payment, lost, paid)),
        },
    ];
}
