/** Pods that stand for the parts of a stack: with their labels, listening on every port that there is. */

import { imageOf, IMAGES } from "../../../model/charts/images";
import { inWords } from "../../../model/network/parties";
import type { Place } from "../verdict";

/** A party's pod; its name tells which. */
export interface Stand {
    readonly name: string;
    readonly namespace: string;
    readonly labels: { readonly [label: string]: string };
}

export const dashed = (name: string): string => inWords(name, "-");

/** Parties on the network of their node have no place in policies. */
export const standsOf = (places: readonly (readonly [name: string, place: Place])[]): readonly Stand[] =>
    places.flatMap(([name, place]) =>
        "address" in place ? [] : [{ name: dashed(name), namespace: place.namespace, labels: place.labels }],
    );

/** Answers by HTTP on each port. */
export const podOf = ({ name, namespace, labels }: Stand, ports: readonly number[]): object => ({
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace, labels },
    spec: {
        terminationGracePeriodSeconds: 0,
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: "RuntimeDefault" } },
        containers: [
            {
                name: "stand",
                image: imageOf(IMAGES.busybox, undefined),
                command: [
                    "sh",
                    "-c",
                    `mkdir -p /tmp/www; echo here > /tmp/www/index.html
for port in ${ports.join(" ")}; do httpd -p $port -h /tmp/www || exit 1; done
while true; do sleep 60; done`,
                ],
                securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
                resources: { requests: { cpu: "1m", memory: "8Mi" } },
            },
        ],
    },
});

/** A shell's loop that tries every address and port at once, and prints those that answer. */
export const attempt = (targets: readonly { readonly address: string; readonly port: number }[]): string =>
    `${targets
        .map(
            ({ address, port }) =>
                `(printf 'GET / HTTP/1.0\\r\\n\\r\\n' | nc -w 3 ${address} ${port} 2>/dev/null | grep -q HTTP && echo ${address}:${port}) &`,
        )
        .join("\n")}\nwait`;
