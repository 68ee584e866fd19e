/** The objectives, as data. */

import type { ServiceEntry, StackConfig } from "../../../config/schema";
import { seconds } from "../../../config/quantities";
import type { SLO_CLASSES } from "../../../config/schema/services";
import { LATENCY_BUCKETS } from "../../../model/alerting/limits";
import { notCustomers } from "../business/figures";
import { processingEvents } from "../business/processing";
import { catalogued } from "../owners";
import { attempted, rate } from "../promql";
import { inApplications } from "../../../model/telemetry/selectors";

type SloClass = (typeof SLO_CLASSES)[number];

/** An objective as data: what is counted, and of what. Both by namespace and service, in events a second. */
export interface Objective {
    /** Label `slo`, and key of the objective in config. */
    readonly slo: keyof StackConfig["objectives"];
    /** Beginning of its alerts' names. */
    readonly name: string;
    readonly classes: readonly SloClass[];
    /** What a bad event is, after "{{ service }}". */
    readonly bad: string;
    readonly recordings: (config: StackConfig) => readonly Counted[];
    /** The same of the last minute, where events are so quick that a minute of nothing but bad ones is a total failure. */
    readonly now?: (config: StackConfig) => readonly Counted[];
}

interface Counted {
    readonly bad: string;
    readonly total: string;
}

const HTTP: readonly SloClass[] = ["http", "payment", "web3", "ai"];
const SERVICE = ["namespace", "service"] as const;

const lastMinute = (counter: string): string => rate(SERVICE, counter, "1m");
const ofLastMinute = (all: string, bad: string): Counted => ({ bad: lastMinute(bad), total: lastMinute(all) });

export const OBJECTIVES: readonly Objective[] = [
    {
        slo: "availability",
        name: "Availability",
        classes: HTTP,
        bad: "fails with 5xx",
        recordings: (config) =>
            servicesOf(config, HTTP).map((matcher) => ({
                bad: `service:http_errors:rate5m{${matcher}}`,
                total: `service:http_requests:rate5m{${matcher}}`,
            })),
        now: (config) =>
            servicesOf(config, HTTP).map((matcher) => {
                const here = `${inApplications(config)}, ${matcher}`;
                return ofLastMinute(`http_requests_total{${here}}`, `http_requests_total{${here}, code=~"5.."}`);
            }),
    },
    {
        slo: "latency",
        name: "Latency",
        classes: HTTP,
        bad: "answers too late",
        recordings: (config) => boundsOf(config, HTTP).map((bound) => lateRequests(config, bound)),
    },
    {
        slo: "payment",
        name: "Payment",
        classes: ["payment"],
        bad: "fails payments",
        recordings: (config) =>
            servicesOf(config, ["payment"]).map((matcher) => ({
                bad: `service:payment_failures:rate5m{${matcher}}`,
                total: `service:payment_attempts:rate5m{${matcher}}`,
            })),
        now: (config) =>
            servicesOf(config, ["payment"]).map((matcher) => {
                const failed = lastMinute(`payment_failures_total{${matcher}, ${notCustomers(config)}}`);
                // What fails counts as attempted, even where only successes are counted as transactions.
                const paid = lastMinute(`payment_transactions_total{${matcher}}`);
                return { bad: failed, total: `${attempted(paid, failed)}\n  or\n${paid}` };
            }),
    },
    {
        slo: "web3",
        name: "Web3",
        classes: ["web3"],
        bad: "fails transactions",
        recordings: (config) =>
            servicesOf(config, ["web3"]).map((matcher) => ({
                bad: `sum by (namespace, service) (service_chain:web3_failures:rate5m{${matcher}})`,
                total: `sum by (namespace, service) (service_chain:web3_transactions:rate5m{${matcher}})`,
            })),
        now: (config) =>
            servicesOf(config, ["web3"]).map((matcher) =>
                ofLastMinute(
                    `web3_transaction_total{${matcher}}`,
                    `web3_transaction_total{${matcher}, status=~"failed|reverted"}`,
                ),
            ),
    },
    {
        slo: "processing",
        name: "Processing",
        classes: ["async"],
        bad: "processes orders too late, or not at all",
        recordings: (config) => servicesOf(config, ["async"]).map(processingEvents),
    },
    {
        slo: "ai",
        name: "Ai",
        classes: ["ai"],
        bad: "doesn't complete tasks",
        recordings: (config) =>
            servicesOf(config, ["ai"]).map((matcher) => {
                const sum = (what: string): string =>
                    `sum by (namespace, service) (service_agent:ai_tasks_${what}:rate30m{${matcher}})`;
                return { bad: `clamp_min(${sum("due")} - ${sum("completed")}, 0)`, total: sum("due") };
            }),
    },
];

const names = (config: StackConfig, wanted: (service: ServiceEntry) => boolean): string =>
    Object.keys(config.services)
        .filter((name) => {
            const entry = config.services[name];
            return entry !== undefined && wanted(entry);
        })
        .sort()
        .join("|");

/** The services of some classes, as a matcher; none when there are none. */
function servicesOf(config: StackConfig, classes: readonly SloClass[]): readonly string[] {
    const found = names(config, ({ slo }) => classes.includes(slo));
    return found === "" ? [] : [`service=~"${found}"`];
}

/** The bucket's bound that measures a latency target: the lowest that isn't below it. */
export const boundOf = ({ latencyTarget }: ServiceEntry): number | undefined =>
    LATENCY_BUCKETS.find((bound) => bound >= seconds(latencyTarget));

interface Bound {
    readonly bound: number;
    readonly matcher: string;
}

function boundsOf(config: StackConfig, classes: readonly SloClass[]): readonly Bound[] {
    return LATENCY_BUCKETS.flatMap((bound) => {
        const found = names(config, (entry) => classes.includes(entry.slo) && boundOf(entry) === bound);
        return found === "" ? [] : [{ bound, matcher: `service=~"${found}"` }];
    });
}

function lateRequests(config: StackConfig, { bound, matcher }: Bound): Counted {
    const here = `${inApplications(config)}, ${matcher}`;
    const total = rate(SERVICE, `http_request_duration_seconds_count{${here}}`);
    // Prometheus writes whole bounds as 5.0 where it reads them as text, and as 5 where they were stored before.
    const le = Number.isInteger(bound) ? `le=~"${bound}(\\\\.0)?"` : `le="${bound}"`;
    return { bad: `${total}\n  -\n${rate(SERVICE, `http_request_duration_seconds_bucket{${here}, ${le}}`)}`, total };
}

/** Teams that own services with an objective. */
export const ownersOf = (config: StackConfig, { classes }: Objective) =>
    catalogued(config, ({ slo }) => classes.includes(slo));
