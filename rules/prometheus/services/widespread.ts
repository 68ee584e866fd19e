/** Many things that fail at once: one cause, and one page instead of one for each. */

import { SERVICE_DOWN } from "../../../model/alerting/delays";
import { WIDESPREAD } from "../../../model/alerting/limits";
import type { Group } from "../../types";
import { lines } from "../expressions";

const CRITICAL = 'alertstate="firing", severity="critical", team!="security"';
const FAILING = lines(
    `count by (namespace, service, component) (`,
    `  ALERTS{${CRITICAL}, service!=""} or ALERTS{${CRITICAL}, component!=""}`,
    `)`,
);
/** Their names, in the order of the alphabet; a template of Prometheus' own. */
const NAMES = [
    `{{ range query \`count by (name) (label_join(${FAILING.replaceAll(/\s+/g, " ")}, "name", "", "service", "component"))\``,
    `| sortByLabel "name" }} {{ .Labels.name }}{{ end }}`,
].join(" ");

/**
 * Evaluated as often as ServiceDown, so that it is there before the first of what it hides has been told. What it counts is
 * kept on already: were it kept on besides, it would hide that what it hid is over.
 */
export const widespread = (): Group => ({
    name: "go-coffee.services.widespread",
    interval: SERVICE_DOWN.evaluationInterval,
    rules: [
        {
            alert: "WidespreadOutage",
            expr: `count(${FAILING}) >= ${WIDESPREAD}`,
            keeps: false,
            severity: "critical",
            team: "platform",
            threshold: `${WIDESPREAD} or more at once`,
            summary: "Many services or parts of the stack fail at once",
            description: `{{ $value }} services and parts of the stack have critical alerts at once:${NAMES}. One cause is likely; their own alerts are hidden meanwhile.`,
            links: { dashboard: "overview" },
        },
    ],
});
