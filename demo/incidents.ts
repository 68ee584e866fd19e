/** Incidents to try the stack with: what each does, what should be seen of it, and who should be told. */
import type { Effects } from "./effects";

/** A program of the stack that an incident stops, or ends. */
export type Program = "loki" | "jaeger" | "collector" | "prometheus" | "alertmanager";

export interface Expectation {
    /** One of these fires; none: nobody is told of anything. */
    readonly alerts: readonly string[];
    /** Who is told. */
    readonly team?: "platform" | "payments" | "web3" | "ai" | "business" | "security";
    /** Whether somebody is woken. */
    readonly page: boolean;
    /** Dashboard, and panel on its first screen. */
    readonly seen: string;
    /** Until somebody is told, in minutes, at the most. */
    readonly minutes: number;
    /** A program without which nothing of it is noticed. */
    readonly needs?: "loki" | "kubernetes";
}

export interface Incident {
    readonly title: string;
    /** What the services do. */
    readonly effects?: Effects;
    /** What becomes of a program of the stack: it is held, or killed and starts again. */
    readonly program?: { readonly name: Program; readonly is: "away" | "killed" };
    readonly expected: Expectation;
}

const told = (
    alerts: readonly string[],
    team: Expectation["team"],
    minutes: number,
    seen: string,
    more: Partial<Expectation> = {},
): Expectation => ({ alerts, ...(team === undefined ? {} : { team }), page: true, seen, minutes, ...more });

/** Something that nobody must be told of. */
const quiet = (minutes: number, seen: string): Expectation => ({ alerts: [], page: false, seen, minutes });

