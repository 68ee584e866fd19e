/** Thanos: a bucket that there is, and retentions that its resolutions can be kept for. */

import type { Check } from "./contract";
import { set, type Problem } from "../../config/problems";
import { days, type Duration } from "../../config/quantities";
import { thanosOf } from "../../model/workloads/long-term";
import { objectStorageLines } from "./object-storage";

/** Blocks of so many days are needed to make the next resolution of, and a margin for a compactor that is late. */
const BEFORE_FIVE_MINUTES: Duration = "3d";
const BEFORE_HOURS: Duration = "12d";

/** What Thanos needs of other settings. */
export const longTermProblems: Check = (config) => {
    const longTerm = thanosOf(config);
    if (longTerm === undefined) return [];
    const { retention, store } = longTerm;
    const key = "metrics.longTerm.retention";
    const least = (name: "raw" | "fiveMinutes", least: Duration, what: string): readonly Problem[] =>
        days(retention[name]) >= days(least)
            ? []
            : [
                  {
                      key: `${key}.${name}`,
                      value: retention[name],
                      problem: `is too short: ${what}`,
                      fix: set(`${key}.${name}`, least),
                  },
              ];
    const longer = (name: "fiveMinutes" | "hour", finer: "raw" | "fiveMinutes"): readonly Problem[] =>
        days(retention[name]) >= days(retention[finer])
            ? []
            : [
                  {
                      key: `${key}.${name}`,
                      value: retention[name],
                      problem: `is shorter than what it is made of is kept (${key}.${finer}, ${retention[finer]}): nothing coarser would be left`,
                      fix: set(`${key}.${name}`, retention[finer]),
                  },
              ];
    const without = store.type === "bucket" && config.objectStorage === undefined && config.environment !== "prod";
    return [
        ...(without
            ? [
                  {
                      key: "metrics.longTerm.mode",
                      value: longTerm.mode,
                      problem: "keeps blocks in object storage, and there is none",
                      fix: [
                          objectStorageLines(config.cluster.platform),
                          set("metrics.longTerm.store.type", "volume"),
                          set("metrics.longTerm.mode", "off"),
                      ].join("\n# or:\n"),
                  },
              ]
            : []),
        ...least("raw", BEFORE_FIVE_MINUTES, "samples of five minutes are made of blocks of two days"),
        ...least("fiveMinutes", BEFORE_HOURS, "samples of an hour are made of blocks of ten days"),
        ...longer("fiveMinutes", "raw"),
        ...longer("hour", "fiveMinutes"),
    ];
};
