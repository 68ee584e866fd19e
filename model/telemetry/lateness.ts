import type { StackConfig } from "../../config/schema";

/** How far from the present a metric point may lie that is pushed. */

/** What waited in the collectors' queues comes late by the outage, and by half as long again while they empty. */
export const outOfOrderMinutes = ({ collector }: Pick<StackConfig, "collector">): number =>
    Math.ceil(collector.outageMinutes * 1.5);

/** How far ahead a sender's clock may be: Prometheus takes ten minutes, and then looks back from there. */
export const CLOCKS_APART_MINUTES = 9;
