import type { PlainObject } from "../../config/merge";
import { named } from "../rules/harness/series";
import type { Series } from "../rules/harness/proofs";

/**
 * What is usual and wakes nobody: traffic with the shape of days and weeks, a few failures, deployments, scrapes that fail, a
 * Prometheus that restarts, a node that is drained and one that joins, a cluster whose clocks are set. The same each time.
 */

export const QUIET: PlainObject = {
    business: {
        timezone: "Europe/Berlin",
        tradingHours: {
            from: "07:00",
            to: "20:00",
            days: ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday"],
        },
    },
};

/** Seconds between two samples and two evaluations. */
export const STEP = 60;
const DAY = 86_400 / STEP;

/** Numbers from 0 to 1 that look random, and are the same for the same seed. */
function random(seed: number): () => number {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
    };
}

const SERVICES = {
    "api-gateway": 40,
    "web-ui": 20,
    "order-service": 12,
    "payment-service": 8,
    "ai-search": 3,
} as const;
const PODS = ["a", "b"] as const;

/** Share of the busiest hour: little at night, less on Sundays. */
function shape(moment: number): number {
    const date = new Date(moment * 1000);
    const hour = date.getUTCHours() + date.getUTCMinutes() / 60;
    const ofDay = 0.04 + 0.96 * Math.max(0, Math.sin(((hour - 4) / 16) * Math.PI)) ** 1.5;
    return ofDay * (date.getUTCDay() === 0 ? 0.5 : 1);
}

/** Every sample of a stretch, in promtool's notation. `failing` is the share of requests that fail. */
export function quiet(start: number, steps: number, failing = 0.0002): Series {
    const chance = random(Math.floor(start));
    const times = Array.from({ length: steps }, (_, index) => index);
    const series: { [name: string]: (string | number)[] } = {};
    /** A counter of a pod: it starts anew when the pod does. */
    const count = (name: string, growth: (at: number) => number, restarts: (at: number) => boolean): void => {
        let value = 0;
        series[name] = times.map((at) => (value = restarts(at) ? growth(at) : value + growth(at)));
    };
    const level = (name: string, value: (at: number) => number | string): void => {
        series[name] = times.map(value);
    };
    const ofDay = (at: number): number => Math.floor((start / STEP + at) % DAY);
    const day = (at: number): number => Math.floor((start / STEP + at) / DAY);
    for (const [index, [service, busiest]] of Object.entries(SERVICES).entries()) {
        const seen = { service, job: "applications" };
        // A rollout a day and service, at another hour each: one pod after the other.
        const rollout = (at: number, pod: number): number =>
            ofDay(at) - (120 + index * 180 + ((day(at) * 37) % 60) + pod * 3);
        const starts = (pod: number) => (at: number) => rollout(at, pod) === 0;
        level(named("kube_deployment_spec_replicas", { deployment: service }), () => 2);
        level(named("kube_deployment_status_replicas_available", { deployment: service }), (at) =>
            PODS.some((_, pod) => rollout(at, pod) >= 0 && rollout(at, pod) < 2) ? 1 : 2,
        );
        for (const [pod, name] of PODS.entries()) {
            const target = { ...seen, pod: name, instance: `${service}-${name}` };
            const failed = times.map(() => chance() < 0.001);
            level(named("up", target), (at) => (failed[at] === true || rollout(at, pod) === 0 ? 0 : 1));
            level(named("scrape_duration_seconds", target), () => 0.02);
            const each = times.map((at) =>
                Math.round((busiest / 2) * STEP * shape(start + at * STEP) * (0.9 + 0.2 * chance())),
            );
            // Two in ten thousand fail, where ten may.
            const bad = each.map((requests) => Math.floor(requests * failing + chance()));
            count(named("http_requests_total", { ...target, code: "200" }), (at) => each[at] ?? 0, starts(pod));
            count(named("http_requests_total", { ...target, code: "500" }), (at) => bad[at] ?? 0, starts(pod));
            for (const [le, share] of Object.entries({ "0.5": 0.998, "2.5": 0.9999, "+Inf": 1 }))
                count(
                    named("http_request_duration_seconds_bucket", { ...target, le }),
                    (at) => (each[at] ?? 0) * share,
                    starts(pod),
                );
            count(named("http_request_duration_seconds_count", target), (at) => each[at] ?? 0, starts(pod));
            if (service === "order-service") {
                count(
                    named("coffee_orders_total", { ...target, product: "latte" }),
                    (at) => (each[at] ?? 0) * 0.2,
                    starts(pod),
                );
                count(
                    named("coffee_revenue_total", { ...target, product: "latte" }),
                    (at) => (each[at] ?? 0) * 0.9,
                    starts(pod),
                );
            }
            if (service === "payment-service") {
                const declined = times.map(() => (chance() < 0.05 ? 1 : 0));
                count(
                    named("payment_transactions_total", { ...target, method: "card" }),
                    (at) => (each[at] ?? 0) * 0.2,
                    starts(pod),
                );
                count(
                    named("payment_failures_total", { ...target, reason: "card_declined" }),
                    (at) => declined[at] ?? 0,
                    starts(pod),
                );
            }
        }
    }
    // A node that is drained and replaced each Tuesday, and one that joins.
    const weekday = (at: number): number => (day(at) + 4) % 7;
    const replaced = (at: number): boolean => weekday(at) === 2 && ofDay(at) >= 600 && ofDay(at) < 640;
    for (const node of ["n1", "n2", "n3"])
        series[`kube_node_status_condition{node="${node}", condition="Ready", status="true"}`] = times.map((at) =>
            node === "n3" && replaced(at) && ofDay(at) >= 610 ? 0 : 1,
        );
    series['kube_node_spec_unschedulable{node="n3"}'] = times.map((at) => (replaced(at) ? 1 : 0));
    for (const node of ["n1", "n2", "n3"])
        series[`kube_pod_info{namespace="go-coffee", pod="${node}", uid="${node}", node="${node}"}`] = times.map(
            () => 1,
        );
    // Prometheus restarts on Wednesdays: for four minutes nothing is scraped.
    const away = (at: number): boolean => weekday(at) === 3 && ofDay(at) >= 700 && ofDay(at) < 704;
    return Object.fromEntries(
        Object.entries(series).map(([name, values]) => [
            name,
            values.map((value, at) => (away(at) ? "_" : value)).join(" "),
        ]),
    );
}
