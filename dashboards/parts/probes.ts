/** URLs that are called as customers call them. */

import type { StackConfig } from "../../config/schema";
import { jobs } from "../../model/telemetry/jobs";
import { section, table } from "../lib";

/** A row for each URL; none where none is called. */
export function probeSections(config: StackConfig): readonly ReturnType<typeof section>[] {
    if (Object.keys(config.probes.urls).length === 0) return [];
    const of = (metric: string): string => `max by (probe, instance) (${metric}{job="${jobs(config).probes}"})`;
    return [
        section(
            "From outside",
            table({
                title: "Probes",
                description:
                    "What customers see: whether each URL answers, how fast, and how long its certificate is valid.",
                rows: { probe: "Probe", instance: "URL" },
                columns: [
                    {
                        name: "Answers",
                        query: of("probe_success"),
                        unit: "number",
                        decimals: 0,
                        states: { 0: { text: "no", color: "red" }, 1: { text: "yes", color: "green" } },
                    },
                    { name: "Takes", query: of("probe_duration_seconds"), unit: "seconds" },
                    {
                        name: "Certificate",
                        query: `${of("probe_ssl_earliest_cert_expiry")} - time()`,
                        unit: "seconds",
                        decimals: 0,
                    },
                ],
                sort: "-Answers",
                width: 24,
            }),
        ),
    ];
}
