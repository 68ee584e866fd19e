/** What the business' figures usually are at an hour. */

import type { Group, Recording } from "../../types";

const WEEKS = [1, 2, 3, 4] as const;

/**
 * What is usual at this hour: the median of the same hour of past weeks, so that one odd week (an outage, a campaign)
 * doesn't count. Holidays aren't asked, weeks without data neither.
 */
const usual = (figure: string): Recording => ({
    record: `business:${figure}:usual4w`,
    expr: `quantile(0.5,
${WEEKS.map(
    (week) => `  label_replace(
    business:${figure}:rate1h offset ${week}w unless on () business:holiday:bool offset ${week}w == 1,
    "week", "${week}", "", ""
  )`,
).join("\n    or\n")}
)`,
});

export const usualSales = (): Group => ({
    name: "go-coffee.business.usual",
    // It asks for four weeks of data and changes slowly.
    interval: "2m",
    rules: [usual("orders_per_minute"), usual("revenue_usd_per_minute")],
});