export const INCIDENTS = {
    "service-down": {
        title: "kitchen-service doesn't answer",
        effects: { down: ["kitchen-service"] },
        expected: told(["ServiceDown"], "business", 3, "On call: Services down"),
    },
    "error-burst": {
        title: "order-service fails four of five requests",
        effects: { errors: { "order-service": 0.8 } },
        expected: told(["AvailabilityLost", "AvailabilityBurnRateFast"], "business", 4, "SLOs: Budgets spent"),
    },
    latency: {
        title: "accounts-service takes forty times as long",
        effects: { slower: { "accounts-service": 40 } },
        expected: told(["LatencyBurnRateFast"], "platform", 8, "Service performance: Latency quantiles"),
    },
    "payment-failures": {
        title: "four of five payments run into a timeout",
        effects: { payments: { timeout: 0.8 } },
        expected: told(
            ["PaymentLost", "PaymentFailures", "PaymentBurnRateFast"],
            "payments",
            4,
            "Overview: Payment success",
        ),
    },
    "card-declines": {
        title: "one payment in ten is declined by the customer's bank",
        effects: { payments: { declined: 0.1 } },
        expected: quiet(5, "Service performance: Requests by status"),
    },
    "web3-failures": {
        title: "most transactions on every chain are reverted",
        effects: { web3: 0.9 },
        expected: told(["Web3Lost", "Web3BurnRateFast", "Web3Failures"], "web3", 8, "Web3 metrics: Success by chain"),
    },
    "database-blip": {
        title: "six connections to order-service's database fail within a second",
        effects: { database: { service: "order-service", perSecond: 6, seconds: 1 } },
        expected: quiet(5, "Service performance: Connection errors"),
    },
    "database-outage": {
        title: "order-service can't connect to its database",
        effects: { database: { service: "order-service", perSecond: 2 }, errors: { "order-service": 0.9 } },
        expected: told(["DatabaseConnectionErrors"], "business", 6, "Service performance: Connection errors"),
    },
    panic: {
        title: "ai-search panics every fifteen seconds",
        effects: { panics: "ai-search" },
        expected: told(["PanicInLogs"], "ai", 4, "Security and audit: Panics", { needs: "loki" }),
    },
    "failed-logins": {
        title: "somebody tries passwords",
        effects: { failedLogins: 0.95 },
        expected: told(["LoginFailuresInLogs", "SecurityEvents"], "security", 10, "Security and audit: Not signed in", {
            needs: "loki",
            page: false,
        }),
    },
    "ai-stall": {
        title: "agents complete none of their tasks",
        effects: { stalledTasks: 1 },
        expected: told(["AiEfficiencyLow", "AiBurnRateFast"], "ai", 45, "AI agent performance: Efficiency by agent", {
            page: false,
        }),
    },
    "consumer-stuck": {
        title: "nobody reads the orders from Kafka",
        effects: { stuckConsumer: true },
        expected: told(
            ["KafkaConsumerStuck", "ProcessingBurnRateFast"],
            "platform",
            30,
            "Service performance: Kafka lag",
        ),
    },
    "orders-stop": {
        title: "no order comes in",
        effects: { orders: 0 },
        expected: told(["OrdersLow", "OrdersAbsent"], "business", 18, "Overview: Orders per minute", { page: false }),
    },
    "revenue-drop": {
        title: "everything costs a hundredth",
        effects: { revenue: 0.01 },
        expected: told(["RevenueLow"], "business", 25, "Overview: Revenue per minute", { page: false }),
    },
    "satisfaction-drop": {
        title: "everybody gives one star",
        effects: { stars: 1 },
        expected: told(["SatisfactionLow"], "business", 75, "Overview: Satisfaction", { page: false }),
    },
    "log-flood": {
        title: "accounts-service writes 2,000 lines a second",
        effects: { lines: { "accounts-service": 2000 } },
        expected: told(["LokiLinesDiscarded"], "platform", 15, "The stack itself: Discarded", {
            needs: "loki",
            page: false,
        }),
    },
    "series-flood": {
        title: "auth-service has a series for each session",
        effects: { series: { "auth-service": 30_000 } },
        expected: told(["ScrapeLimitExceeded"], "platform", 6, "The stack itself: Series by service", { page: false }),
    },
    leak: {
        title: "accounts-service writes card numbers, addresses and names into its lines",
        effects: { leaks: "accounts-service" },
        expected: quiet(3, "Service performance: Logs"),
    },
    "loki-away": {
        title: "Loki doesn't answer",
        program: { name: "loki", is: "away" },
        expected: told(["LokiDown"], "platform", 9, "The stack itself: Targets by job", { needs: "loki" }),
    },
    "jaeger-away": {
        title: "Jaeger doesn't answer",
        program: { name: "jaeger", is: "away" },
        expected: told(["JaegerDown"], "platform", 9, "The stack itself: Targets by job", { page: false }),
    },
    "collector-killed": {
        title: "the collector is killed, and starts again with its queues",
        program: { name: "collector", is: "killed" },
        expected: quiet(4, "The stack itself: Targets by job"),
    },
    "prometheus-restarted": {
        title: "Prometheus is killed, and starts again",
        program: { name: "prometheus", is: "killed" },
        expected: quiet(4, "The stack itself: Series"),
    },
    "alertmanager-gone": {
        title: "the only Alertmanager is gone: the heartbeat outside is what tells",
        program: { name: "alertmanager", is: "away" },
        expected: told([], undefined, 6, "nowhere: the heartbeat outside is what tells", { page: false }),
    },
    "node-disk-full": {
        title: "the disk of a node is full",
        expected: told(["NodeDiskFull"], "platform", 15, "Infrastructure health: Disks by node", {
            needs: "kubernetes",
            page: false,
        }),
    },
    "node-lost": {
        title: "a node is gone",
        expected: told(["NodeDown"], "platform", 10, "Infrastructure health: Nodes ready", {
            needs: "kubernetes",
            page: false,
        }),
    },
} as const satisfies { readonly [name: string]: Incident };

export type IncidentName = keyof typeof INCIDENTS;
export const INCIDENT_NAMES = Object.keys(INCIDENTS) as readonly IncidentName[];
export const incidentOf = (name: IncidentName): Incident => INCIDENTS[name];
export const isIncident = (name: string): name is IncidentName => Object.hasOwn(INCIDENTS, name);
