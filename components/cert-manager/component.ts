import { CertManager as CertManagerChart } from "@pulumi/kubernetes-cert-manager";
import * as pulumi from "@pulumi/pulumi";
import { CHARTS } from "../../config/charts";
import type { StackConfig } from "../../config/schema";
import { chartSource, HelmElement, withOverrides } from "../helm/release";
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
            : this.component(namespace, args);
        this.registerOutputs({});
    }

    private component(namespace: string, { requires }: CertManagerArgs): CertManagerChart {
        const chart = CHARTS.certManager;
        const values = withOverrides("certManager", certManagerValues(this.config), this.config);
        return new CertManagerChart(
            chart.release,
            {
                helmOptions: {
                    ...chartSource(chart, this.config.chartMirror),
                    name: chart.release,
                    namespace,
                    atomic: true,
                    values,
                },
            },
            { parent: this, dependsOn: [...this.children.dependsOn, ...requires] },
        );
    }
}
