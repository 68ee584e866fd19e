import { CertManager as CertManagerChart } from "@pulumi/kubernetes-cert-manager";
import * as pulumi from "@pulumi/pulumi";
import { CHARTS } from "../../model/charts/charts";
import type { StackConfig } from "../../config/schema";
import { after } from "../helm/children";
import { chartSource, type ChartSource, HelmElement, withOverrides } from "../helm/release";
import type { HelmValues } from "../helm/values";
import { certManagerValues } from "./values";

export interface CertManagerArgs {
    readonly requires: readonly pulumi.Resource[];
}

/** cert-manager, through Pulumi's component for it. */
export class CertManager extends HelmElement {
    /** Issuers and certificates can be created once this is there. */
    readonly installed: pulumi.Resource;

    constructor(name: string, config: StackConfig, args: CertManagerArgs, opts: pulumi.ComponentResourceOptions) {
        super("CertManager", name, config, opts);
        const namespace = config.namespaces.monitoring;
        const values = certManagerValues(config);
        const source = chartSource(CHARTS.certManager, config.chartMirror);
        // The component always sets a repository, which a chart of a registry or a folder must not have: a plain release
        // stands in.
        this.installed =
            source.repositoryOpts === undefined
                ? this.release("certManager", namespace, values, args.requires)
                : this.component(source, namespace, values, args);
        this.registerOutputs({});
    }

    private component(
        source: ChartSource,
        namespace: string,
        values: HelmValues,
        { requires }: CertManagerArgs,
    ): CertManagerChart {
        const { release } = CHARTS.certManager;
        return new CertManagerChart(
            release,
            {
                helmOptions: {
                    ...source,
                    name: release,
                    namespace,
                    atomic: true,
                    values: withOverrides("certManager", values, this.config),
                },
            },
            after(this.children, ...requires),
        );
    }
}
