/** The stack's namespaces as an element of it. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { LABELS, OWNER_LABEL, ownerOf } from "../../model/cluster/names";
import type { StackConfig } from "../../config/schema";
import { securityContextConstraints } from "./constraints";

type PodSecurityLevel = "privileged" | "restricted";

const podSecurity = (level: PodSecurityLevel): { readonly [key: string]: string } => ({
    "pod-security.kubernetes.io/enforce": level,
    "pod-security.kubernetes.io/warn": level,
    "pod-security.kubernetes.io/audit": level,
});

/** Namespaces of the stack. Data hangs on them: `destroy` keeps them and the next `up` adopts them. */
export class Namespaces extends pulumi.ComponentResource {
    readonly monitoring: k8s.core.v1.Namespace;
    readonly agents: k8s.core.v1.Namespace;
    readonly applications: readonly k8s.core.v1.Namespace[];

    constructor(name: string, config: StackConfig, opts: pulumi.ComponentResourceOptions) {
        super("go-coffee:observability:Namespaces", name, {}, opts);
        const { namespaces } = config;
        // Another stack that comes here meets this label, and the API server refuses it before anything else is changed.
        const owner = { [OWNER_LABEL]: ownerOf(pulumi.getProject(), pulumi.getStack()) };
        const namespace = (namespaceName: string, labels: { readonly [key: string]: string } = {}) =>
            new k8s.core.v1.Namespace(
                namespaceName,
                { metadata: { name: namespaceName, labels: { ...LABELS, ...owner, ...labels } } },
                { parent: this, retainOnDelete: true },
            );
        this.monitoring = namespace(namespaces.monitoring, podSecurity("restricted"));
        // Files, processes and network of the node: node-exporter and Fluent Bit can't do without.
        this.agents = namespace(namespaces.agents, podSecurity("privileged"));
        this.applications = namespaces.applications.filter(({ create }) => create).map((own) => namespace(own.name));
        securityContextConstraints(config, { parent: this, dependsOn: [this.monitoring, this.agents] });
        this.registerOutputs({});
    }

    /** Everything of the stack lives in these. */
    get all(): readonly k8s.core.v1.Namespace[] {
        return [this.monitoring, this.agents, ...this.applications];
    }
}
