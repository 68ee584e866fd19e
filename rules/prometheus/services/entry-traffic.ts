/** Requests that don't arrive any more: an outage before the pods, of which they know nothing. */

import type { StackConfig } from "../../../config/schema";
import { LEAST } from "../../../model/alerting/limits";
import type { Alert, Group } from "../../types";
import { usual } from "../business/usual";
import { catalogued } from "../owners";
import { percent } from "../../wording";

const SERVICE = ["namespace", "service"] as const;
const USUAL = "service:http_requests:usual4w";
/** Share of the usual requests below which something keeps them away. */
const KEPT_AWAY = 0.1;
const WINDOW = "15m";

/** Services that customers' requests arrive at: as many as usual at this hour, or hardly any. */
export function entryTraffic(config: StackConfig): Group {
    const entries = Object.keys(config.services).filter((name) => config.services[name]?.entry === true);
    const all = `service=~"${entries.sort().join("|")}"`;
    const of = (matcher: string): string => `service:http_requests:rate5m{${matcher}}`;
    return {
        name: "go-coffee.services.entry",
        interval: "2m",
        rules: [
            ...(entries.length === 0
                ? []
                : [
                      {
                          record: USUAL,
                          expr: usual(SERVICE, (offset) => `avg_over_time(${of(all)}[${WINDOW}] ${offset})`, config),
                      },
                  ]),
            ...catalogued(config, ({ entry }) => entry).map(({ team, matcher }): Alert => ({
                alert: "EntryTrafficGone",
                expr: `avg_over_time(${of(matcher)}[${WINDOW}])
  < on (namespace, service) ${KEPT_AWAY} * (${USUAL}{${matcher}} >= ${LEAST.usualRequests})
  unless on () business:holiday:bool == 1`,
                for: "4m",
                severity: "critical",
                team,
                threshold: `below ${percent(KEPT_AWAY)} of the usual`,
                summary: "Hardly any request reaches {{ $labels.service }}",
                description:
                    "{{ $labels.service }} in {{ $labels.namespace }} gets {{ $value | humanize }} requests a second, less than a tenth of what is usual at this hour: something before it keeps them away, such as the ingress, DNS or a certificate.",
                links: { dashboard: "service", variables: { service: "{{ $labels.service }}" } },
            })),
        ],
    };
}
