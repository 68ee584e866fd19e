/** Alerts on scrapes of the applications. */

import type { StackConfig } from "../../../config/schema";
import { jobs } from "../../../model/telemetry/jobs";
import { SAMPLE_LIMITS } from "../../../model/telemetry/scrape-limits";
import type { Alert, Group } from "../../types";
import { lines } from "../expressions";

/** Targets that have more samples than they may: to Prometheus, they are down. */
const overLimit = (job: string, limit: number): Alert => ({
    alert: "ScrapeLimitExceeded",
    expr: lines(
        `max by (namespace, pod, job, service) (`,
        `  scrape_samples_post_metric_relabeling{${job}} > ${limit}`,
        `    and on (job, instance) up{${job}} == 0`,
        `)`,
    ),
    for: "2m",
    severity: "warning",
    team: "platform",
    labels: { limit: String(limit) },
    threshold: `above ${limit}`,
    summary: "{{ $labels.pod }} has more series than it may",
    description: `{{ $labels.pod }} in {{ $labels.namespace }} has {{ $value }} series, and a target of {{ $labels.job }} may have ${limit} (sampleLimit): Prometheus takes none of them, and counts it as down.`,
    links: { dashboard: "stack", variables: { component: "prometheus" } },
});

export function scrapeAlerts(config: StackConfig): Group {
    const applications = `${jobs(config).applications}(-.+)?`;
    const own = `job=~"${config.namespaces.monitoring}/.+", job!~"${applications}"`;
    return {
        name: "go-coffee.stack.scrapes",
        rules: [overLimit(`job=~"${applications}"`, SAMPLE_LIMITS.applications), overLimit(own, SAMPLE_LIMITS.own)],
    };
}
