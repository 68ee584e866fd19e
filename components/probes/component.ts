/** URLs that are called as customers call them, as an element of the stack: a blackbox exporter of our own objects, for its chart would add nothing to them. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import { SERVICES } from "../../model/cluster/names";
import { serviceHost } from "../../model/network/endpoints";
import { CERTIFICATES } from "../../model/network/servers";
import { jobs } from "../../model/telemetry/jobs";
import { after, childrenOf } from "../helm/children";
import { clientTls } from "../helm/monitor";
import { metadata } from "../helm/pods";
import { WEB_CONFIG } from "../helm/web-config";
import { proberConfig } from "./modules";
import { PROBER_CONFIG, PROBER_LABELS, proberSpec } from "./workload";

/** Below the scrape's own limit, so that what takes too long is told as a failure. */
const PATIENCE = "10s";

export class Probes extends pulumi.ComponentResource {
    constructor(
        name: string,
        config: StackConfig,
        { requires, monitors }: { readonly requires: readonly pulumi.Resource[]; readonly monitors: pulumi.Resource },
        opts: pulumi.ComponentResourceOptions,
    ) {
        super("go-coffee:observability:Probes", name, {}, opts);
        const children = childrenOf(this, opts);
        const { monitoring } = config.namespaces;
        const { service, port } = SERVICES.prober;
        const modules = proberConfig(config);
        const configMap = new k8s.core.v1.ConfigMap(
            PROBER_CONFIG.configMap,
            {
                metadata: metadata(PROBER_CONFIG.configMap, monitoring),
                data: { [PROBER_CONFIG.file]: modules, [WEB_CONFIG.file]: WEB_CONFIG.content },
            },
            children,
        );
        new k8s.apps.v1.Deployment(
            service,
            { metadata: metadata(service, monitoring, PROBER_LABELS), spec: proberSpec(config, modules) },
            after(children, configMap, ...requires),
        );
        new k8s.core.v1.Service(
            service,
            {
                metadata: metadata(service, monitoring, PROBER_LABELS),
                spec: { selector: PROBER_LABELS, ports: [{ name: "https", port, targetPort: "https" }] },
            },
            children,
        );
        for (const [probe, { url }] of Object.entries(config.probes.urls)) {
            new k8s.apiextensions.CustomResource(
                `probe-${probe}`,
                {
                    apiVersion: "monitoring.coreos.com/v1",
                    kind: "Probe",
                    metadata: metadata(`probe-${probe}`, monitoring),
                    spec: {
                        jobName: jobs(config).probes,
                        interval: config.probes.interval,
                        scrapeTimeout: PATIENCE,
                        prober: {
                            url: `${serviceHost(service, monitoring)}:${port}`,
                            scheme: "https",
                            path: "/probe",
                        },
                        tlsConfig: clientTls(CERTIFICATES.prober, config),
                        module: probe,
                        targets: { staticConfig: { static: [url], labels: { probe } } },
                    },
                },
                after(children, monitors),
            );
        }
        this.registerOutputs({});
    }
}
