import { CATALOGUE } from "../../../config/schema/services";
import { END, FIRST, INCIDENT, WEEK } from "./moments";
import { scaled, steady, type Flow, type Spread, type TimedFlow } from "./series";

/** What happens: everything that series, spans and lines are made of, and that figures are computed from. */

export type ServiceName = keyof typeof CATALOGUE;
export const SERVICES = Object.keys(CATALOGUE) as ServiceName[];

export const NODES = ["node-a", "node-b", "node-c"] as const;
export type NodeName = (typeof NODES)[number];
/** Is lost in the incident, with what runs on it alone. */
export const LOST_NODE: NodeName = "node-c";
export const LOST_SERVICE: ServiceName = "streams";
/** Fails requests and payments in the incident. */
export const FAILING: ServiceName = "payment-service";
/** One of its pods can't stay up in the incident. */
export const CRASHING: ServiceName = "kitchen-service";
/** Has failed too much for weeks. */
export const POOR: ServiceName = "defi-service";

/** Less was going on a week ago, and more in the weeks before. */
const weekly = (rate: number): Flow => [
    { from: FIRST, rate: rate * 1.1 },
    { from: END - WEEK - 24 * 3600, rate: rate * 0.9 },
    { from: END - 3 * 24 * 3600, rate },
];

/** From the incident on it is another rate. */
const then = (flow: Flow, rate: number): Flow => [...flow, { from: INCIDENT, rate }];

const rank = (service: ServiceName): number => SERVICES.indexOf(service);

/** Requests a second, all together. */
export const requests = (service: ServiceName): Flow => weekly(4 + rank(service));
export const ROUTES = { "/api/v1/items": 0.6, "/api/v1/items/{id}": 0.4 } as const;

/** Shares of requests by status. */
export type Shares = { readonly [code: string]: number };
const REFUSED: Shares = { "401": 0.002, "403": 0.001, "429": 0.001 };
const errorShares = (service: ServiceName): { readonly before: number; readonly after: number } => {
    const before = service === POOR ? 0.002 : 0.0002;
    return { before, after: service === FAILING ? 0.08 : before };
};
export const codes = (service: ServiceName): readonly string[] => [
    "200",
    ...Object.keys(REFUSED),
    ...(errorShares(service).before > 0 ? ["500"] : []),
];
export function requestsWith(service: ServiceName, code: string): Flow {
    const { before, after } = errorShares(service);
    const share = (errors: number): number =>
        code === "500"
            ? errors
            : (REFUSED[code] ?? 1 - errors - Object.values(REFUSED).reduce((sum, one) => sum + one, 0));
    const flow = requests(service);
    return then(scaled(flow, share(before)), (flow.at(-1)?.rate ?? 0) * share(after));
}

const unhurried = (service: ServiceName): Spread => [
    { from: 0, to: 0.1, share: 0.9 },
    { from: 0.1, to: 0.25, share: 0.085 + rank(service) / 1e4 },
    { from: 0.25, to: 0.5, share: 0.015 - rank(service) / 1e4 },
];
const LATE: Spread = [
    { from: 0, to: 0.1, share: 0.7 },
    { from: 0.1, to: 0.5, share: 0.2 },
    { from: 1, to: 2.5, share: 0.1 },
];
/** How long the requests of a service take at a moment. */
export const latency = (service: ServiceName, moment: number): Spread =>
    service === FAILING && moment > INCIDENT ? LATE : unhurried(service);
export const timed = (flow: Flow, spread: (moment: number) => Spread): TimedFlow =>
    flow.map((phase) => ({ ...phase, spread: spread(phase.from + 1) }));

/** Coffee: orders a minute, and US dollars for each. */
const PRODUCTS = { espresso: [9, 3.5], latte: [12, 5.25], "cold-brew": [4.5, 6], "house-beans-1kg": [3, 34] } as const;
const REGIONS = { emea: 0.5, americas: 0.3, apac: 0.2 } as const;
export const SALES = Object.entries(PRODUCTS).flatMap(([product, [orders, price]]) =>
    Object.entries(REGIONS).map(([region, share]) => ({
        product,
        region,
        orders: weekly((orders * share) / 60),
        revenue: weekly((orders * price * share) / 60),
    })),
);

/** Ratings a minute. */
export const RATINGS = { "1": 0.2, "2": 0.3, "3": 1, "4": 4, "5": 6 } as const;
export const ratings = (rating: keyof typeof RATINGS): Flow => weekly(RATINGS[rating] / 60);

export const PAYMENT_METHODS = { card: 0.3, crypto: 0.1, wallet: 0.05 } as const;
export const PAYMENT_FAILURES = { declined: 0.0009, timeout: 0.0003 } as const;
export const payments = (method: keyof typeof PAYMENT_METHODS): Flow => weekly(PAYMENT_METHODS[method]);
/** In the incident a tenth of payments runs into a timeout. */
export const paymentFailures = (reason: keyof typeof PAYMENT_FAILURES): Flow =>
    reason === "timeout" ? then(weekly(PAYMENT_FAILURES.timeout), 0.045) : weekly(PAYMENT_FAILURES[reason]);

/** Transactions a second by chain and status, gas for each, and its price. */
export const CHAINS = { ethereum: [0.2, 90_000, 31], polygon: [0.35, 70_000, 48], solana: [0.15, 5000, 2] } as const;
const STATUSES = { success: [0.97, 0.77], failed: [0.02, 0.22], reverted: [0.01, 0.01] } as const;
/** On one chain transactions fail in the incident. */
export const FAILING_CHAIN = "polygon";
export const WEB3 = Object.entries(CHAINS).flatMap(([chain, [rate]]) =>
    Object.entries(STATUSES).map(([status, [share, inIncident]]) => ({
        chain,
        status,
        flow: chain === FAILING_CHAIN ? then(weekly(rate * share), rate * inIncident) : weekly(rate * share),
    })),
);
export const STRATEGIES = { arbitrage: [0.04, 12], "yield-farming": [0.02, 6], "market-making": [0.01, 20] } as const;

/** Agents: tasks a second, the share that they complete, and their model. */
export const AGENTS = {
    barista: { tasks: 0.3, completes: 0.96, model: "gemini-flash" },
    "inventory-planner": { tasks: 0.1, completes: 0.9, model: "llama-3-70b" },
    "feedback-analyst": { tasks: 0.2, completes: 0.92, model: "gemini-flash" },
} as const;
export type Agent = keyof typeof AGENTS;
export const created = (agent: Agent): Flow => weekly(AGENTS[agent].tasks);
/** Completes little in the incident. */
export const FAILING_AGENT: Agent = "inventory-planner";
export const completed = (agent: Agent): Flow => {
    const { tasks, completes } = AGENTS[agent];
    return agent === FAILING_AGENT ? then(weekly(tasks * completes), tasks * 0.3) : weekly(tasks * completes);
};
export const INFERENCE: Spread = [
    { from: 0.1, to: 0.5, share: 0.6 },
    { from: 0.5, to: 1, share: 0.3 },
    { from: 1, to: 2.5, share: 0.1 },
];

export { steady, weekly, then };
