/** Which network interfaces are counted: each byte once, where it passes from one machine or pod to others. */

/**
 * Ports of a machine, by the names that Linux gives to hardware. What is made of them (bonds, bridges, VLANs, tunnels) or
 * leads to its own pods (`veth…`, `cali…`, AWS' `eni…`, Azure's `azv…`, Google's `gke…`) carries the same bytes again, and so
 * does the port behind Azure's `eth0`: `enP<domain>s<slot>`.
 */
export const MACHINE_INTERFACES = [
    ...["eth[0-9]+", "em[0-9]+", "p[0-9]+p[0-9]+", "venet[0-9]+"],
    "en([opsx]|P[0-9]+p)[0-9a-f][0-9a-z]*",
    "(wl|ib)[0-9a-z]+",
].join("|");

/** Interfaces within a pod that carry what its own ones carry again. */
const INNER_INTERFACES = "lo|docker.*|br-.*|veth.*|tun.*|tap.*|wg.*";

/**
 * Bytes a second by pod. Pods on the host's network are left out: for each of them the kubelet counts all interfaces of
 * the machine.
 */
export const podTraffic = (metric: string, selector: string, window: string): string =>
    `sum by (namespace, pod) (rate(${metric}{${selector === "" ? "" : `${selector}, `}interface!~"${INNER_INTERFACES}"}[${window}])) and on (namespace, pod) kube_pod_info{host_network="false"}`;
