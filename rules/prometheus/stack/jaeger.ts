/** Alerts on Jaeger as a store. */

import type { Duration } from "../../../config/quantities";
import type { StackConfig } from "../../../config/schema";
import { jobs } from "../../../model/telemetry/jobs";
import { WORRYING } from "../../../model/telemetry/failures";
import type { Alert, Group } from "../../types";
import { grown, lines } from "../expressions";
import { percent } from "../../wording";

const WINDOW: Duration = "10m";
/** Share of the spans that are refused from which on traces are as good as lost. */
const MOST = 0.1;

/**
 * Spans that Elasticsearch refuses one by one, as it does when its disks are full: who sent them was told that all is
 * well, and the collectors' counters say so too.
 */
export function jaegerAlerts(config: StackConfig): Group {
    const bulk = (what: string): string => `jaeger_storage_bulk_index_${what}_total{job="${jobs(config).jaeger}"}`;
    const refused = `sum by (namespace, pod) (${grown(bulk("errors"), WINDOW)})`;
    const common = {
        team: "platform",
        labels: { component: "jaeger" },
        links: {
            dashboard: "stack",
            variables: { component: "jaeger" },
            logs: '{k8s_namespace_name="{{ $labels.namespace }}"} | k8s_pod_name="{{ $labels.pod }}" ' + WORRYING,
        },
    } as const;
    const rules: readonly Alert[] = [
        {
            ...common,
            alert: "JaegerSpansRefused",
            expr: `${refused} > 0`,
            severity: "warning",
            threshold: "above 0",
            summary: "Elasticsearch refuses spans of {{ $labels.pod }}",
            description:
                "Elasticsearch has refused {{ $value | humanize }} spans of {{ $labels.pod }} in 10 minutes: they are lost, and nobody who sent them knows.",
        },
        {
            ...common,
            alert: "JaegerSpansLost",
            expr: lines(
                refused,
                `  / (sum by (namespace, pod) (increase(${bulk("attempts")}[${WINDOW}])) > 0)`,
                `> ${MOST}`,
            ),
            for: "5m",
            severity: "critical",
            threshold: `above ${percent(MOST)}`,
            summary: "Traces are lost: Elasticsearch refuses spans of {{ $labels.pod }}",
            description:
                "Elasticsearch refuses {{ $value | humanizePercentage }} of the spans of {{ $labels.pod }}: they are lost, and nobody who sent them knows.",
        },
    ];
    const stored = config.jaeger.enabled && config.jaeger.storage.type === "elasticsearch";
    return { name: "go-coffee.stack.jaeger", rules: stored ? rules : [] };
}
