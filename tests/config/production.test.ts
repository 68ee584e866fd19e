import { check } from "../../checks/check";
import { PROD, PROD_SECRETS } from "../../scripts/shared/loopback/examples";
import { messageOf } from "../support/problems";

/** What prod demands, all at once. */

test("the complete prod configuration has no problem", () => {
    expect(messageOf({ settings: PROD, secrets: PROD_SECRETS })).toBe("");
});

test("a prod stack that lacks everything is told every reason at once", () => {
    const checked = check({ environment: "prod" }, new Set(), false);
    expect(checked.ok ? [] : checked.problems.map(({ key }) => key)).toEqual([
        "cluster.context",
        "cluster.storageClass",
        "objectStorage",
        "notifications.pagerduty.enabled",
        "notifications.heartbeat.enabled",
        "business.tradingHours",
        "access.grafana.externalUrl",
        "access.alertmanager.externalUrl",
        "loki.mode",
    ]);
});

test("wrong shapes don't hide what settings disagree on", () => {
    const checked = check(
        {
            environment: "prod",
            prometheus: { retention: "30 days" },
            chartMirror: "nowhere",
            tls: { renewBefore: "90d" },
        },
        new Set(),
        false,
    );
    const keys = checked.ok ? [] : checked.problems.map(({ key }) => key);
    expect(keys).toEqual(
        expect.arrayContaining(["prometheus.retention", "chartMirror", "tls.renewBefore", "objectStorage"]),
    );
});
