import type { StackConfig } from "../../../config/schema";
import type { Group } from "../../types";
import { inApplications } from "../selectors";

/** What each service does: throughput. */
export const serviceLevels = (config: StackConfig): Group => ({
    name: "go-coffee.services.levels",
    rules: [
        {
            record: "service:http_requests:rate5m",
            expr: `sum by (namespace, service) (rate(http_requests_total{${inApplications(config)}}[5m]))`,
        },
    ],
});
