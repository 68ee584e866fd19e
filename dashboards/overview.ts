import { DashboardBuilder, DashboardCursorSync } from "@grafana/grafana-foundation-sdk/dashboard";
import type { StackConfig } from "../config/schema";
import { TARGETS } from "../config/targets";
import { figure, trend } from "./lib/panels";

export const OVERVIEW_UID = "go-coffee-overview";

const ORDERS = "sum(rate(coffee_orders_total[5m])) * 60";
const REVENUE = "sum(rate(coffee_revenue_total[5m])) * 60";

/** The business at a glance. */
export const overview = ({ grafana }: StackConfig) =>
    new DashboardBuilder("Overview")
        .uid(OVERVIEW_UID)
        .tags(["go-coffee"])
        .refresh(grafana.refresh)
        .time({ from: `now-${grafana.timeRange}`, to: "now" })
        .timezone("browser")
        .tooltip(DashboardCursorSync.Crosshair)
        .readonly()
        .withPanel(
            figure({
                title: "Orders per minute",
                description: "Coffee orders accepted in a minute, over the last five.",
                query: ORDERS,
                unit: "short",
                target: TARGETS.ordersPerMinute,
                width: 8,
                height: 5,
            }),
        )
        .withPanel(
            figure({
                title: "Revenue per minute",
                description: "US dollars taken in a minute, over the last five.",
                query: REVENUE,
                unit: "currencyUSD",
                target: TARGETS.revenuePerMinute,
                width: 8,
                height: 5,
            }),
        )
        .withPanel(
            figure({
                title: "Average order value",
                description: "US dollars per order, over the last five minutes.",
                query: `(${REVENUE}) / (${ORDERS} > 0)`,
                unit: "currencyUSD",
                target: TARGETS.averageOrderValue,
                width: 8,
                height: 5,
            }),
        )
        .withPanel(
            trend({
                title: "Orders per minute by product",
                description: "Coffee orders accepted in a minute, by product.",
                query: "sum by (product) (rate(coffee_orders_total[5m])) * 60",
                unit: "short",
                legend: "{{product}}",
                width: 12,
                height: 9,
            }),
        )
        .withPanel(
            trend({
                title: "Requests per second by service",
                description: "HTTP requests that each service answers in a second.",
                query: "service:http_requests:rate5m",
                unit: "reqps",
                legend: "{{service}}",
                width: 12,
                height: 9,
            }),
        );
