import type { JsonObject } from "../../model/formats/json";
import { reservedNames } from "../../model/telemetry/reserved";

/** Drops what has one of these names. */
const without = (names: string): readonly JsonObject[] => [
    { action: "drop", sourceLabels: ["__name__"], regex: names },
];

/** Applications can't speak for the platform: rules ask for these names whoever emits them. */
export const withoutReserved = without(reservedNames("_"));

/** Machines outside of the cluster may have a node-exporter: rules ask for that of the cluster by its job. */
export const withoutReservedOutside = without(reservedNames("_", ["node"]));
