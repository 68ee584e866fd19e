/** cert-manager as an element of the stack. */

import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import { HelmElement } from "../helm/release";
import { certManagerValues } from "./values";

export interface CertManagerArgs {
    readonly requires: readonly pulumi.Resource[];
}

/** Pulumi's component for cert-manager, which an earlier version of this program deployed it through. */
const FORMER_COMPONENT = "kubernetes-cert-manager:index:CertManager";

/**
 * cert-manager.
 *
 * A release like the others, and not @pulumi/kubernetes-cert-manager: that component knows some of the chart's keys and
 * drops the rest of the same blocks (`webhook.podDisruptionBudget`, `prometheus.servicemonitor`), nulls and empty lists.
 */
export class CertManager extends HelmElement {
    /** Issuers and certificates can be created once this is there. */
    readonly installed: pulumi.Resource;

    constructor(name: string, config: StackConfig, args: CertManagerArgs, opts: pulumi.ComponentResourceOptions) {
        super("CertManager", name, config, opts);
        this.installed = this.release(
            "certManager",
            config.namespaces.monitoring,
            certManagerValues(config),
            args.requires,
            // What is deployed already stays: its release is taken over, not installed a second time.
            [{ name: "cert-manager-helm", parent: pulumi.createUrn("cert-manager", FORMER_COMPONENT, this) }],
        );
        this.registerOutputs({});
    }
}
