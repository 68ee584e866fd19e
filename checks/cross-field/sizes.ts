/** Requests against limits, and spans of time against what their readers can express. */

import type { Check } from "./contract";
import { set, type Problem } from "../../config/problems";
import { bytes, millicores, seconds, type Duration } from "../../config/quantities";
import { WORKLOADS } from "../../config/schema/resources";

const HOUR = 3600;
/** With a scrape lost, five minutes still hold two. */
const SELDOM: Duration = "2m";

/** Requests within their limits, and spans of time that their readers can express. */
export const sizeProblems: Check = ({ resources, tls, jaeger, alertmanager, prometheus }) => [
    ...WORKLOADS.flatMap((workload): readonly Problem[] => {
        const { cpu, cpuLimit, memory, memoryLimit } = resources[workload];
        const key = `resources.${workload}`;
        return [
            ...(bytes(memory) > bytes(memoryLimit)
                ? [
                      {
                          key: `${key}.memory`,
                          value: memory,
                          problem: `is more than its limit (${memoryLimit})`,
                          fix: set(`${key}.memoryLimit`, memory),
                      },
                  ]
                : []),
            ...(cpuLimit !== undefined && millicores(cpu) > millicores(cpuLimit)
                ? [
                      {
                          key: `${key}.cpu`,
                          value: cpu,
                          problem: `is more than its limit (${cpuLimit})`,
                          fix: set(`${key}.cpuLimit`, cpu),
                      },
                  ]
                : []),
        ];
    }),
    ...(seconds(prometheus.scrapeInterval) > seconds(SELDOM)
        ? [
              {
                  key: "prometheus.scrapeInterval",
                  value: prometheus.scrapeInterval,
                  problem: `is too seldom: rules look back five minutes and need two scrapes in them, ${SELDOM} at most`,
                  fix: set("prometheus.scrapeInterval", SELDOM),
              },
          ]
        : []),
    ...wholeHours("tls.certificateLifetime", tls.certificateLifetime),
    ...wholeHours("tls.renewBefore", tls.renewBefore),
    ...wholeHours("jaeger.retention", jaeger.retention),
    ...wholeHours("alertmanager.retention", alertmanager.retention),
];

const wholeHours = (key: string, value: Duration): readonly Problem[] =>
    seconds(value) % HOUR === 0
        ? []
        : [
              {
                  key,
                  value,
                  problem: "must be a whole number of hours",
                  fix: set(key, `${Math.ceil(seconds(value) / HOUR)}h`),
              },
          ];
