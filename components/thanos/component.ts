/** Thanos as an element of the stack: objects of its own, as no chart of it lets every hop be TLS with our certificates. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { CLAIMS, HEADLESS, PORTS, SERVICES } from "../../model/cluster/names";
import { toYaml } from "../../model/formats/yaml";
import type { TlsEndpoint } from "../../model/network/endpoints";
import type { Settings } from "../../model/stack/stack";
import { bucketConfig, THANOS_FILES, type LongTerm } from "../../model/workloads/long-term";
import { alias } from "../helm/alias";
import { after, childrenOf } from "../helm/children";
import { metadata, volumeClaim } from "../helm/pods";
import { downstreamConfig, thanosPrograms, webConfig, type Program } from "./programs";
import { deploymentSpec, labelsOf, SERVICE_ACCOUNT, statefulSetSpec } from "./thanos-workloads";

export interface ThanosArgs {
    readonly longTerm: LongTerm;
    /** The queriers, which the query frontends ask. */
    readonly query: TlsEndpoint;
    readonly requires: readonly pulumi.Resource[];
}

/** Metrics for years and one answer of all replicas; its sidecar is a part of Prometheus' pods. */
export class Thanos extends pulumi.ComponentResource {
    /** What the sidecar needs before Prometheus starts. */
    readonly ground: readonly pulumi.Resource[];

    constructor(name: string, settings: Settings, args: ThanosArgs, opts: pulumi.ComponentResourceOptions) {
        super("go-coffee:observability:Thanos", name, {}, opts);
        const { config } = settings;
        const namespace = config.namespaces.monitoring;
        const children = childrenOf(this, opts);
        const files = {
            [THANOS_FILES.bucket]: toYaml(bucketConfig(args.longTerm, config.objectStorage)),
            [THANOS_FILES.web]: toYaml(webConfig),
            [THANOS_FILES.downstream]: toYaml(downstreamConfig(config)),
        };
        const configMap = new k8s.core.v1.ConfigMap(
            THANOS_FILES.configMap,
            { metadata: metadata(THANOS_FILES.configMap, namespace), data: files },
            children,
        );
        const { store } = args.longTerm;
        const bucket =
            store.type === "volume"
                ? [
                      new k8s.core.v1.PersistentVolumeClaim(
                          CLAIMS.thanosBucket,
                          {
                              metadata: {
                                  ...metadata(CLAIMS.thanosBucket, namespace),
                                  // Bound when the first pod comes, which is created after it.
                                  annotations: { "pulumi.com/skipAwait": "true" },
                              },
                              spec: volumeClaim(config, store.size),
                          },
                          { ...children, retainOnDelete: true },
                      ),
                  ]
                : [];
        this.ground = [configMap, ...bucket];
        const identity = config.objectStorage?.identity;
        const account = new k8s.core.v1.ServiceAccount(
            SERVICE_ACCOUNT,
            {
                metadata: {
                    ...metadata(SERVICE_ACCOUNT, namespace),
                    annotations: identity?.type === "workload" ? identity.annotations : {},
                },
                automountServiceAccountToken: false,
            },
            children,
        );
        const behind = after(children, ...args.requires, ...this.ground, account);
        for (const program of thanosPrograms(config, args.longTerm, args)) {
            workload(program, settings, files, behind);
            if (program.replicas > 1) disruptionBudget(program, namespace, children);
        }
        for (const { service, port } of [SERVICES.thanosQueryFrontend, SERVICES.thanosQuery]) {
            const selector = { "app.kubernetes.io/name": service };
            alias({ name: service, namespace, selector, ports: { https: { port, target: "http" } } }, children);
        }
        alias(
            {
                name: HEADLESS.thanosStore,
                namespace,
                selector: { "app.kubernetes.io/name": HEADLESS.thanosStore },
                ports: { grpc: { port: PORTS.thanosGrpc } },
                headless: true,
            },
            children,
        );
        this.registerOutputs({});
    }
}

function workload(program: Program, settings: Settings, files: object, opts: pulumi.CustomResourceOptions): void {
    const { name, storage } = program;
    const named = { metadata: metadata(name, settings.config.namespaces.monitoring) };
    if (storage === undefined) {
        new k8s.apps.v1.Deployment(name, { ...named, spec: deploymentSpec(program, settings, files) }, opts);
    } else {
        new k8s.apps.v1.StatefulSet(name, { ...named, spec: statefulSetSpec(program, settings, files, storage) }, opts);
    }
}

const disruptionBudget = (program: Program, namespace: string, opts: pulumi.CustomResourceOptions): pulumi.Resource =>
    new k8s.policy.v1.PodDisruptionBudget(
        program.name,
        {
            metadata: metadata(program.name, namespace),
            spec: { maxUnavailable: 1, selector: { matchLabels: labelsOf(program) } },
        },
        opts,
    );
