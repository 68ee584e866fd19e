import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import { childrenOf } from "../helm/children";
import { metadata } from "../helm/pods";
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
        this.registerOutputs({});
    }
}
