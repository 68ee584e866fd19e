/** What figures usually are at an hour. */

import type { StackConfig } from "../../../config/schema";
import type { Group, Recording } from "../../types";
import { CLOCK_SHIFT, clockShifts, WEEKS } from "./trading-hours";

const WEEK_SECONDS = 7 * 86_400;

/**
 * What is usual at this hour: the median of the same hour of past weeks, so that one odd week (an outage, a campaign)
 * doesn't count. The hour is that of the shop's clock: where clocks were set since, another one of UTC. Holidays aren't
 * asked, weeks without data neither.
 *
 * @param figure PromQL, with its offset.
 */
export const usual = (
    labels: readonly string[],
    figure: (offset: string) => string,
    config: StackConfig,
): string => `quantile ${labels.length === 0 ? "" : `by (${labels.join(", ")}) `}(0.5,
${WEEKS.flatMap((week) =>
    clockShifts(config).map((shift) => {
        const offset = `offset ${week * WEEK_SECONDS - shift}s`;
        return `  label_replace(
    ${figure(offset)} unless on () business:holiday:bool ${offset} == 1
      and on () ${CLOCK_SHIFT}{week="${week}"} == ${shift},
    "week", "${week}", "", ""
  )`;
    }),
).join("\n    or\n")}
)`;

const usualSale = (figure: string, config: StackConfig): Recording => ({
    record: `business:${figure}:usual4w`,
    expr: usual([], (offset) => `business:${figure}:rate1h ${offset}`, config),
});

export const usualSales = (config: StackConfig): Group => ({
    name: "go-coffee.business.usual",
    // It asks for four weeks of data and changes slowly.
    interval: "2m",
    rules: [usualSale("orders_per_minute", config), usualSale("revenue_usd_per_minute", config)],
});
