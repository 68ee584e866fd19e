/** The elements of the stack that a chart installs, in the order of their installation: keys of `overrides`. */
export const ELEMENT_NAMES = [
    "certManager",
    "elasticOperator",
    "prometheusStack",
    "loki",
    "jaeger",
    "sampler",
    "collector",
    "clusterCollector",
    "fluentBit",
] as const;

export type ElementName = (typeof ELEMENT_NAMES)[number];
