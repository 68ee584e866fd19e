import { dev, messageOf, only, prod, type Case, useless } from "../support/problems";

const CASES: readonly Case[] = [
    dev(
        "notifications that are forgotten before they are repeated",
        { alertmanager: { retention: "6h" } },
        `  alertmanager.retention = "6h"
      is too short: alerts are repeated after up to 24h, and one whose notification is forgotten is told anew, twice of that at least
      npm run config -- --stack dev -- set --path alertmanager.retention 48h`,
    ),
    prod(
        "notifications that are forgotten while they are repeated",
        { alertmanager: { retention: "1d" } },
        `  alertmanager.retention = "1d"
      is too short: alerts are repeated after up to 24h, and one whose notification is forgotten is told anew, twice of that at least
      npm run config -- --stack dev -- set --path alertmanager.retention 48h`,
    ),
    dev(
        "metrics that end before an alert's window",
        { prometheus: { retention: "36h" } },
        `  prometheus.retention = "36h"
      is too short: alerts of error budgets look back 3d
      npm run config -- --stack dev -- set --path prometheus.retention 3d`,
    ),
    dev(
        "traces that an outage outlives",
        { jaeger: { retention: "1h" }, collector: { outageMinutes: 90 } },
        `  jaeger.retention = "1h"
      is shorter than the outage that queues bridge (collector.outageMinutes 90): what has waited would be deleted
      npm run config -- --stack dev -- set --path jaeger.retention 1d   # or: npm run config -- --stack dev -- set --path collector.outageMinutes 60`,
    ),
    dev(
        "debug lines that an outage outlives",
        {
            loki: { debugRetention: "24h", dailyVolume: "1Mi" },
            collector: { outageMinutes: 1500, queueStorage: { gateway: "20Gi", cluster: "20Gi" } },
        },
        `  loki.debugRetention = "24h"
      is shorter than the outage that queues bridge (collector.outageMinutes 1500): what has waited would be deleted
      npm run config -- --stack dev -- set --path loki.debugRetention 2d   # or: npm run config -- --stack dev -- set --path collector.outageMinutes 1440`,
    ),
];

test.each(CASES)("$name is told with the line that mends it", ({ message, ...given }) => {
    expect(messageOf(given)).toBe(only(message));
});

test.each(CASES)("$name is mended by each line that is told", (told) => {
    expect(useless(told)).toEqual([]);
});

test.each([
    { alertmanager: { retention: "48h" } },
    { alertmanager: { retention: "2d" } },
    { alertmanager: { retention: "2w" } },
    { prometheus: { retention: "3d" } },
    { prometheus: { retention: "15d" } },
    { tls: { certificateLifetime: "24h", renewBefore: "8h" } },
    { jaeger: { retention: "1h" }, collector: { outageMinutes: 60 } },
])("%j is long enough", (settings) => {
    expect(messageOf(dev("", settings, ""))).toBe("");
});
