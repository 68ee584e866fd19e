import { COLLECTOR_INSTANCE, METRIC_ATTRIBUTES } from "../../../model/telemetry/labels";
import { CLOCKS_APART_MINUTES, outOfOrderMinutes } from "../../../model/telemetry/lateness";
import { reservedNames } from "../../../model/telemetry/reserved";
import type { StackConfig } from "../../../config/schema";
import type { HelmValues } from "../../helm/values";
import { isMatch, literal, where } from "../privacy/ottl";
import { keepAttributes } from "./processors";

/**
 * What makes Prometheus refuse a whole request because of one item. A point is mended where that is possible, else it is
 * left out by itself, and counted: `otelcol_processor_filter_datapoints_filtered_total`.
 */

/** How long a stream of deltas may be silent until its sum is forgotten, and how many a collector adds up at most. */
export const deltaSums = { max_stale: "1h", max_streams: 50_000 } as const;

const DELTA = "metric.aggregation_temporality == AGGREGATION_TEMPORALITY_DELTA";
/** A name of signs alone is no label's. */
const NO_NAME = "^[^A-Za-z0-9]*$";

/** Labels of what is pushed: those of the allow-list, and those that keep series apart. */
export const storableLabels: HelmValues = keepAttributes(METRIC_ATTRIBUTES, [
    // Several collectors add up deltas of one stream: each has a sum of its own, and queries add those up.
    where(`set(datapoint.attributes["${COLLECTOR_INSTANCE}"], "\${env:POD_NAME}")`, DELTA),
    // Two libraries may measure under one name.
    where(
        'set(datapoint.attributes["otel.scope.name"], scope.name)',
        'scope.name != ""',
        'datapoint.attributes["otel.scope.name"] == nil',
    ),
    `replace_all_patterns(datapoint.attributes, "key", ${literal(NO_NAME)}, "unnamed")`,
]);

const SMALLEST_SCALE = -4;

/** What can't be stored, whatever is done. */
function unstorable(config: StackConfig): { readonly metrics: readonly string[]; readonly points: readonly string[] } {
    const oldest = outOfOrderMinutes(config) - CLOCKS_APART_MINUTES;
    return {
        metrics: [
            "metric.type == METRIC_DATA_TYPE_NONE",
            `(${[
                "metric.type == METRIC_DATA_TYPE_SUM",
                "metric.type == METRIC_DATA_TYPE_HISTOGRAM",
                "metric.type == METRIC_DATA_TYPE_EXPONENTIAL_HISTOGRAM",
            ].join(" or ")}) and metric.aggregation_temporality == AGGREGATION_TEMPORALITY_UNSPECIFIED`,
        ],
        points: [
            "datapoint.time_unix_nano == 0",
            `datapoint.time < Now() - Duration("${oldest}m")`,
            `datapoint.time > Now() + Duration("${CLOCKS_APART_MINUTES}m")`,
            `metric.type == METRIC_DATA_TYPE_EXPONENTIAL_HISTOGRAM and datapoint.scale < ${SMALLEST_SCALE}`,
        ],
    };
}

/** Leaves out what can't be stored; a metric without points goes with it. */
export function withoutUnstorable(config: StackConfig): HelmValues {
    const { metrics, points } = unstorable(config);
    return {
        error_mode: "ignore",
        metrics: { metric: [...metrics, "Len(metric.data_points) == 0"], datapoint: points },
    };
}

/** What only the platform may say. Prometheus takes whatever isn't a letter or a digit for an underscore. */
const RESERVED = isMatch("metric.name", reservedNames("[^A-Za-z0-9:]"));

/** Leaves out what applications push under names that rules and dashboards trust. */
export const withoutReserved: HelmValues = { error_mode: "ignore", metrics: { metric: [RESERVED] } };

/** Leaves that alone, for the collector's log: it names who sent it. */
export function onlyUnstorable(config: StackConfig): HelmValues {
    const { metrics, points } = unstorable(config);
    return {
        error_mode: "ignore",
        metrics: {
            datapoint: [`not (${[RESERVED, ...metrics, ...points].map((condition) => `(${condition})`).join(" or ")})`],
        },
    };
}

/** Writes what is left out to the collector's log, some of it: `service.name` with the metric's name. */
export const refusalLog: HelmValues = { verbosity: "normal", sampling_initial: 2, sampling_thereafter: 1000 };
