/** What happens in a second: journeys of customers and agents through the services, the same for the same seed. */
import type { Effects } from "./effects";
import {
    AGENTS,
    CHAINS,
    JOURNEYS,
    METHODS,
    PRODUCTS,
    REGIONS,
    SERVICES,
    STRATEGIES,
    type JourneyKind,
    type ServiceName,
    type Step,
} from "./platform";
import { around, countOf, hex, oneOf, random, type Random } from "./random";
import { shape } from "./shape";

/** How a request ends: as it should, refused to the customer, failed by us, or nobody answers it. */
export type Outcome = "served" | "refused" | "failed" | "unanswered";

/** One request of a journey, at the service that it goes to. */
export interface Request {
    readonly service: ServiceName;
    readonly caller?: ServiceName;
    readonly spanId: string;
    /** Of the request that asked for it. */
    readonly parentId?: string;
    readonly later: boolean;
    /** Milliseconds since the journey's begin. */
    readonly start: number;
    readonly duration: number;
    readonly outcome: Outcome;
    readonly reason?: string;
}

export interface Journey {
    readonly kind: JourneyKind;
    readonly traceId: string;
    /** Milliseconds since 1970. */
    readonly begin: number;
    readonly requests: readonly Request[];
    /** Somebody who has a name, an address and a card: made up, from ranges that are given to nobody. */
    readonly customer: Customer;
    readonly product: string;
    readonly price: number;
    readonly region: string;
    readonly method: string;
    readonly chain: string;
    readonly agent: string;
    readonly strategy: string;
    /** Stars that the customer gives, where they do. */
    readonly stars?: number;
}

export interface Customer {
    readonly id: string;
    readonly email: string;
    readonly ip: string;
    readonly card: string;
}

/** Card numbers that payment providers publish for tests. */
const CARDS = ["4111111111111111", "5555555555554444", "378282246310005"] as const;

function customer(next: Random): Customer {
    const id = `${1000 + Math.floor(next() * 9000)}`;
    return {
        id,
        email: `customer${id}@example.com`,
        ip: `203.0.113.${1 + Math.floor(next() * 254)}`,
        card: oneOf(
            CARDS.map((card) => [card, 1] as const),
            next,
        ),
    };
}

export interface Traffic {
    readonly seed: string;
    /** Journeys a second at the busiest hour. */
    readonly rate: number;
}

/** The journeys that begin within a second since 1970. */
export function journeysAt(second: number, { seed, rate }: Traffic, effects: Effects): readonly Journey[] {
    const next = random(seed, second);
    return Array.from({ length: countOf(rate * shape(second), next) }, (_, index) =>
        journey(random(seed, second, index), second, effects),
    ).filter(({ kind, traceId }) => !kind.endsWith("order") || random(traceId, "orders")() < (effects.orders ?? 1));
}

function journey(next: Random, second: number, effects: Effects): Journey {
    const kind = oneOf(
        (Object.keys(JOURNEYS) as JourneyKind[]).map((name) => [name, JOURNEYS[name].share] as const),
        next,
    );
    const [product, , price] = oneOf(
        PRODUCTS.map((one) => [one, one[1]] as const),
        next,
    );
    const traceId = hex(32, next);
    const begin = second * 1000 + Math.floor(next() * 1000);
    const rated = next() < 0.2 ? (effects.stars ?? 5 - Math.floor(next() ** 3 * 5)) : undefined;
    return {
        kind,
        traceId,
        begin,
        customer: customer(next),
        product,
        price: price * (effects.revenue ?? 1),
        region: oneOf(REGIONS, next),
        method: kind === "crypto order" ? "crypto" : oneOf(METHODS, next),
        chain: oneOf(CHAINS, next),
        agent: oneOf(AGENTS, next),
        strategy: oneOf(STRATEGIES, next),
        ...(rated !== undefined && kind.endsWith("order") ? { stars: rated } : {}),
        requests: taken(JOURNEYS[kind].way, { next, effects, kind, start: 0 }).requests,
    };
}

