import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { TRUST } from "../../model/network/endpoints";
import { COMPANY_TRUST } from "../../model/network/outgoing";
import { PUBLISHER } from "../../model/network/parties";
import { LABELS } from "../../model/cluster/names";
import type { StackConfig } from "../../config/schema";
import { after, childrenOf } from "../helm/children";
import { metadata } from "../helm/pods";
import { carriedTo } from "./manifest-script";
import { publisherPod } from "./publisher";

/** New namespaces and renewed CA certificates are seen within this time. */
const EVERY_FIFTEEN_MINUTES = "*/15 * * * *";

/**
 * The CA as a ConfigMap, in the stack's namespaces and in those of the applications: from our authorities, together with
 * the agents' certificates for their namespace, or from configuration where an issuer of the cluster's is used.
 */
export class Trust extends pulumi.ComponentResource {
    /** Clients can start once these are there. */
    readonly published: readonly pulumi.Resource[];

    constructor(name: string, config: StackConfig, opts: pulumi.ComponentResourceOptions) {
        super("go-coffee:observability:Trust", name, {}, opts);
        const { monitoring, agents, applications } = config.namespaces;
        const created = applications.filter(({ create }) => create).map(({ name: application }) => application);
        const own = [monitoring, agents, ...created];
        const all = [monitoring, agents, ...applications.map(({ name: application }) => application)];
        const { companyCertificates } = config.tls;
        const children = childrenOf(this, opts);
        const ofCompany =
            companyCertificates === undefined
                ? []
                : [configMapOf(COMPANY_TRUST, companyCertificates, monitoring, children)];
        this.published = [
            ...ofCompany,
            ...(config.tls.issuer === undefined
                ? this.publisher(config, own, all, children)
                : this.configMaps(config.tls.issuer.caCertificates, all, children)),
        ];
        this.registerOutputs({});
    }

    private configMaps(
        certificates: string,
        namespaces: readonly string[],
        children: ReturnType<typeof childrenOf>,
    ): readonly pulumi.Resource[] {
        return namespaces.map((namespace) => configMapOf(TRUST, certificates, namespace, children));
    }

    /** A job that the stack waits for, and a schedule that reaches namespaces which come later. */
    private publisher(
        config: StackConfig,
        own: readonly string[],
        all: readonly string[],
        children: ReturnType<typeof childrenOf>,
    ): readonly pulumi.Resource[] {
        const namespace = config.namespaces.monitoring;
        const permissions = this.permissions(config, children);
        const inPlace = { ...after(children, ...permissions), deleteBeforeReplace: true };
        const job = new k8s.batch.v1.Job(
            PUBLISHER,
            {
                metadata: metadata(PUBLISHER, namespace),
                spec: { backoffLimit: 6, template: publisherPod(config, own) },
            },
            // A job's pod can't be changed: a new set of authorities is a new job.
            { ...inPlace, replaceOnChanges: ["spec"] },
        );
        new k8s.batch.v1.CronJob(
            PUBLISHER,
            {
                metadata: metadata(PUBLISHER, namespace),
                spec: {
                    schedule: EVERY_FIFTEEN_MINUTES,
                    concurrencyPolicy: "Forbid",
                    successfulJobsHistoryLimit: 1,
                    failedJobsHistoryLimit: 1,
                    jobTemplate: { spec: { backoffLimit: 2, template: publisherPod(config, all) } },
                },
            },
            inPlace,
        );
        return [job];
    }

    /**
     * May write the ConfigMap of that one name, in any namespace: those of the applications may come later; and the agents'
     * certificates in theirs.
     */
    private permissions(config: StackConfig, children: ReturnType<typeof childrenOf>): readonly pulumi.Resource[] {
        const name = PUBLISHER;
        const { monitoring: namespace, agents } = config.namespaces;
        const account = new k8s.core.v1.ServiceAccount(name, { metadata: metadata(name, namespace) }, children);
        const role = new k8s.rbac.v1.ClusterRole(
            name,
            {
                metadata: { name, labels: LABELS },
                rules: [
                    {
                        apiGroups: [""],
                        resources: ["configmaps"],
                        resourceNames: [TRUST.configMap],
                        verbs: ["get", "patch"],
                    },
                    // Creation can't be limited to a name.
                    { apiGroups: [""], resources: ["configmaps"], verbs: ["create"] },
                ],
            },
            children,
        );
        const binding = new k8s.rbac.v1.ClusterRoleBinding(
            name,
            {
                metadata: { name, labels: LABELS },
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name },
                subjects: [{ kind: "ServiceAccount", name, namespace }],
            },
            after(children, role, account),
        );
        const carrier = new k8s.rbac.v1.Role(
            name,
            {
                metadata: metadata(name, agents),
                rules: [
                    {
                        apiGroups: [""],
                        resources: ["secrets"],
                        resourceNames: carriedTo(config).map(({ secret }) => secret),
                        verbs: ["get", "patch"],
                    },
                    { apiGroups: [""], resources: ["secrets"], verbs: ["create"] },
                ],
            },
            children,
        );
        const carries = new k8s.rbac.v1.RoleBinding(
            name,
            {
                metadata: metadata(name, agents),
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
                subjects: [{ kind: "ServiceAccount", name, namespace }],
            },
            after(children, carrier, account),
        );
        return [binding, carries];
    }
}

/** Certificates as a ConfigMap of a namespace. */
const configMapOf = (
    { configMap, key }: { readonly configMap: string; readonly key: string },
    certificates: string,
    namespace: string,
    children: ReturnType<typeof childrenOf>,
): pulumi.Resource =>
    new k8s.core.v1.ConfigMap(
        `${configMap}-${namespace}`,
        { metadata: metadata(configMap, namespace), data: { [key]: certificates } },
        children,
    );
