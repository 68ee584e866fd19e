/** Logs: buffers on nodes, namespaces that are read, retention. */

import type { Check } from "./contract";
import { bufferBytes } from "../../model/workloads/estimates";
import { or, remove, set, type Problem } from "../../config/problems";
import { bytes, days, readableBytes, type Duration } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";

const GIBI = 2 ** 30;

/** Logs: what nodes can hold back, which of them are read, and how long which are kept. */
export const logProblems: Check = (config) => [
    ...(config.fluentBit.enabled ? [...bufferProblems(config), ...namespaceProblems(config)] : []),
    ...retentionProblems(config),
];

function bufferProblems(config: StackConfig): readonly Problem[] {
    const { bufferSize } = config.fluentBit;
    const { outageMinutes } = config.collector;
    const needed = bufferBytes(config);
    const capacity = bytes(bufferSize);
    if (needed <= capacity) return [];
    const minutes = Math.floor((outageMinutes * capacity) / needed);
    return [
        {
            key: "fluentBit.bufferSize",
            value: bufferSize,
            problem: `bridges ${minutes} of ${outageMinutes} minutes (collector.outageMinutes): a node's share of loki.dailyVolume takes about ${readableBytes(needed)}`,
            fix:
                set("fluentBit.bufferSize", `${Math.ceil(needed / GIBI)}Gi`) +
                (minutes >= 1 ? or(set("collector.outageMinutes", minutes)) : ""),
        },
    ];
}

const namespaceProblems = ({ fluentBit }: StackConfig): readonly Problem[] =>
    fluentBit.namespaces.exclude.flatMap((namespace, index) =>
        fluentBit.namespaces.include.includes(namespace)
            ? [
                  {
                      key: `fluentBit.namespaces.exclude[${index}]`,
                      value: namespace,
                      problem: "is in fluentBit.namespaces.include too",
                      fix: remove(`fluentBit.namespaces.exclude[${index}]`),
                  },
              ]
            : [],
    );

function retentionProblems({ loki }: StackConfig): readonly Problem[] {
    const whole = (key: string, value: Duration): readonly Problem[] =>
        Number.isInteger(days(value))
            ? []
            : [
                  {
                      key,
                      value,
                      problem: "must be a whole number of days: Loki deletes by day",
                      fix: set(key, `${Math.ceil(days(value)) * 24}h`),
                  },
              ];
    return [
        ...whole("loki.retention", loki.retention),
        ...whole("loki.debugRetention", loki.debugRetention),
        ...whole("loki.auditRetention", loki.auditRetention),
        ...(days(loki.debugRetention) > days(loki.retention)
            ? [
                  {
                      key: "loki.debugRetention",
                      value: loki.debugRetention,
                      problem: `is longer than loki.retention (${loki.retention})`,
                      fix: set("loki.debugRetention", loki.retention),
                  },
              ]
            : []),
        ...(days(loki.auditRetention) < days(loki.retention)
            ? [
                  {
                      key: "loki.auditRetention",
                      value: loki.auditRetention,
                      problem: `is shorter than loki.retention (${loki.retention})`,
                      fix: set("loki.auditRetention", loki.retention),
                  },
              ]
            : []),
    ];
}
