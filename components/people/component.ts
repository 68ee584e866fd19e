/** Who of the people may do what, as the cluster's own rights. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import { LABELS } from "../../model/cluster/names";
import { after, childrenOf } from "../helm/children";
import { metadata } from "../helm/pods";
import { PEOPLE, RULES, type Role } from "./roles";

/** A ClusterRole for each kind of people, bound to their groups in the namespaces of the stack. */
export class People extends pulumi.ComponentResource {
    constructor(name: string, { access, namespaces }: StackConfig, opts: pulumi.ComponentResourceOptions) {
        super("go-coffee:observability:People", name, {}, opts);
        const children = childrenOf(this, opts);
        for (const role of Object.keys(PEOPLE) as Role[]) {
            const clusterRole = new k8s.rbac.v1.ClusterRole(
                PEOPLE[role],
                { metadata: { name: PEOPLE[role], labels: LABELS }, rules: [...RULES[role]] },
                children,
            );
            const groups = access.groups[role];
            if (groups.length === 0) continue;
            for (const namespace of [namespaces.monitoring, namespaces.agents])
                new k8s.rbac.v1.RoleBinding(
                    `${PEOPLE[role]}-${namespace}`,
                    {
                        metadata: metadata(PEOPLE[role], namespace),
                        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: PEOPLE[role] },
                        subjects: groups.map((group) => ({
                            kind: "Group",
                            name: group,
                            apiGroup: "rbac.authorization.k8s.io",
                        })),
                    },
                    after(children, clusterRole),
                );
        }
        this.registerOutputs({});
    }
}
