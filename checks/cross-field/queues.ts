/** Queues of the collectors against the volumes that hold them. */

import type { Check } from "./contract";
import { or, set, type Problem } from "../../config/problems";
import { outageBytes, queueCapacity, TIERS, volumeFor, type Tier } from "../../model/workloads/queues";
import { readableBytes } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import { hasSamplerTier } from "../../model/network/wiring";

const GIBI = 2 ** 30;

/** Each collector's volume holds what its queues take over the stated outage. */
export const queueProblems: Check = (config) =>
    TIERS.filter((tier) => tier !== "sampler" || hasSamplerTier({ config })).flatMap((tier) => tooSmall(config, tier));

function tooSmall(config: StackConfig, tier: Tier): readonly Problem[] {
    const { queueStorage, outageMinutes } = config.collector;
    const needed = outageBytes(config, tier);
    const capacity = queueCapacity(config, tier);
    if (needed <= capacity) return [];
    const minutes = Math.floor((outageMinutes * capacity) / needed);
    return [
        {
            key: `collector.queueStorage.${tier}`,
            value: queueStorage[tier],
            problem: `bridges ${minutes} of ${outageMinutes} minutes (collector.outageMinutes): about ${readableBytes(needed)} are needed, ${readableBytes(capacity)} may fill`,
            fix:
                set(`collector.queueStorage.${tier}`, `${Math.ceil(volumeFor(needed) / GIBI)}Gi`) +
                (minutes >= 1 ? or(set("collector.outageMinutes", minutes)) : ""),
        },
    ];
}
