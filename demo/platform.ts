/** The services of the synthetic Go Coffee: what each answers, how fast, and whom it asks. */
import type { CATALOGUE } from "../config/schema/services";

export type ServiceName = keyof typeof CATALOGUE;

export interface Service {
    /** Half of its requests take less, in milliseconds, without what it waits for. */
    readonly median: number;
    readonly route: string;
    readonly database: boolean;
}

const of = (median: number, route: string, database = false): Service => ({ median, route, database });

export const SERVICES: { readonly [service in ServiceName]: Service } = {
    "api-gateway": of(4, "/api/v1"),
    producer: of(6, "/api/v1/events"),
    consumer: of(12, "coffee-orders process"),
    streams: of(9, "coffee-orders transform"),
    "accounts-service": of(14, "/api/v1/accounts/{id}", true),
    "auth-service": of(22, "/api/v1/login", true),
    "order-service": of(18, "/api/v1/orders", true),
    "kitchen-service": of(16, "/api/v1/preparations", true),
    "payment-service": of(35, "/api/v1/payments", true),
    "crypto-wallet": of(60, "/api/v1/transfers"),
    "defi-service": of(45, "/api/v1/swaps"),
    "ai-search": of(180, "/api/v1/search"),
    "ai-agents": of(400, "/api/v1/tasks"),
    "web-ui": of(8, "/"),
};
export const SERVICE_NAMES = Object.keys(SERVICES) as readonly ServiceName[];

/** Who is asked, and by that whom it asks itself. */
export interface Step {
    readonly service: ServiceName;
    readonly asks: readonly Step[];
    /** Through Kafka: nobody waits for it. */
    readonly later?: boolean;
}

const step = (service: ServiceName, ...asks: readonly Step[]): Step => ({ service, asks });
const later = (service: ServiceName, ...asks: readonly Step[]): Step => ({ service, asks, later: true });
const fromOutside = (...asks: readonly Step[]): Step => step("web-ui", step("api-gateway", ...asks));

const cooking = step("producer", later("consumer", step("kitchen-service")), later("streams"));

/** What people come for: how often in a hundred times, and the way that it takes. */
export const JOURNEYS = {
    browse: { share: 38, way: fromOutside(step("accounts-service")) },
    "card order": { share: 26, way: fromOutside(step("order-service", step("payment-service"), cooking)) },
    "crypto order": {
        share: 8,
        way: fromOutside(step("order-service", step("payment-service", step("crypto-wallet")), cooking)),
    },
    login: { share: 10, way: fromOutside(step("auth-service")) },
    search: { share: 8, way: fromOutside(step("ai-search")) },
    "agent task": { share: 6, way: step("ai-agents", step("order-service")) },
    trade: { share: 4, way: step("defi-service", step("crypto-wallet")) },
} as const satisfies { readonly [journey: string]: { readonly share: number; readonly way: Step } };
export type JourneyKind = keyof typeof JOURNEYS;

export const PRODUCTS = [
    ["espresso", 30, 3.5],
    ["latte", 40, 5.25],
    ["cold-brew", 15, 6],
    ["house-beans-1kg", 10, 34],
] as const;
export const REGIONS = [
    ["emea", 5],
    ["americas", 3],
    ["apac", 2],
] as const;
export const METHODS = [
    ["card", 7],
    ["wallet", 2],
] as const;
export const CHAINS = [
    ["ethereum", 3],
    ["polygon", 5],
    ["solana", 2],
] as const;
export const AGENTS = [
    ["barista", 3],
    ["inventory-planner", 1],
    ["feedback-analyst", 2],
] as const;
export const STRATEGIES = [
    ["arbitrage", 2],
    ["yield-farming", 1],
] as const;
