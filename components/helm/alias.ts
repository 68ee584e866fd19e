/** Services in front of charts' pods, under names of ours. */

import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { metadata } from "./pods";

export interface Alias {
    readonly name: string;
    readonly namespace: string;
    /** Labels of the pods behind it. */
    readonly selector: { readonly [label: string]: string };
    /** Ports by name: the port of the Service and, where it differs, that of the pods. */
    readonly ports: { readonly [name: string]: { readonly port: number; readonly target?: string } };
    /** Answers with the addresses of all pods instead of one of its own. */
    readonly headless?: true;
}

/** A Service of ours in front of a chart's pods, for names that charts can't give. */
export const alias = (
    { name, namespace, selector, ports, headless }: Alias,
    opts: pulumi.CustomResourceOptions,
): k8s.core.v1.Service =>
    new k8s.core.v1.Service(
        name,
        {
            metadata: {
                ...metadata(name, namespace),
                // Whether the pods are ready is what the release waits for.
                annotations: { "pulumi.com/skipAwait": "true" },
            },
            spec: {
                ...(headless ? { clusterIP: "None" } : {}),
                selector,
                ports: Object.entries(ports).map(([portName, { port, target }]) => ({
                    name: portName,
                    port,
                    targetPort: target ?? port,
                })),
            },
        },
        opts,
    );
