import * as pulumi from "@pulumi/pulumi";
import { HEADLESS, SERVICES } from "../../config/names";
import { CERTIFICATES } from "../../config/servers";
import type { Settings } from "../../config/wiring";
import { alias } from "../helm/alias";
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
        return [this.release("sampler", monitoring, values, requires), headless];
    }
}
