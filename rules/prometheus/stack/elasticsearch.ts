/** Alerts on our Elasticsearch. */

import type { StackConfig } from "../../../config/schema";
import type { Alert, Group } from "../../types";

const common = {
    team: "platform",
    labels: { component: "elasticsearch" },
    links: { dashboard: "stack", variables: { component: "elasticsearch" } },
} as const;

/** Elasticsearch, as its operator and Kubernetes see it; one that isn't ours is watched by those who run it. */
export function elasticsearchAlerts({ elasticsearch, namespaces }: StackConfig): Group {
    const here = `namespace="${namespaces.monitoring}"`;
    const health = (colour: string): string =>
        `max by (namespace, name) (eck_elasticsearch_health{${here}, health="${colour}"}) == 1`;
    const rules: readonly Alert[] = [
        {
            ...common,
            alert: "ElasticsearchYellow",
            expr: health("yellow"),
            // A node that restarts makes it yellow until its copies are back.
            for: "15m",
            severity: "warning",
            threshold: "not green",
            summary: "Elasticsearch is yellow",
            description:
                "{{ $labels.name }} has been yellow (health yellow: {{ $value }}) for 15 minutes: copies of shards are missing.",
        },
        {
            ...common,
            alert: "ElasticsearchRed",
            expr: health("red"),
            for: "2m",
            severity: "critical",
            threshold: "red",
            summary: "Elasticsearch is red",
            description:
                "{{ $labels.name }} has been red (health red: {{ $value }}) for 2 minutes: traces are missing, and more may be lost.",
        },
        {
            ...common,
            alert: "ElasticsearchDown",
            expr: `max by (namespace, statefulset) (kube_statefulset_status_replicas_ready{${here}, statefulset=~"elasticsearch-es-.*"}) < 1`,
            for: "5m",
            severity: "critical",
            threshold: "fewer than 1 that is ready",
            summary: "Elasticsearch is down",
            description:
                "{{ $value }} nodes of {{ $labels.statefulset }} are ready: traces can be neither kept nor read.",
        },
    ];
    return { name: "go-coffee.stack.elasticsearch", rules: elasticsearch.mode === "managed" ? rules : [] };
}
