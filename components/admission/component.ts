/** What the API server refuses in namespaces that bring content to the stack. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import { foreignNamespaces, LABELS } from "../../model/cluster/names";
import { after, childrenOf } from "../helm/children";
import { MONITOR_FILES, monitorFilesScope, monitorFilesPolicy } from "./monitor-files";

/** Admission policies, evaluated by the API server itself: no webhook that could be away. */
export class Admission extends pulumi.ComponentResource {
    constructor(name: string, config: StackConfig, opts: pulumi.ComponentResourceOptions) {
        super("go-coffee:observability:Admission", name, {}, opts);
        const children = childrenOf(this, opts);
        if (foreignNamespaces(config).length > 0) {
            const metadata = { name: MONITOR_FILES, labels: LABELS };
            const policy = new k8s.admissionregistration.v1.ValidatingAdmissionPolicy(
                MONITOR_FILES,
                { metadata, spec: monitorFilesPolicy },
                children,
            );
            new k8s.admissionregistration.v1.ValidatingAdmissionPolicyBinding(
                MONITOR_FILES,
                {
                    metadata,
                    spec: {
                        policyName: MONITOR_FILES,
                        validationActions: ["Deny"],
                        matchResources: monitorFilesScope(config),
                    },
                },
                after(children, policy),
            );
        }
        this.registerOutputs({});
    }
}
