/** The synthetic Go Coffee as an element of the stack. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import { SERVICE_NAMES } from "../../demo/platform";
import type { TlsEndpoint } from "../../model/network/endpoints";
import { after, childrenOf } from "../helm/children";
import { metadata } from "../helm/pods";
import { bundledProgram } from "./bundle";
import { deploymentSpec, PROGRAM } from "./workloads";

/** Something to observe: fourteen services, a Deployment each, in a namespace of their own. */
export class Demo extends pulumi.ComponentResource {
    constructor(name: string, config: StackConfig, collector: TlsEndpoint, opts: pulumi.ComponentResourceOptions) {
        super("go-coffee:observability:Demo", name, {}, opts);
        const children = childrenOf(this, opts);
        const { namespace } = config.demo;
        const program = bundledProgram();
        const files = new k8s.core.v1.ConfigMap(
            PROGRAM.configMap,
            { metadata: metadata(PROGRAM.configMap, namespace), data: { [PROGRAM.file]: program } },
            children,
        );
        for (const service of SERVICE_NAMES) {
            new k8s.apps.v1.Deployment(
                `demo-${service}`,
                {
                    metadata: metadata(service, namespace, { "app.kubernetes.io/name": service }),
                    spec: deploymentSpec(service, config, { program, collector }),
                },
                after(children, files),
            );
        }
        this.registerOutputs({});
    }
}
