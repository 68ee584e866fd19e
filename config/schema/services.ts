import { z } from "zod";
import { duration, kubernetesName, share, text } from "./shapes";

/** Teams that own services and alerts. */
export const TEAMS = ["platform", "payments", "web3", "ai", "business", "security"] as const;
export type Team = (typeof TEAMS)[number];
/** What a service promises: which objectives and burn-rate alerts it has. */
export const SLO_CLASSES = ["http", "payment", "web3", "ai", "async", "none"] as const;

/** Share of healthy traces that is kept of a service, and of traces in which no service of the catalogue takes part. */
export const DEFAULT_SHARE = 0.1;
/** What the 99th percentile of a service should stay below, of one outside the catalogue too. */
export const DEFAULT_LATENCY_TARGET = "500ms";

const service = z.strictObject({
    team: z.enum(TEAMS).default("platform").describe("Team that owns it and gets its alerts."),
    latencyTarget: duration.default(DEFAULT_LATENCY_TARGET).describe("What its 99th percentile should stay below."),
    samplingShare: share
        .default(DEFAULT_SHARE)
        .describe("Share of its healthy traces that is kept; errors and slow ones always are."),
    slo: z.enum(SLO_CLASSES).default("http").describe("Class of its objectives."),
    entry: z
        .boolean()
        .default(false)
        .describe("Whether customers' requests arrive at it: then it is missed when hardly any do."),
    metricsPort: text().default("metrics").describe("Name of the container port that serves its metrics."),
    added: z
        .boolean()
        .default(false)
        .describe(
            "That it is no slip of the pen: a service that the built-in catalogue doesn't know, and is named much like one of it.",
        ),
    enabled: z.boolean().default(true).describe("False takes a service of the built-in catalogue out."),
});

/** A service of which nothing is said. */
export const USUAL_SERVICE = service.parse({});

/** Services of Go Coffee by name; a stack's entries are laid over these. */
export const CATALOGUE = {
    "api-gateway": { samplingShare: 0.5, entry: true },
    producer: {},
    consumer: { slo: "async" },
    streams: { slo: "async" },
    "accounts-service": {},
    "auth-service": { team: "security" },
    "order-service": { team: "business" },
    "kitchen-service": { team: "business" },
    "payment-service": { team: "payments", samplingShare: 1, slo: "payment" },
    "crypto-wallet": { team: "web3", samplingShare: 1, slo: "web3" },
    "defi-service": { team: "web3", samplingShare: 1, slo: "web3" },
    "ai-search": { team: "ai", samplingShare: 0.2, latencyTarget: "2s", slo: "ai" },
    "ai-agents": { team: "ai", samplingShare: 0.2, latencyTarget: "5s", slo: "ai" },
    "web-ui": { entry: true },
} as const satisfies Readonly<Record<string, z.input<typeof service>>>;

export const services = z
    .record(kubernetesName, service)
    .describe("Catalogue of services, by name: an entry adds a service or changes one of the built-in catalogue.");
