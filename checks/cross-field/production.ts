import type { Check } from "./contract";
import { ask } from "../../config/findable";
import { set, type Problem } from "../../config/problems";
import { objectStorageLines } from "./object-storage";

/** What prod must have. */
export const productionProblems: Check = (config) => {
    if (config.environment !== "prod") return [];
    const problems: Problem[] = [];
    const demand = (met: boolean, key: string, value: unknown, problem: string, fix: string): void => {
        if (!met) problems.push({ key, value, problem: `prod needs ${problem}`, fix });
    };
    const { cluster, objectStorage, notifications, access } = config;
    if (config.demo.enabled)
        problems.push({
            key: "demo.enabled",
            value: true,
            problem: "prod takes no demo: its made-up failures would page people, and its orders count as sales",
            fix: set("demo.enabled", false),
        });
    demand(
        cluster.context !== undefined,
        "cluster.context",
        undefined,
        "a named context, so that nothing is deployed to another cluster",
        ask("cluster.context"),
    );
    demand(
        cluster.storageClass?.encrypted === true,
        "cluster.storageClass",
        cluster.storageClass,
        "a storage class with encrypted volumes",
        [
            ...(cluster.storageClass === undefined ? [ask("cluster.storageClass.name")] : []),
            set("cluster.storageClass.encrypted", true),
        ].join("\n"),
    );
    demand(
        objectStorage !== undefined,
        "objectStorage",
        undefined,
        "object storage for logs (provider, bucket, region, identity)",
        objectStorageLines(cluster.platform),
    );
    demand(
        notifications.pagerduty.enabled ||
            notifications.incidentio.enabled ||
            Object.values(notifications.receivers).some(({ role }) => role === "pager"),
        "notifications.pagerduty.enabled",
        false,
        "a paging channel",
        set("notifications.pagerduty.enabled", true),
    );
    demand(
        notifications.heartbeat.enabled,
        "notifications.heartbeat.enabled",
        false,
        "an outside heartbeat, which notices when the stack itself is dead",
        set("notifications.heartbeat.enabled", true),
    );
    demand(
        config.business.tradingHours !== undefined,
        "business.tradingHours",
        undefined,
        "to know when coffee is sold, or floors of orders and revenue are told each night (00:00 to 24:00 is an answer)",
        `${set("business.tradingHours.from", "07:00")} && ${set("business.tradingHours.to", "20:00")}`,
    );
    for (const ui of ["grafana", "alertmanager"] as const) {
        demand(
            access[ui].externalUrl !== undefined || (ui === "grafana" && !config.grafana.enabled),
            `access.${ui}.externalUrl`,
            undefined,
            "an external URL: the links in a page at night must open",
            ask(`access.${ui}.externalUrl`),
        );
    }
    return problems;
};
