import type { StackConfig } from "../config/schema";
import { FULL } from "../model/alerting/limits";
import { atMost, highest, ofSeries, page, section, to, trend } from "./lib";
import { components } from "./parts/components";
import { alertCount, alertHistory, firing, status } from "./parts/alerts";

/** Where the platform's engineers begin: the cluster and the stack at a glance. */
export const platform = (config: StackConfig) =>
    page(config, {
        name: "platform",
        description: "Are the machines and the stack well: what is full, what is missing, what fires?",
        status: [status('team="platform"')],
        sections: [
            section(
                "Alerts",
                alertCount({
                    title: "Alerts",
                    description: "How many alerts fire, by severity; those from metrics.",
                    width: 4,
                    height: 9,
                }),
                firing({
                    title: "Firing alerts",
                    description: "Alerts of the platform's team that fire, worst first, since when.",
                    matcher: 'team="platform"',
                    width: 10,
                }),
                alertHistory({
                    title: "When they fired",
                    description: "When each alert of the platform's team fired.",
                    matcher: 'team="platform"',
                    width: 10,
                }),
            ),
            section(
                "Machines",
                ...(["cpu", "memory", "disk"] as const).map((what) =>
                    trend({
                        title: { cpu: "CPU", memory: "Memory", disk: "Disks" }[what],
                        description: `Share of each machine's ${what === "cpu" ? "CPU" : what} in use, against the alert's threshold.`,
                        query: `max by (node) (node:${what}_used:ratio${what === "cpu" ? "_rate5m" : ""})`,
                        legend: "{{node}}",
                        unit: "share",
                        aim: atMost(FULL[what]),
                        max: 1,
                        width: 8,
                        leads: [to("infrastructure", { node: ofSeries("node") })],
                    }),
                ),
                trend({
                    title: "Volumes",
                    description: "Share of each volume that is used, of the ten fullest.",
                    query: highest(
                        10,
                        ["namespace", "persistentvolumeclaim"],
                        "persistentvolumeclaim:volume_used:ratio",
                    ),
                    legend: "{{namespace}} {{persistentvolumeclaim}}",
                    unit: "share",
                    aim: atMost(FULL.disk),
                    max: 1,
                    leads: [to("infrastructure", { namespace: ofSeries("namespace") })],
                }),
                trend({
                    title: "Restarts",
                    description: "Restarts of the containers of each namespace within an hour.",
                    query: "namespace:container_restarts:increase1h > 0",
                    legend: "{{namespace}}",
                    unit: "number",
                    whenNone: "No container restarted",
                    leads: [to("infrastructure", { namespace: ofSeries("namespace") })],
                }),
            ),
            components(config),
        ],
    });
