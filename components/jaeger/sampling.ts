import type { StackConfig } from "../../config/schema";

/** Share of traces of a service that isn't in the catalogue. */
const DEFAULT_SHARE = 0.1;

/** Sampling strategies for SDKs that ask for them: https://www.jaegertracing.io/docs/latest/sampling/#file-based */
export function samplingStrategies({ services }: StackConfig): object {
    return {
        default_strategy: { type: "probabilistic", param: DEFAULT_SHARE },
        service_strategies: Object.entries(services)
            .sort(([a], [b]) => a.localeCompare(b))
            .map(([service, { samplingShare }]) => ({ service, type: "probabilistic", param: samplingShare })),
    };
}
