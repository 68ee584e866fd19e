import { EVENTS_SERVICE } from "../../model/cluster/names";
import type { Duration } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";

/** Queries over the lines of the applications: https://grafana.com/docs/loki/latest/query/ */

/** What a line says, with what its field `error` says. */
export const WITH_CAUSE = '| line_format "{{ __line__ }} {{ .error }}"';

/** Lines that match; raw strings, so that a pattern is written once. */
export const matching = (pattern: string): string => `|~ \`${pattern}\``;
export const without = (pattern: string): string => `!~ \`${pattern}\``;

/** Lines of the applications' namespaces, and not what the cluster says of them. */
const applications = ({ namespaces }: StackConfig, services: string): string =>
    `{k8s_namespace_name=~"${namespaces.applications.map(({ name }) => name).join("|")}", service_name!="${EVENTS_SERVICE}"${services === "" ? "" : `, ${services}`}}`;

/** How many lines each service wrote; labels are called as they are in metrics. */
export const linesOf = (
    config: StackConfig,
    query: { readonly services?: string; readonly pipeline?: string; readonly window: Duration },
): string =>
    [
        `sum by (namespace, service) (count_over_time(`,
        `  ${[applications(config, query.services ?? ""), query.pipeline ?? ""].filter((part) => part !== "").join(" ")}`,
        `  | label_format service=service_name, namespace=k8s_namespace_name [${query.window}]`,
        `))`,
    ].join("\n");

/** The lines of an alert's service, for its link. */
export const linesOfAlert = (pipeline: string): string =>
    `{k8s_namespace_name="{{ $labels.namespace }}", service_name="{{ $labels.service }}"} ${pipeline}`;
