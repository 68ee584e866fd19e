import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { HEADLESS, SERVICES } from "../../config/names";
import { CERTIFICATES } from "../../config/servers";
import type { Settings } from "../../config/wiring";
import { metadata } from "../helm/pods";
import { HelmElement } from "../helm/release";
import { gatewayConfig, type GatewayCalls } from "./pipeline/gateway";
import { samplerConfig } from "./pipeline/sampler";
import { collectorValues } from "./values";

export interface CollectorArgs extends GatewayCalls {
    readonly requires: readonly pulumi.Resource[];
}

/** OpenTelemetry Collector: the gateway, and samplers behind it where there is more than one collector. */
export class Collector extends HelmElement {
    constructor(name: string, settings: Settings, args: CollectorArgs, opts: pulumi.ComponentResourceOptions) {
        super("Collector", name, settings.config, opts);
        const { config } = settings;
        const { monitoring } = config.namespaces;
        const samplers = args.sampler === undefined ? [] : this.samplers(settings, args);
        const gateway = collectorValues(settings, {
            server: CERTIFICATES.collector,
            replicas: config.collector.replicas,
            resources: config.resources.collector,
            pipeline: gatewayConfig(settings, args),
            plainOtlp: config.collector.plainOtlp,
            readsPods: true,
        });
        this.release("collector", monitoring, gateway, [...args.requires, ...samplers]);
        this.registerOutputs({});
    }

    private samplers(settings: Settings, { jaeger, requires }: CollectorArgs): readonly pulumi.Resource[] {
        const { config } = settings;
        const { monitoring } = config.namespaces;
        const values = collectorValues(settings, {
            server: CERTIFICATES.sampler,
            replicas: config.collector.samplers,
            resources: config.resources.sampler,
            pipeline: samplerConfig(settings, jaeger),
            plainOtlp: false,
            readsPods: false,
        });
        // The gateway spreads traces over the addresses behind this name.
        const headless = new k8s.core.v1.Service(
            HEADLESS.sampler,
            {
                metadata: {
                    ...metadata(HEADLESS.sampler, monitoring),
                    // Without samplers yet there is nothing to wait for.
                    annotations: { "pulumi.com/skipAwait": "true" },
                },
                spec: {
                    clusterIP: "None",
                    selector: { "app.kubernetes.io/name": SERVICES.sampler.service },
                    ports: [{ name: "otlp", port: SERVICES.sampler.port, targetPort: "otlp" }],
                },
            },
            this.children,
        );
        return [this.release("sampler", monitoring, values, requires), headless];
    }
}
