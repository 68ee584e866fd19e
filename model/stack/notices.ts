import { placeholderProblems } from "../../config/placeholders";
import { days } from "../../config/quantities";
import { POD_NAMES, POD_SETTINGS } from "../../config/schema/pods";
import { podSettingsOf } from "../workloads/pod-settings";
import { unsettable } from "../workloads/pod-values";
import type { StackConfig } from "../../config/schema";
import { callsOutside } from "../network/outgoing";
import { runbooksArePublished, UNPUBLISHED } from "../alerting/runbooks";
import { OBJECTIVE_WINDOW } from "../alerting/limits";

/** What a reader of the plan should know although nothing is wrong with it. */
export function notices(config: StackConfig): readonly string[] {
    const { notifications, collector, overrides, prometheus } = config;
    const channels = (["slack", "msteams", "email", "pagerduty", "incidentio", "webhook", "heartbeat"] as const).filter(
        (channel) => !notifications[channel].enabled,
    );
    const overridden = Object.entries(overrides).filter(([, values]) => Object.keys(values).length > 0);
    const placeholders = placeholderProblems(config);
    return [
        ...(channels.length > 0
            ? [`Channels that are off (their receivers exist and send nothing): ${channels.join(", ")}.`]
            : []),
        ...(collector.plainOtlp ? ["OTLP without TLS is accepted on ports 4319 (gRPC) and 4320 (HTTP)."] : []),
        ...(days(prometheus.retention) < days(OBJECTIVE_WINDOW)
            ? [
                  `Error budgets and anomalies look back ${OBJECTIVE_WINDOW}; metrics are kept ${prometheus.retention}, so they see less.`,
              ]
            : []),
        ...overridden.map(([element, values]) => `Helm values of ${element} are overridden: ${JSON.stringify(values)}`),
        ...(placeholders.length > 0
            ? [`Placeholders that "up" will refuse: ${placeholders.map(({ key }) => key).join(", ")}.`]
            : []),
        ...(config.tls.companyCertificates !== undefined && callsOutside(config, "elasticsearch")
            ? ["tls.companyCertificates isn't for Elasticsearch's snapshots: Java trusts what is in its image."]
            : []),
        ...(runbooksArePublished(config)
            ? []
            : [
                  `Links to runbooks lead to ${UNPUBLISHED}: neither notifications.runbookBaseUrl nor the repository in package.json says where they are.`,
              ]),
        ...withoutValues(config),
    ];
}

const isSaid = (value: object | string | undefined): boolean =>
    value !== undefined && (typeof value === "string" || Object.keys(value).length > 0);

/** Settings of pods whose chart can't be told. */
const withoutValues = (config: StackConfig): readonly string[] =>
    POD_SETTINGS.flatMap((setting) => {
        const pods = POD_NAMES.filter(
            (name) => isSaid(podSettingsOf(config, name)[setting]) && unsettable(name).includes(setting),
        );
        return pods.length === 0
            ? []
            : [`Charts that have no value for pods' ${setting}, which therefore isn't set: ${pods.join(", ")}.`];
    });
