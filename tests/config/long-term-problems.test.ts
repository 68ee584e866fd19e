import type { PlainObject } from "../../config/merge";
import { dev, messageOf, only, prod, useless, type Case } from "../support/problems";

/** Metrics for years, with one thing wrong. */

const kept = (retention: PlainObject): PlainObject => ({ metrics: { longTerm: { mode: "thanos", retention } } });

const CASES: readonly Case[] = [
    dev(
        "no object storage",
        { metrics: { longTerm: { mode: "thanos" } } },
        `  metrics.longTerm.mode = "thanos"
      keeps blocks in object storage, and there is none
      npm run config -- --stack dev -- set --path objectStorage.provider s3
      npm run config -- --stack dev -- set --path objectStorage.logs   # asks for it: the bucket that was made for logs; for example company-logs
      npm run config -- --stack dev -- set --path objectStorage.region   # asks for it: the region of the bucket; for example eu-central-1
      npm run config -- --stack dev -- set --path objectStorage.identity.type workload
      # or:
      npm run config -- --stack dev -- set --path metrics.longTerm.store.type volume
      # or:
      npm run config -- --stack dev -- set --path metrics.longTerm.mode off`,
    ),
    prod(
        "raw samples that are gone before anything is made of them",
        kept({ raw: "1d" }),
        `  metrics.longTerm.retention.raw = "1d"
      is too short: samples of five minutes are made of blocks of two days
      npm run config -- --stack dev -- set --path metrics.longTerm.retention.raw 3d`,
    ),
    prod(
        "samples of five minutes that are gone before anything is made of them",
        kept({ raw: "7d", fiveMinutes: "8d" }),
        `  metrics.longTerm.retention.fiveMinutes = "8d"
      is too short: samples of an hour are made of blocks of ten days
      npm run config -- --stack dev -- set --path metrics.longTerm.retention.fiveMinutes 12d`,
    ),
    prod(
        "hours that are kept for less than what they are made of",
        kept({ hour: "30d" }),
        `  metrics.longTerm.retention.hour = "30d"
      is shorter than what it is made of is kept (metrics.longTerm.retention.fiveMinutes, 365d): nothing coarser would be left
      npm run config -- --stack dev -- set --path metrics.longTerm.retention.hour 365d`,
    ),
    prod(
        "another mode",
        { metrics: { longTerm: { mode: "tanos" } } },
        `  metrics.longTerm.mode = "tanos"
      must be one of off, thanos
      npm run config -- --stack dev -- set --path metrics.longTerm.mode thanos`,
    ),
];

test.each(CASES)("$name", (given) => {
    expect(messageOf(given)).toBe(only(given.message));
});

test.each(CASES)("$name is mended by each line that is told", (told) => {
    expect(useless(told)).toEqual([]);
});
