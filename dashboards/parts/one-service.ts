import type { StackConfig } from "../../config/schema";
import { folded, type Section } from "../lib";
import { dependencies, operations } from "./spans";
import { requests } from "./requests";
import { runtime, saturation } from "./runtime";
import type { Scope } from "./scope";
import { stores } from "./stores";
import { telemetry } from "./logs-and-traces";

/** Everything that is known of a service by itself: traffic, errors, latency, dependencies, resources, logs, traces. */
export const serviceSections = (config: StackConfig, scope: Scope): readonly Section[] => [
    requests(config, scope),
    operations(config, scope),
    dependencies(scope),
    telemetry(config, scope),
    folded(saturation(scope)),
    folded(stores(config, scope)),
    folded(runtime(scope)),
];
