/** The privacy policy as processors of the collector. */

import type { Signal } from "../../../config/schema/collector";
import { defined, type HelmValues } from "../../helm/values";
import { marks } from "./marks";
import type { Policy } from "./policy";
import { gatherAttributes, gatherFields, handOver, take } from "./collect";
import { EXEMPLAR, PARTS, type Parts } from "./records";
import { close, exemplars, finish, forgetOriginals, handBack, stages } from "./scrub";
import { survey } from "./survey";

const SURVEY = "redaction/privacy";
/** The processor with the policy's statements, nearly all of the configuration. */
export const PROCESSOR = "transform/privacy";

/** Environment variable of the collector with the key of the hashes. */
export const KEY_VARIABLE = "PSEUDONYM_KEY";

/** The policy as processors of the collector, and their names in the order of a pipeline of each signal. */
export interface Privacy {
    readonly processors: HelmValues;
    readonly traces: readonly string[];
    readonly metrics: readonly string[];
    readonly logs: readonly string[];
}

/** @param signals of the tier: its configuration is no larger than these need, for a ConfigMap holds 1 MiB at most. */
export function privacy(policy: Policy, signals: readonly Signal[] = ["traces", "metrics", "logs"]): Privacy {
    const has = (signal: Signal): boolean => signals.includes(signal);
    const key = `\${env:${KEY_VARIABLE}}`;
    const scrubbing = { policy, marks, key };
    const groups = (parts: Parts): HelmValues[] =>
        [
            ...[...parts.around, parts.record, ...parts.inside].flatMap((part) => [
                ...(part.fields.length > 0 ? [gatherFields(part, scrubbing)] : []),
                gatherAttributes(part, scrubbing),
            ]),
            ...parts.inside.map(handOver),
            take(parts),
            ...stages(parts, scrubbing),
            close(parts, scrubbing),
            finish(parts, scrubbing),
            ...forgetOriginals(parts),
            ...handBack(parts),
        ].map((group) => ({ ...group }));
    return {
        processors: {
            [SURVEY]: survey(policy.keptFields),
            [PROCESSOR]: defined({
                error_mode: "ignore",
                trace_statements: has("traces") ? groups(PARTS.traces) : undefined,
                log_statements: has("logs") ? groups(PARTS.logs) : undefined,
                metric_statements: has("metrics") ? [...groups(PARTS.metrics), { ...exemplars(EXEMPLAR) }] : undefined,
            }),
        },
        traces: [SURVEY, PROCESSOR],
        metrics: [SURVEY, PROCESSOR],
        logs: [SURVEY, PROCESSOR],
    };
}
