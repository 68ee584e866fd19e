/** Settings of stacks that tests and benches deploy, without any stack file below them. */
import { mergeDeep, type PlainObject } from "../../../../config/merge";
import { withConfig, type PulumiConfig } from "../../planning/stack-file";
import { PROD } from "../examples";

export const PROJECT_NAME = "go-coffee-observability";

const OWN_NAMESPACE = { namespaces: { applications: [{ name: "go-coffee", create: true }] } } as const;

export const devSettings = (charts: string): PlainObject => ({
    environment: "dev",
    chartMirror: charts,
    ...OWN_NAMESPACE,
});

/** @see {@link PROD_SECRETS} of the examples, which it demands. */
export const prodSettings = (charts: string): PlainObject =>
    mergeDeep(PROD, { chartMirror: charts, cluster: { context: "test" }, ...OWN_NAMESPACE });

/** What the CLI hands to the program for settings. */
export const given = (settings: PlainObject, secrets: { readonly [name: string]: string } = {}): PulumiConfig =>
    withConfig({ project: PROJECT_NAME, values: {}, secretKeys: [] }, settings, secrets);
