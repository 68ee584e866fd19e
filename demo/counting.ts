/** What the services count of a journey: names and labels as the platform's services have them. */
import { isGoingOn, type Effects } from "./effects";
import { CUSTOMERS, type Journey, type Request } from "./journeys";
import { AGENTS, CHAINS, METHODS, SERVICES, STRATEGIES, type ServiceName } from "./platform";
import type { Registry } from "./registry";
import type { Labels } from "./series-text";

export type Registries = { readonly [service in ServiceName]?: Registry };

/** Seconds: the defaults of Prometheus' client libraries. */
const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10] as const;
const PREPARATION = [30, 60, 120, 180, 240, 300] as const;
const MODELS: { readonly [agent: string]: string } = {
    barista: "gemini-flash",
    "inventory-planner": "llama-3-70b",
    "feedback-analyst": "gemini-flash",
};
const GAS: { readonly [chain: string]: readonly [used: number, gwei: number] } = {
    ethereum: [90_000, 31],
    polygon: [70_000, 48],
    solana: [5000, 2],
};
const DATABASE: Labels = { database: "postgres" };

export const codeOf = ({ outcome, reason, service }: Pick<Request, "outcome" | "reason" | "service">): string =>
    outcome === "served"
        ? "200"
        : outcome === "failed"
          ? "500"
          : service === "auth-service" || reason === "wrong password"
            ? "401"
            : reason === "stalled"
              ? "202"
              : "402";

/** Counters that are there from a program's start: one that is born with its first event hides it. */
export function born(registries: Registries): void {
    for (const [service, { database }] of Object.entries(SERVICES) as [ServiceName, { database: boolean }][]) {
        const registry = registries[service];
        if (database) registry?.count("database_connection_errors", DATABASE, 0);
    }
    const payments = registries["payment-service"];
    for (const [method] of [...METHODS, ["crypto", 1] as const]) payments?.count("payment_transactions", { method }, 0);
    for (const reason of ["timeout", ...CUSTOMERS]) payments?.count("payment_failures", { reason }, 0);
    for (const reason of ["payment", "timeout"]) {
        registries["order-service"]?.count("coffee_orders_failed", { reason }, 0);
        registries.consumer?.count("coffee_orders_processed_failed", { reason }, 0);
    }
    for (const [chain] of CHAINS)
        for (const status of ["success", "failed", "reverted"])
            registries["crypto-wallet"]?.count("web3_transaction", { chain, status }, 0);
    for (const [strategy] of STRATEGIES) {
        registries["defi-service"]?.count("defi_trading_profit", { strategy }, 0);
        registries["defi-service"]?.count("defi_trading_volume", { strategy }, 0);
    }
    for (const [agent] of AGENTS) {
        registries["ai-agents"]?.count("ai_agent_tasks_created", { agent }, 0);
        registries["ai-agents"]?.count("ai_agent_tasks_completed", { agent }, 0);
    }
}

/** Adds a journey to what the services have counted. */
export function count(journey: Journey, registries: Registries): void {
    for (const request of journey.requests) {
        if (request.outcome === "unanswered") continue;
        const registry = registries[request.service];
        if (registry === undefined) continue;
        ofRequest(request, journey, registry);
        OWN[request.service]?.(journey, request, registry);
    }
}

function ofRequest(request: Request, { traceId, begin }: Journey, registry: Registry): void {
    const { route, database } = SERVICES[request.service];
    const labels = { method: "POST", route, code: codeOf(request) };
    const seconds = request.duration / 1000;
    registry.count("http_requests", labels);
    registry.observe("http_request_duration_seconds", seconds, SECONDS, labels, traceId);
    if (!database) return;
    registry.count("database_queries", DATABASE, 2);
    registry.observe("database_query_duration_seconds", seconds / 8, SECONDS, DATABASE, traceId);
    registry.count(begin % 5 === 0 ? "cache_misses" : "cache_hits");
}

type Counting = (journey: Journey, request: Request, registry: Registry) => void;

const OWN: { readonly [service in ServiceName]?: Counting } = {
    "order-service": ({ product, region, price, stars, kind }, { outcome, reason }, registry) => {
        if (!kind.endsWith("order")) return;
        if (stars !== undefined) registry.count("customer_feedback", { rating: String(stars) });
        if (outcome === "failed")
            registry.count("coffee_orders_failed", {
                reason: reason?.startsWith("payment") === true ? "payment" : "timeout",
            });
        if (outcome !== "served") return;
        registry.count("coffee_orders", { product, region });
        registry.count("coffee_revenue", { product, region }, price);
    },
    "payment-service": ({ method }, { outcome, reason }, registry) => {
        registry.count("payment_transactions", { method });
        if (outcome === "served") return;
        registry.count("payment_failures", { reason: CUSTOMERS.includes(reason ?? "") ? (reason ?? "") : "timeout" });
    },
    "kitchen-service": ({ product, traceId, begin }, _, registry) => {
        registry.observe("coffee_order_preparation_seconds", 40 + (begin % 150), PREPARATION, { product }, traceId);
    },
    consumer: (_, { outcome }, registry) => {
        if (outcome === "failed") registry.count("coffee_orders_processed_failed", { reason: "timeout" });
        else registry.count("coffee_orders_processed");
    },
    "crypto-wallet": ({ chain }, { outcome, reason }, registry) => {
        const [used, gwei] = GAS[chain] ?? [0, 0];
        const status = outcome === "served" ? "success" : reason?.includes("reverted") === true ? "reverted" : "failed";
        registry.count("web3_transaction", { chain, status });
        registry.count("web3_gas_used", { chain }, used);
        registry.set("web3_gas_price_gwei", gwei, { chain });
    },
    "defi-service": ({ strategy }, { outcome }, registry) => {
        if (outcome !== "served") return;
        registry.count("defi_trading_profit", { strategy }, 9);
        registry.count("defi_trading_volume", { strategy }, 720);
    },
    "ai-agents": ({ agent, traceId }, { outcome, duration }, registry) => {
        registry.count("ai_agent_tasks_created", { agent });
        if (outcome === "served") registry.count("ai_agent_tasks_completed", { agent });
        const labels = { agent, model: MODELS[agent] ?? "" };
        registry.observe("ai_inference_duration_seconds", duration / 1000, SECONDS, labels, traceId);
    },
};

/** What isn't of a request: connections that fail, messages that wait, series without end. */
export function countBeside(effects: Effects, registries: Registries, state: { lag: number; seconds: number }): void {
    const { database, series = {} } = effects;
    if (database !== undefined && isGoingOn(database, state.seconds))
        registries[database.service]?.count("database_connection_errors", DATABASE, database.perSecond);
    for (const partition of ["0", "1"])
        registries.consumer?.set("kafka_consumergroup_lag", Math.round(state.lag / 2), {
            consumergroup: "consumer-group",
            topic: "coffee-orders",
            partition,
        });
    for (const [service, registry] of Object.entries(registries) as [ServiceName, Registry][]) {
        const flood = series[service];
        if (flood === undefined) registry.forget("session_state");
        else for (let index = 0; index < flood; index++) registry.set("session_state", 1, { session: `s${index}` });
    }
}
