import { LONGEST_LINE } from "../../../model/telemetry/line-size";
import type { HelmValues } from "../../helm/values";
import { set, where } from "../privacy/ottl";

/**
 * Lines that are longer than what is kept are cut, field by field: the longest ones first, until all of them together fit.
 * Behind the scrubbing, which must see secrets whole.
 */

const ATTRIBUTES = "log.attributes";
const SIZE = 'log.cache["size"]';
/** What a field is cut to, in turn, and how many fields stay when that doesn't do. */
const CUTS = [65_536, 16_384, 4_096, 1_024, 256] as const;
const MOST_FIELDS = 512;
const FIRST = ["level", "audit", "event", "level_original", "log.iostream", "timestamp", "error"];

const measure = (...conditions: readonly string[]): string =>
    where(set(SIZE, `Len(String(${ATTRIBUTES}))`), ...conditions);
const tooLong = `${SIZE} > ${LONGEST_LINE}`;

export const longLines: HelmValues = {
    error_mode: "ignore",
    log_statements: [
        {
            context: "log",
            statements: [
                measure(`Len(${ATTRIBUTES}) > 0`),
                // Fields within fields are cut as those beside them.
                where(`flatten(${ATTRIBUTES})`, `${SIZE} != nil`, tooLong),
                ...CUTS.flatMap((length) => [
                    where(`truncate_all(${ATTRIBUTES}, ${length})`, `${SIZE} != nil`, tooLong),
                    measure(`${SIZE} != nil`, tooLong),
                ]),
                where(
                    `limit(${ATTRIBUTES}, ${MOST_FIELDS}, [${FIRST.map((name) => JSON.stringify(name)).join(", ")}])`,
                    `${SIZE} != nil`,
                    tooLong,
                ),
            ],
        },
    ],
};
