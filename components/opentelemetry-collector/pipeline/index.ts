/** Configurations of all tiers, checked before anything exists. */

import { MendableError } from "../../../config/problems";
import type { TlsEndpoint } from "../../../model/network/endpoints";
import { mergeDeep } from "../../../config/merge";
import type { Tier } from "../../../model/workloads/queues";
import type { StackConfig } from "../../../config/schema";
import type { HelmValues } from "../../helm/values";
import { pipelineProblems } from "./check";
import { clusterConfig } from "./cluster";
import type { Backends } from "./destinations";
import { gatewayConfig } from "./gateway";
import { samplerConfig } from "./sampler";

export interface CollectorCalls extends Backends {
    /** The sampler tier; undefined where the gateway samples itself. */
    readonly sampler: TlsEndpoint | undefined;
}

/** The configuration of each tier that a stack has. */
export interface CollectorConfigs {
    readonly gateway: HelmValues;
    readonly sampler: HelmValues | undefined;
    readonly cluster: HelmValues;
}

/** Release of each tier, whose values may be overridden. */
export const TIER_RELEASES = { gateway: "collector", sampler: "sampler", cluster: "clusterCollector" } as const;

/**
 * Configuration of every tier.
 *
 * @throws MendableError with everything that is wrong with them, overrides included: before any resource exists.
 */
export function collectorConfigs(config: StackConfig, { sampler, ...backends }: CollectorCalls): CollectorConfigs {
    const configs: CollectorConfigs = {
        gateway: gatewayConfig(config, backends, sampler),
        sampler: sampler === undefined ? undefined : samplerConfig(config, backends),
        cluster: clusterConfig(config, backends),
    };
    const problems = (Object.keys(TIER_RELEASES) as Tier[]).flatMap((tier) => {
        const ours = configs[tier];
        if (ours === undefined) return [];
        const overrides = config.overrides[TIER_RELEASES[tier]]?.alternateConfig ?? {};
        const key = `overrides.${TIER_RELEASES[tier]}.alternateConfig`;
        return pipelineProblems(mergeDeep({ config: ours }, { config: overrides }).config as HelmValues).map(
            (problem) => `  ${key}: ${problem}`,
        );
    });
    if (problems.length > 0) {
        throw new MendableError(
            `The collector's pipelines would not work; nothing was deployed.\n\n${problems.join("\n")}\n`,
        );
    }
    return configs;
}
