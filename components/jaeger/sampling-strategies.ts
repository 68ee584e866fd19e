import type { StackConfig } from "../../config/schema";
import { DEFAULT_SHARE } from "../../config/schema/services";

/** Sampling strategies for SDKs that ask for them: https://www.jaegertracing.io/docs/latest/sampling/#file-based */
export function samplingStrategies({ services }: StackConfig): object {
    return {
        default_strategy: { type: "probabilistic", param: DEFAULT_SHARE },
        service_strategies: Object.entries(services)
            .sort(([a], [b]) => a.localeCompare(b))
            .map(([service, { samplingShare }]) => ({ service, type: "probabilistic", param: samplingShare })),
    };
}
