import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { CHARTS } from "../../model/charts/charts";
import { chartSource } from "../../model/charts/source";
import type { ElementName } from "../../config/element-names";
import { mergeDeep } from "../../config/merge";
import type { StackConfig } from "../../config/schema";
import { after, childrenOf } from "./children";
import { withPodSettings } from "./pod-settings";
import type { HelmValues } from "./values";

/** Long enough for volumes to be provisioned and images pulled on a slow network. */
const TIMEOUT_SECONDS = 900;

/** Our values with the settings of the pods and the user's overrides on top: maps are merged deeply, a list replaces a list. */
export const withOverrides = (element: ElementName, values: HelmValues, config: StackConfig): HelmValues =>
    mergeDeep(withPodSettings(element, values, config), config.overrides[element] ?? {}) as HelmValues;

/** An element of the stack: a component around the one Helm release that it owns. */
export abstract class HelmElement extends pulumi.ComponentResource {
    /** Options of the element's children. */
    protected readonly children: ReturnType<typeof childrenOf>;

    protected constructor(
        element: string,
        name: string,
        protected readonly config: StackConfig,
        opts: pulumi.ComponentResourceOptions,
    ) {
        super(`go-coffee:observability:${element}`, name, {}, opts);
        this.children = childrenOf(this, opts);
    }

    /** Installs a chart: pinned, named, waited for, with the user's overrides on top of our values. */
    protected release(
        element: ElementName,
        namespace: string,
        values: HelmValues,
        dependsOn: readonly pulumi.Resource[] = [],
        aliases: pulumi.Alias[] = [],
    ): k8s.helm.v3.Release {
        const chart = CHARTS[element];
        return new k8s.helm.v3.Release(
            chart.release,
            {
                ...chartSource(chart, this.config.chartMirror),
                name: chart.release,
                namespace,
                values: withOverrides(element, values, this.config),
                // Otherwise the provider leaves out empty lists, and the chart's own values stay in their place.
                allowNullValues: true,
                timeout: TIMEOUT_SECONDS,
                // A failed first install leaves nothing behind, a failed upgrade goes back.
                atomic: true,
            },
            { ...after(this.children, ...dependsOn), aliases, deleteBeforeReplace: true },
        );
    }
}
