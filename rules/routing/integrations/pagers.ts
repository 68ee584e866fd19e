/** What wakes people: PagerDuty and incident.io. */

import { pagerdutyKey } from "../../../config/secrets";
import { defined, type JsonObject } from "../../../model/formats/json";
import type { SecretReference, Settings } from "../../../model/stack/stack";
import type { Team } from "../../types";
import { secretFile, template, type Configs } from "./files";

/** The routing key of a team; a team without one of its own pages platform. */
const routingKey = ({ references }: Settings, team: Team): SecretReference | undefined =>
    references[pagerdutyKey(team)] ?? references[pagerdutyKey("platform")];

/** https://prometheus.io/docs/alerting/latest/configuration/#pagerduty_config */
export function pagerduty(settings: Settings, team: Team): Configs {
    const key = routingKey(settings, team);
    if (!settings.config.notifications.pagerduty.enabled || key === undefined) return undefined;
    const link = (text: string, name: string): JsonObject => ({ text, href: template(`pagerduty.${name}`) });
    return [
        {
            routing_key_file: secretFile(key),
            send_resolved: true,
            severity: template("pagerduty.severity"),
            description: template("pagerduty.description"),
            client: "Alertmanager",
            client_url: template("link"),
            source: template("pagerduty.source"),
            class: template("names"),
            component: template("subject"),
            group: team,
            links: [
                link("Dashboard", "dashboard"),
                link("Runbook", "runbook"),
                link("Logs", "logs"),
                link("Traces", "traces"),
                link("Silence", "silence"),
            ],
            // These names replace Alertmanager's own.
            details: {
                firing: template("text.firing"),
                resolved: template("text.resolved"),
                num_firing: "{{ .Alerts.Firing | len }}",
                num_resolved: "{{ .Alerts.Resolved | len }}",
            },
        },
    ];
}

/**
 * Alertmanager's own JSON, which incident.io makes its alerts of by what is set there: the team is a label of each.
 * https://prometheus.io/docs/alerting/latest/configuration/#incidentio_config
 */
export const incidentio = ({ config: { notifications }, references: { incidentioToken } }: Settings): Configs =>
    notifications.incidentio.enabled && incidentioToken !== undefined
        ? [
              defined({
                  url: notifications.incidentio.url,
                  alert_source_token_file: secretFile(incidentioToken),
                  send_resolved: true,
              }),
          ]
        : undefined;
