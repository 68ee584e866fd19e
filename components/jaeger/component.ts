import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { PORTS, SERVICES } from "../../config/names";
import type { Settings } from "../../config/wiring";
import { metadata, volumeClaim } from "../helm/pods";
import { HelmElement } from "../helm/release";
import { SAMPLING_FILE, type JaegerCalls } from "./pipeline";
import { samplingStrategies } from "./sampling";
import { BADGER_CLAIM, jaegerValues, SAMPLING_CONFIG_MAP } from "./values";

export interface JaegerArgs extends JaegerCalls {
    readonly requires: readonly pulumi.Resource[];
}

const POD_LABELS = { "app.kubernetes.io/name": "jaeger", "app.kubernetes.io/instance": "jaeger" } as const;

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
        this.alias(namespace, SERVICES.jaegerQuery.service, { http: SERVICES.jaegerQuery.port, grpc: 16685 }, release);
        this.alias(
            namespace,
            SERVICES.jaegerCollector.service,
            {
                "otlp-grpc": SERVICES.jaegerCollector.port,
                "otlp-http": 4318,
                "sampling-http": PORTS.samplingHttp,
                "sampling-grpc": PORTS.samplingGrpc,
            },
            release,
        );
        this.registerOutputs({});
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

    private alias(
        namespace: string,
        service: string,
        ports: { readonly [name: string]: number },
        release: pulumi.Resource,
    ): void {
        new k8s.core.v1.Service(
            service,
            {
                metadata: metadata(service, namespace),
                spec: {
                    selector: POD_LABELS,
                    ports: Object.entries(ports).map(([portName, port]) => ({
                        name: portName,
                        port,
                        targetPort: port,
                    })),
                },
            },
            { parent: this, dependsOn: [...this.children.dependsOn, release] },
        );
    }
}
