/** Jaeger as an element of the stack. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { JAEGER_PODS, PORTS, SERVICES } from "../../model/cluster/names";
import type { Settings } from "../../model/stack/stack";
import { after } from "../helm/children";
import { alias } from "../helm/alias";
import { metadata, volumeClaim } from "../helm/pods";
import { HelmElement } from "../helm/release";
import { SAMPLING_FILE, type JaegerCalls } from "./pipeline";
import { samplingStrategies } from "./sampling-strategies";
import { BADGER_CLAIM, jaegerValues, SAMPLING_CONFIG_MAP } from "./values";

export interface JaegerArgs extends JaegerCalls {
    readonly requires: readonly pulumi.Resource[];
}

/** Jaeger: keeps traces and shows them. */
export class Jaeger extends HelmElement {
    constructor(name: string, settings: Settings, args: JaegerArgs, opts: pulumi.ComponentResourceOptions) {
        super("Jaeger", name, settings.config, opts);
        const { config } = settings;
        const namespace = config.namespaces.monitoring;
        const strategies = samplingStrategies(config);
        const sampling = new k8s.core.v1.ConfigMap(
            SAMPLING_CONFIG_MAP,
            {
                metadata: metadata(SAMPLING_CONFIG_MAP, namespace),
                data: { [SAMPLING_FILE]: `${JSON.stringify(strategies, null, 2)}\n` },
            },
            this.children,
        );
        const claims =
            config.jaeger.storage.type === "badger" ? [this.badgerClaim(namespace, config.jaeger.storage.size)] : [];
        const release = this.release("jaeger", namespace, jaegerValues(settings, args, strategies), [
            ...args.requires,
            sampling,
            ...claims,
        ]);
        // The chart makes one Service, `jaeger`; people and applications know these two.
        const behind = after(this.children, release);
        alias(
            {
                name: SERVICES.jaegerQuery.service,
                namespace,
                selector: JAEGER_PODS,
                ports: { http: { port: SERVICES.jaegerQuery.port }, grpc: { port: PORTS.jaegerQueryGrpc } },
            },
            behind,
        );
        alias(
            {
                name: SERVICES.jaegerCollector.service,
                namespace,
                selector: JAEGER_PODS,
                ports: {
                    "otlp-grpc": { port: SERVICES.jaegerCollector.port },
                    "otlp-http": { port: PORTS.otlpHttp },
                    "sampling-http": { port: PORTS.samplingHttp },
                    "sampling-grpc": { port: PORTS.samplingGrpc },
                },
            },
            behind,
        );
        if (config.jaeger.replicas > 1) this.disruptionBudget(namespace);
        this.registerOutputs({});
    }

    /** The chart has none. */
    private disruptionBudget(namespace: string): void {
        new k8s.policy.v1.PodDisruptionBudget(
            "jaeger",
            {
                metadata: metadata("jaeger", namespace),
                spec: { maxUnavailable: 1, selector: { matchLabels: JAEGER_PODS } },
            },
            this.children,
        );
    }

    private badgerClaim(namespace: string, size: string): pulumi.Resource {
        return new k8s.core.v1.PersistentVolumeClaim(
            BADGER_CLAIM,
            {
                metadata: {
                    ...metadata(BADGER_CLAIM, namespace),
                    // Bound when the first pod comes, which is created after it: there is nothing to wait for.
                    annotations: { "pulumi.com/skipAwait": "true" },
                },
                spec: volumeClaim(this.config, size),
            },
            { ...this.children, retainOnDelete: true },
        );
    }
}
