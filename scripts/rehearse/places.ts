/** Where the parts of a stack would run in a cluster, for labels: one node, one pod of each. */
import type { StackConfig } from "../../config/schema";
import { SERVICE_NAMES, type ServiceName } from "../../demo/platform";
import { componentsOf, type Component } from "../../model/alerting/components";

export const NODE = "this-machine";

export interface Place {
    readonly namespace: string;
    readonly pod: string;
    readonly container: string;
}

export const applicationNamespace = ({ namespaces }: StackConfig): string =>
    namespaces.applications[0]?.name ?? namespaces.monitoring;

export const podOf = (service: string): string => `${service}-5d8f7c9b6-local`;

export const placeOf = (service: ServiceName, config: StackConfig): Place => ({
    namespace: applicationNamespace(config),
    pod: podOf(service),
    container: "app",
});

/** A pod's name that a component's pattern is for. */
const named = (pattern: string): string =>
    pattern
        .replace(/\(([^|)]+)[^)]*\)\??/g, "$1")
        .replaceAll("[0-9]+", "0")
        .replaceAll(/\[\^-\]\+|\.\*/g, "local");

export const placeOfComponent = ({ namespace, pods, targets = {} }: Component): Place => ({
    namespace,
    pod: named(pods),
    container: targets.container ?? "app",
});

/** Every pod that Kubernetes would say is ready. */
export const everyPlace = (config: StackConfig): readonly Place[] => [
    ...SERVICE_NAMES.map((service) => placeOf(service, config)),
    ...componentsOf(config).map(placeOfComponent),
];
