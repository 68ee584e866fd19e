/** Alerts on figures of the business that nobody counts any more. */

import type { StackConfig } from "../../../config/schema";
import { FAILED } from "../../../model/telemetry/failures";
import { inApplications } from "../../../model/telemetry/selectors";
import type { Alert } from "../../types";
import { WHILE_OPEN } from "./trading-hours";

/** A floor can't be fallen below by what isn't there: silence is no good news. */
export const absences = (config: StackConfig): readonly Alert[] => [
    {
        alert: "OrdersAbsent",
        expr: `(count(service:replicas_wanted:sum > 0) or count(count by (service) (up{${inApplications(config)}})))
  unless on ()
coffee_orders_total
  ${WHILE_OPEN}`,
        for: "10m",
        severity: "business",
        team: "business",
        threshold: "none at all",
        summary: "Nothing is known of orders",
        description:
            "No metric of orders has come for 10 minutes, although {{ $value }} services of the applications are there.",
        links: { dashboard: "overview", logs: `{service_name="order-service"}` },
    },
    {
        alert: "RevenueAbsent",
        expr: `business:orders_per_minute:rate5m > 0
  unless on ()
coffee_revenue_total
  ${WHILE_OPEN}`,
        for: "10m",
        severity: "business",
        team: "business",
        threshold: "none at all",
        summary: "Nothing is known of revenue",
        description: `{{ $value | printf "%.1f" }} orders a minute come in, and no metric of revenue has come for 10 minutes.`,
        links: { dashboard: "overview", logs: `{service_name="payment-service"} ${FAILED}` },
    },
    {
        alert: "SatisfactionAbsent",
        // Counters are born with the first rating: a day in which there was none is no news.
        expr: `sum(increase(customer_feedback_total[1d] offset 1h)) > 0
  unless on ()
customer_feedback_total
  ${WHILE_OPEN}`,
        for: "1h",
        severity: "business",
        team: "business",
        threshold: "none at all",
        summary: "Nothing is known of satisfaction",
        description:
            'No metric of ratings has come for an hour; in the day before customers gave {{ $value | printf "%.0f" }}.',
        links: { dashboard: "overview", logs: `{service_name="order-service"}` },
    },
    {
        alert: "AiTasksAbsent",
        expr: `sum(increase(ai_agent_tasks_created_total[1d] offset 1h)) > 0
  unless on ()
ai_agent_tasks_created_total
  ${WHILE_OPEN}`,
        for: "1h",
        severity: "warning",
        team: "ai",
        threshold: "none at all",
        summary: "Nothing is known of the agents' tasks",
        description:
            'No metric of tasks has come for an hour; in the day before agents were given {{ $value | printf "%.0f" }}.',
        links: { dashboard: "ai", logs: `{service_name="ai-agents"} ${FAILED}` },
    },
];
