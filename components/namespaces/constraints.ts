/** OpenShift's security context constraints: which the accounts of the stack's namespaces may use. */

import * as k8s from "@pulumi/kubernetes";
import type * as pulumi from "@pulumi/pulumi";
import { SECURITY_CONTEXT_CONSTRAINTS } from "../../model/cluster/platforms";
import type { StackConfig } from "../../config/schema";
import { metadata } from "../helm/pods";

/** A binding for each namespace; elsewhere than on OpenShift nothing is made. */
export const securityContextConstraints = (
    { cluster, namespaces }: StackConfig,
    opts: pulumi.CustomResourceOptions,
): readonly k8s.rbac.v1.RoleBinding[] =>
    cluster.platform === "openshift"
        ? (["monitoring", "agents"] as const).map((which) => {
              const name = `${which}-security-context-constraints`;
              return new k8s.rbac.v1.RoleBinding(
                  name,
                  {
                      metadata: metadata(name, namespaces[which]),
                      roleRef: {
                          apiGroup: "rbac.authorization.k8s.io",
                          kind: "ClusterRole",
                          name: SECURITY_CONTEXT_CONSTRAINTS[which],
                      },
                      subjects: [
                          {
                              apiGroup: "rbac.authorization.k8s.io",
                              kind: "Group",
                              name: `system:serviceaccounts:${namespaces[which]}`,
                          },
                      ],
                  },
                  opts,
              );
          })
        : [];
