/** Who may call whom, as an element of the stack. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import { childrenOf } from "../helm/children";
import { metadata } from "../helm/pods";
import { networkPolicies } from "./policies";

/** The namespaces of the stack refuse what it doesn't need. */
export class NetworkPolicies extends pulumi.ComponentResource {
    constructor(name: string, config: StackConfig, opts: pulumi.ComponentResourceOptions) {
        super("go-coffee:observability:NetworkPolicies", name, {}, opts);
        const children = childrenOf(this, opts);
        for (const { name: policy, namespace, spec } of networkPolicies(config)) {
            new k8s.networking.v1.NetworkPolicy(
                `${policy}-in-${namespace}`,
                { metadata: metadata(policy, namespace), spec },
                children,
            );
        }
        this.registerOutputs({});
    }
}
