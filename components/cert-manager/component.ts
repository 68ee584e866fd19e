import { CertManager as CertManagerChart } from "@pulumi/kubernetes-cert-manager";
import * as pulumi from "@pulumi/pulumi";
import { CHARTS } from "../../config/charts";
import type { StackConfig } from "../../config/schema";
import { after } from "../helm/children";
import { chartSource, HelmElement, withOverrides } from "../helm/release";
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
        // The component always sets a repository, which an OCI chart must not have: a plain release stands in.
        this.installed = config.chartMirror?.startsWith("oci://")
            ? this.release("certManager", namespace, values, args.requires)
            : this.component(namespace, values, args);
        this.registerOutputs({});
    }

    private component(namespace: string, values: HelmValues, { requires }: CertManagerArgs): CertManagerChart {
        const chart = CHARTS.certManager;
        return new CertManagerChart(
            chart.release,
            {
                helmOptions: {
                    ...chartSource(chart, this.config.chartMirror),
                    name: chart.release,
                    namespace,
                    atomic: true,
                    values: withOverrides("certManager", values, this.config),
                },
            },
            after(this.children, ...requires),
        );
    }
}
