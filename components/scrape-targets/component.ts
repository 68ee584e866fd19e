import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import { childrenOf } from "../helm/children";
import { metadata } from "../helm/pods";
import { externalSpec } from "./external";
import { monitorSpec, scrapeTargets } from "./targets";

/** Monitors of everything that kube-prometheus-stack doesn't watch itself, the applications among it. */
export class ScrapeTargets extends pulumi.ComponentResource {
    constructor(name: string, config: StackConfig, opts: pulumi.ComponentResourceOptions) {
        super("go-coffee:observability:ScrapeTargets", name, {}, opts);
        const children = childrenOf(this, opts);
        for (const target of scrapeTargets(config)) {
            new k8s.apiextensions.CustomResource(
                `${target.name}-monitor`,
                {
                    apiVersion: "monitoring.coreos.com/v1",
                    kind: target.kind,
                    metadata: metadata(target.name, config.namespaces.monitoring),
                    spec: monitorSpec(target, config),
                },
                children,
            );
        }
        for (const [job, settings] of Object.entries(config.scrape.external)) {
            const external = `external-${job}`;
            new k8s.apiextensions.CustomResource(
                external,
                {
                    apiVersion: "monitoring.coreos.com/v1alpha1",
                    kind: "ScrapeConfig",
                    metadata: metadata(external, config.namespaces.monitoring),
                    spec: externalSpec(job, settings, config),
                },
                children,
            );
        }
        this.registerOutputs({});
    }
}
