import { seconds } from "../../../config/quantities";
import { promptScrape, SERVICE_DOWN } from "../../../model/alerting/delays";
import type { StackConfig } from "../../../config/schema";
import type { Alert, Group } from "../../types";
import { byTeam } from "../../teams";
import { inApplications } from "../../../model/telemetry/selectors";

/** A Deployment that is younger, or wanted nothing within this time, is starting and not down. */
const STARTING = "5m";
const STARTING_SECONDS = 300;

/** A Deployment's service is its name label, or its own name where it has none. */
const serviceOf = (here: string): string => `max by (namespace, deployment, service) (
  label_replace(
    kube_deployment_labels{${here}, label_app_kubernetes_io_name!=""},
    "service", "$1", "label_app_kubernetes_io_name", "(.+)"
  )
    or on (namespace, deployment)
  label_replace(kube_deployment_spec_replicas{${here}}, "service", "$1", "deployment", "(.+)")
) * 0 + 1`;

const byService = (aggregation: string, metric: string, here: string): string =>
    `${aggregation} by (namespace, service) (
  ${metric}{${here}} * on (namespace, deployment) group_left (service) deployment:service:info
)`;

/** No scrape of it gets an answer before its time is up. A scrape that is refused or can't be read fails at once. */
const hangs = (config: StackConfig): string =>
    `((service:targets_up:sum == 0) and on (namespace, service) (service:scrape_duration_seconds:min >= ${seconds(promptScrape(config).scrapeTimeout)}))`;

/**
 * Down is: replicas are wanted, and none is available or all that are scraped hang. A rollout, a drained node or one
 * failing target leave some; a service whose Deployment is gone, scaled to zero or only just starting is not down, nor is
 * one that Kubernetes finds ready and whose metrics alone can't be had.
 */
const down = (matcher: string, config: StackConfig): string => `(service:replicas_wanted:sum{${matcher}} > 0)
  unless on (namespace, service)
((service:replicas_available:sum > 0) unless on (namespace, service) ${hangs(config)})
  unless on (namespace, service)
(min_over_time(service:replicas_wanted:sum[${STARTING}]) == 0)
  unless on (namespace, service)
(time() - service:created_timestamp_seconds:min < ${STARTING_SECONDS})`;

/** Whether each service answers. Scraped and evaluated more often than anything else, so that its page comes in time. */
export function serviceDown(config: StackConfig): Group {
    const here = inApplications(config);
    return {
        name: "go-coffee.services.down",
        interval: SERVICE_DOWN.evaluationInterval,
        rules: [
            { record: "deployment:service:info", expr: serviceOf(here) },
            {
                record: "service:replicas_wanted:sum",
                expr: byService("sum", "kube_deployment_spec_replicas", here),
            },
            {
                record: "service:replicas_available:sum",
                expr: byService("sum", "kube_deployment_status_replicas_available", here),
            },
            {
                record: "service:created_timestamp_seconds:min",
                expr: byService("min", "kube_deployment_created", here),
            },
            { record: "service:targets_up:sum", expr: `sum by (namespace, service) (up{${here}, service!=""})` },
            {
                record: "service:scrape_duration_seconds:min",
                expr: `min by (namespace, service) (scrape_duration_seconds{${here}, service!=""})`,
            },
            ...byTeam(config, "service").map(({ team, matcher }): Alert => ({
                alert: "ServiceDown",
                expr: down(matcher, config),
                for: SERVICE_DOWN.for,
                severity: "critical",
                team,
                threshold: "fewer than 1 that answers",
                summary: "{{ $labels.service }} is down",
                description:
                    "{{ $labels.service }} in {{ $labels.namespace }} wants {{ $value }} replicas and none of them answers.",
                links: {
                    dashboard: "service",
                    variables: { service: "{{ $labels.service }}" },
                    logs: `{service_name="{{ $labels.service }}"}`,
                },
            })),
        ],
    };
}
