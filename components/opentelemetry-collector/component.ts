/** The collectors as an element of the stack, a release for each tier. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { HEADLESS, SERVICES } from "../../model/cluster/names";
import { TRUST } from "../../model/network/endpoints";
import { asksForCertificates } from "../../model/network/issuers";
import { SENDERS_CA } from "../../model/network/senders";
import { CERTIFICATES } from "../../model/network/servers";
import type { Settings } from "../../model/stack/stack";
import { alias } from "../helm/alias";
import { metadata } from "../helm/pods";
import { HelmElement } from "../helm/release";
import type { HelmValues } from "../helm/values";
import { TIER_RELEASES, type CollectorConfigs } from "./pipeline";
import { POLICY, policyFiles } from "./policy-file";
import { CLUSTER_READER, POD_READER } from "./rights";
import { collectorValues } from "./values";

export interface CollectorArgs {
    readonly configs: CollectorConfigs;
    readonly requires: readonly pulumi.Resource[];
}

/** OpenTelemetry Collector: gateway, samplers behind it where there is more than one, and one for the cluster itself. */
export class Collector extends HelmElement {
    constructor(
        name: string,
        settings: Settings,
        { configs, requires }: CollectorArgs,
        opts: pulumi.ComponentResourceOptions,
    ) {
        super("Collector", name, settings.config, opts);
        const { config } = settings;
        const { monitoring } = config.namespaces;
        const policy = policyFiles(configs.gateway);
        const policyMap = new k8s.core.v1.ConfigMap(
            POLICY.configMap,
            { metadata: metadata(POLICY.configMap, monitoring), data: policy },
            this.children,
        );
        const { authentication } = config.collector;
        const senders =
            authentication.type === "certificate"
                ? [
                      new k8s.core.v1.ConfigMap(
                          SENDERS_CA,
                          {
                              metadata: metadata(SENDERS_CA, monitoring),
                              data: { [TRUST.key]: authentication.caCertificates },
                          },
                          this.children,
                      ),
                  ]
                : [];
        const samplers = configs.sampler === undefined ? [] : this.samplers(settings, configs.sampler, requires);
        const gateway = collectorValues(settings, {
            name: CERTIFICATES.collector.name,
            certificate: CERTIFICATES.collector,
            tier: "gateway",
            replicas: config.collector.replicas,
            resources: config.resources.collector,
            pipeline: configs.gateway,
            policy,
            rights: POD_READER,
        });
        this.release(TIER_RELEASES.gateway, monitoring, gateway, [...requires, policyMap, ...senders, ...samplers]);
        const cluster = collectorValues(settings, {
            name: SERVICES.clusterCollector.service,
            certificate: asksForCertificates(config) ? CERTIFICATES.clusterCollector : undefined,
            tier: "cluster",
            replicas: 1,
            resources: config.resources.clusterCollector,
            pipeline: configs.cluster,
            policy,
            rights: CLUSTER_READER,
        });
        this.release(TIER_RELEASES.cluster, monitoring, cluster, [...requires, policyMap]);
        this.registerOutputs({});
    }

    private samplers(
        settings: Settings,
        pipeline: HelmValues,
        requires: readonly pulumi.Resource[],
    ): readonly pulumi.Resource[] {
        const { config } = settings;
        const { monitoring } = config.namespaces;
        const values = collectorValues(settings, {
            name: CERTIFICATES.sampler.name,
            certificate: CERTIFICATES.sampler,
            tier: "sampler",
            replicas: config.collector.samplers,
            resources: config.resources.sampler,
            pipeline,
            policy: {},
            rights: [],
        });
        // The gateway spreads traces over the addresses behind this name.
        const headless = alias(
            {
                name: HEADLESS.sampler,
                namespace: monitoring,
                selector: { "app.kubernetes.io/name": SERVICES.sampler.service },
                ports: { otlp: { port: SERVICES.sampler.port, target: "otlp" } },
                headless: true,
            },
            this.children,
        );
        return [this.release(TIER_RELEASES.sampler, monitoring, values, requires), headless];
    }
}
