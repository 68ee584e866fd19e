import { z } from "zod";
import { duration, kubernetesName, pem, text, url } from "./shapes";

/** Where the cluster comes from: decides which control-plane parts can be scraped at all. */
export const PLATFORMS = ["kind", "eks", "gke", "aks", "openshift", "rke2", "k3s", "kubeadm"] as const;

export const cluster = z
    .strictObject({
        context: text()
            .optional()
            .describe("Context of the kubeconfig to deploy to. Required in prod; in dev the current context."),
        platform: z
            .enum(PLATFORMS)
            .default("kind")
            .describe(
                "Kind of cluster: decides which control-plane targets can be scraped, where a node tells of its cloud, and which security context constraints are asked for (OpenShift).",
            ),
        name: kubernetesName.default("go-coffee").describe("Name of the cluster: the `cluster` label of every signal."),
        zones: z
            .boolean()
            .default(false)
            .describe("Whether replicas are spread over the zones of the nodes. Default true in the ha profile."),
        storageClass: z
            .strictObject({
                name: kubernetesName.describe("Name of a StorageClass of the cluster."),
                encrypted: z
                    .boolean()
                    .default(false)
                    .describe("That its volumes are encrypted: a promise of whoever sets it; prod requires it."),
            })
            .optional()
            .describe("StorageClass of every volume; unset, the default class of the cluster."),
    })
    .describe("The cluster that the stack is deployed to.");

const application = z.strictObject({
    name: kubernetesName.describe("Name of the namespace."),
    create: z.boolean().default(false).describe("Whether the stack creates the namespace. It is never deleted."),
});

export const namespaces = z
    .strictObject({
        monitoring: kubernetesName
            .default("go-coffee-monitoring")
            .describe("Namespace of the stack, held to the Pod Security level `restricted`."),
        agents: kubernetesName
            .default("go-coffee-monitoring-agents")
            .describe("Namespace of node-exporter and Fluent Bit, which need access to the node (`privileged`)."),
        applications: z
            .array(application)
            .min(1)
            .default([{ name: "go-coffee", create: false }])
            .describe("Namespaces of the applications: they are scraped and receive the CA as a ConfigMap."),
        content: z
            .array(kubernetesName)
            .optional()
            .describe(
                "Namespaces beside the stack's own whose monitors, rules, scrape configurations and dashboards are taken; unset, those of the applications. Whoever may write there decides what is scraped, alerted on and shown.",
            ),
    })
    .describe("Namespaces.");

const externalUrl = z
    .strictObject({
        externalUrl: url.optional().describe("URL under which people reach it from outside the cluster."),
    })
    .prefault({});

const groups = z.array(text()).default([]);

export const access = z
    .strictObject({
        grafana: externalUrl.describe("Grafana; required in prod: the links in a page at night must open."),
        alertmanager: externalUrl.describe("Alertmanager; required in prod: the links in a page at night must open."),
        prometheus: externalUrl.describe("Prometheus."),
        jaeger: externalUrl.describe("Jaeger."),
        groups: z
            .strictObject({
                viewers: groups.describe("May open the interfaces through forwarded ports."),
                onCall: groups.describe("May read the stack's logs too, use its commands, and have a pod start anew."),
                administrators: groups.describe("May do everything in the stack's namespaces."),
            })
            .prefault({})
            .describe("Groups of the cluster's users (as its authentication names them) and what they may do."),
    })
    .describe("How people reach the user interfaces; without a URL, through `kubectl port-forward`.");

export const tls = z
    .strictObject({
        authorities: z
            .array(kubernetesName)
            .min(1)
            .default(["a"])
            .describe(
                "Names of the private certificate authorities: the first signs, all are trusted. To rotate: [a, b], then [b, a], then [b].",
            ),
        certificateLifetime: duration.default("90d").describe("Lifetime of a server certificate."),
        renewBefore: duration.default("30d").describe("How long before its end a certificate is renewed."),
        issuer: z
            .strictObject({
                name: text().describe("Name of a ClusterIssuer: certificates are asked for in two namespaces."),
                group: text().default("cert-manager.io").describe("API group of the issuer."),
                caCertificates: pem.describe("The CA certificates that clients trust, PEM; several during a rotation."),
            })
            .optional()
            .describe("An issuer that the cluster has already; required when certManager.enabled is false."),
        companyCertificates: pem
            .optional()
            .describe(
                "Certificates of a company's authorities, PEM: what calls outside of the cluster trusts them beside the public ones.",
            ),
    })
    .describe("Certificates of every server of the stack.");
