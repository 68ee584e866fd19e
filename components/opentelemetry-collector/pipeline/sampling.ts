/** Which traces are kept: the policies of tail sampling. */

import { seconds, type Duration } from "../../../config/quantities";
import { DEFAULT_LATENCY_TARGET, DEFAULT_SHARE } from "../../../config/schema/services";
import type { ServiceEntry, StackConfig } from "../../../config/schema";
import type { HelmValue, HelmValues } from "../../helm/values";

const policy = (name: string, type: string, settings: HelmValues): HelmValues => ({ name, type, [type]: settings });
const all = (name: string, ...policies: readonly HelmValues[]): HelmValues =>
    policy(name, "and", { and_sub_policy: policies });
const probabilistic = (name: string, percentage: number): HelmValues =>
    policy(name, "probabilistic", { sampling_percentage: percentage });

const slowerThan = (target: Duration): HelmValues =>
    policy("latency", "latency", { threshold_ms: seconds(target) * 1000 });

/** Traces in which one of the services takes part; inverted, those in which none does. */
const services = (name: string, names: readonly string[], invert = false): HelmValues =>
    policy(name, "string_attribute", {
        key: "service.name",
        values: names,
        ...(invert ? { invert_match: true } : {}),
    });

/** Services by a figure that some of them share: one policy for each figure, not for each service. */
function grouped<T>(
    catalogue: StackConfig["services"],
    figure: (service: ServiceEntry) => T,
): readonly (readonly [T, readonly string[]])[] {
    const groups = new Map<T, string[]>();
    for (const [name, service] of Object.entries(catalogue).sort(([a], [b]) => a.localeCompare(b))) {
        groups.set(figure(service), [...(groups.get(figure(service)) ?? []), name]);
    }
    return [...groups];
}

const SPANS_PER_TRACE = 10;
const LEAST_TRACES = 10_000;

/** Keeps every error, every trace slower than the target of a service in it, and each service's share of the rest. */
export function tailSampling({ collector, services: catalogue }: StackConfig): HelmValues {
    const slow = grouped(catalogue, ({ latencyTarget }) => latencyTarget).map(([target, names]) =>
        all(`slower-than-${target}`, services("services", names), slowerThan(target)),
    );
    const shares = grouped(catalogue, ({ samplingShare }) => samplingShare).map(([share, names]) =>
        all(`share-${share * 100}-percent`, services("services", names), probabilistic("share", share * 100)),
    );
    const outside = services("unknown-services", Object.keys(catalogue).sort(), true);
    const unknown: readonly HelmValue[] = [
        all("unknown-services-slow", outside, slowerThan(DEFAULT_LATENCY_TARGET)),
        all("unknown-services-share", outside, probabilistic("share", DEFAULT_SHARE * 100)),
    ];
    const perSecond = Math.ceil(collector.spansPerSecond / SPANS_PER_TRACE / Math.max(1, collector.samplers - 1));
    // Twice what waits at busy times; late spans follow the decision on their trace as long as it is remembered.
    const waiting = Math.max(LEAST_TRACES, 2 * perSecond * Math.ceil(seconds(collector.decisionWait)));
    return {
        decision_wait: collector.decisionWait,
        num_traces: waiting,
        expected_new_traces_per_sec: perSecond,
        decision_cache: { sampled_cache_size: 10 * waiting, non_sampled_cache_size: 10 * waiting },
        // Each policy only ever keeps: the first that does so decides.
        sample_on_first_match: true,
        policies: [policy("errors", "status_code", { status_codes: ["ERROR"] }), ...slow, ...shares, ...unknown],
    };
}