interface Asked {
    readonly next: Random;
    readonly effects: Effects;
    readonly kind: JourneyKind;
    readonly start: number;
    readonly caller?: Request;
}

/** A service gives up on one that it asks after this long. */
const TIMEOUT = 2000;

function taken(step: Step, asked: Asked): { readonly requests: readonly Request[]; readonly end: number } {
    const { next, effects, start, caller } = asked;
    const { service, later = false } = step;
    const own = around(SERVICES[service].median, next) * (effects.slower?.[service] ?? 1);
    const spanId = hex(16, next);
    const wrong = outcomeAt(service, asked);
    const here = {
        service,
        spanId,
        later,
        start,
        ...(caller === undefined ? {} : { caller: caller.service, parentId: caller.spanId }),
    };
    if (wrong.outcome === "unanswered" || wrong.outcome === "refused") {
        const request = { ...here, ...wrong, duration: wrong.outcome === "refused" ? own : 3 };
        return { requests: [request], end: start + request.duration };
    }
    // Whom it asks is asked one after the other, in the middle of its own work.
    let at = start + own / 2;
    const below: Request[] = [];
    const as: Request = { ...here, duration: own, outcome: "served" };
    for (const ask of step.asks) {
        const { requests, end } = taken(ask, { ...asked, start: at, caller: as });
        below.push(...requests);
        if (ask.later !== true) at = Math.min(end, at + TIMEOUT);
    }
    const awaited = below.find(
        ({ parentId, later: async, outcome, duration }) =>
            parentId === spanId && !async && (outcome === "failed" || outcome === "unanswered" || duration > TIMEOUT),
    );
    const refused = below.find(({ parentId, outcome }) => parentId === spanId && outcome === "refused");
    const duration = at - start + own / 2;
    const result: Pick<Request, "outcome" | "reason"> =
        wrong.outcome === "failed"
            ? wrong
            : awaited !== undefined
              ? {
                    outcome: "failed",
                    reason: `${awaited.service} ${awaited.outcome === "failed" ? "failed" : "didn't answer"}`,
                }
              : refused !== undefined
                ? { outcome: "refused", ...(refused.reason === undefined ? {} : { reason: refused.reason }) }
                : { outcome: "served" };
    return { requests: [{ ...here, duration, ...result }, ...below], end: start + duration };
}

const CONNECTION_REFUSED = "connection refused";

function outcomeAt(
    service: ServiceName,
    { next, effects, kind }: Asked,
): { readonly outcome: Outcome; readonly reason?: string } {
    if (effects.down?.includes(service) === true) return { outcome: "unanswered", reason: CONNECTION_REFUSED };
    if (next() < (effects.errors?.[service] ?? 0.0002)) return { outcome: "failed", reason: "internal error" };
    if (service === "payment-service") {
        const reasons = { declined: 0.004, ...effects.payments };
        for (const [reason, share] of Object.entries(reasons))
            if (next() < share) return { outcome: CUSTOMERS.includes(reason) ? "refused" : "failed", reason };
    }
    if (service === "auth-service" && next() < (effects.failedLogins ?? 0.01))
        return { outcome: "refused", reason: "wrong password" };
    if ((service === "crypto-wallet" || service === "defi-service") && next() < (effects.web3 ?? 0.004))
        return { outcome: "failed", reason: "transaction reverted" };
    if (kind === "agent task" && service === "ai-agents" && next() < (effects.stalledTasks ?? 0.03))
        return { outcome: "refused", reason: "stalled" };
    if (service === "consumer" && effects.stuckConsumer === true) return { outcome: "unanswered", reason: "stuck" };
    return { outcome: "served" };
}

/** Reasons that are the customer's own: no fault of the platform. */
export const CUSTOMERS: readonly string[] = ["declined", "insufficient_funds", "expired_card"];
