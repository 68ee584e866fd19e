/** Alerts on components of the stack that are down or unseen. */

import type { StackConfig } from "../../../config/schema";
import type { Alert, Group } from "../../types";
import { lines } from "../expressions";
import { componentsOf, type Component } from "../../../model/alerting/components";

const up = ({ job, targets = {} }: Component): string =>
    `up{${[`job="${job}"`, ...Object.entries(targets).map(([label, value]) => `${label}=~"${value}"`)].join(", ")}}`;

const ready = ({ namespace, pods }: Component): string =>
    `max by (namespace, pod) (kube_pod_status_ready{namespace="${namespace}", pod=~"${pods}", condition="true"}) == 1`;

const labelsOf = ({ name, part, namespace, job }: Component) => ({
    component: name,
    ...(part === undefined ? {} : { part }),
    namespace,
    job,
});

const links = ({ name }: Component) => ({ dashboard: "stack", variables: { component: name } }) as const;

/** Down is: too few replicas answer, and Kubernetes doesn't hold enough of them for ready either. */
const down = (component: Component): Alert => ({
    alert: `${component.alert}Down`,
    expr: lines(
        `(sum(${up(component)}) or vector(0)) < ${component.least}`,
        `unless on () count(${ready(component)}) >= ${component.least}`,
    ),
    for: "5m",
    severity: component.severity,
    team: "platform",
    labels: labelsOf(component),
    threshold: `fewer than ${component.least} that answer`,
    summary: `${component.title.charAt(0).toUpperCase()}${component.title.slice(1)}: too few replicas answer`,
    description: `{{ $value }} replicas of ${component.title} answer, at least ${component.least} must: ${component.effect}.`,
    links: links(component),
});

/** It works, but Prometheus doesn't get its metrics: what would be wrong with it isn't seen. */
const notScraped = (component: Component): Alert => ({
    alert: "ComponentNotScraped",
    expr: `count(${ready(component)} unless on (namespace, pod) ${up(component)} == 1) > 0`,
    for: "15m",
    severity: "warning",
    team: "platform",
    labels: labelsOf(component),
    threshold: "above 0",
    summary: `Metrics of ${component.title} are missing`,
    description: `{{ $value }} replicas of ${component.title} are ready but haven't been scraped for 15 minutes: their alerts can't fire.`,
    links: links(component),
});

/** Each component is there and is seen. */
export function componentAlerts(config: StackConfig): Group {
    const components = componentsOf(config);
    return {
        name: "go-coffee.stack.components",
        rules: [
            ...components.map(down),
            // kube-state-metrics is what tells which pods are ready: its own are unknown without it.
            ...components.filter(({ name }) => name !== "kube-state-metrics").map(notScraped),
        ],
    };
}
