/** What people may do in the stack's namespaces: https://kubernetes.io/docs/reference/access-authn-authz/rbac/ */

import type { types } from "@pulumi/kubernetes";
import type { StackConfig } from "../../config/schema";
import { CERTIFICATES } from "../../model/network/servers";

type Rule = types.input.rbac.v1.PolicyRule;
export type Role = keyof StackConfig["access"]["groups"];

/** Names of the ClusterRoles; they are bound in the stack's namespaces alone. */
export const PEOPLE: Readonly<Record<Role, string>> = {
    viewers: "go-coffee-observability-viewer",
    onCall: "go-coffee-observability-on-call",
    administrators: "go-coffee-observability-administrator",
};

const READ = ["get", "list", "watch"];

/** Opens the interfaces through forwarded ports, and sees what there is: no Secret, no log. */
const viewer: readonly Rule[] = [
    { apiGroups: [""], resources: ["pods", "services", "configmaps", "events", "persistentvolumeclaims"], verbs: READ },
    { apiGroups: ["apps"], resources: ["deployments", "statefulsets", "daemonsets", "replicasets"], verbs: READ },
    { apiGroups: ["batch"], resources: ["jobs", "cronjobs"], verbs: READ },
    { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: READ },
    { apiGroups: ["cert-manager.io"], resources: ["certificates"], verbs: READ },
    { apiGroups: ["monitoring.coreos.com"], resources: ["*"], verbs: READ },
    { apiGroups: [""], resources: ["pods/portforward"], verbs: ["create"] },
];

/** Silences (which are Alertmanager's, behind its port), reads logs, calls Loki as commands do, has a pod start anew. */
const onCall: readonly Rule[] = [
    ...viewer,
    { apiGroups: [""], resources: ["pods/log"], verbs: ["get"] },
    { apiGroups: [""], resources: ["pods"], verbs: ["delete"] },
    { apiGroups: [""], resources: ["secrets"], resourceNames: [CERTIFICATES.commands.secret], verbs: ["get"] },
];

/** All of the stack's namespaces, nothing beyond them. */
const administrator: readonly Rule[] = [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }];

export const RULES: Readonly<Record<Role, readonly Rule[]>> = {
    viewers: viewer,
    onCall,
    administrators: administrator,
};
