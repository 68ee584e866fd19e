import type { StackConfig } from "../../config/schema";
import type { Cluster } from "../shared/cluster/kubectl";
import { failed, ok, type Finding } from "../shared/terminal/findings";
import type { Check } from "./subject";

/** Something that `up` does. */
export interface Right {
    readonly verb: "create" | "patch" | "delete" | "list" | "escalate" | "*";
    /** API group; empty for the core. */
    readonly group: string;
    readonly resource: string;
    /** Absent for what belongs to the cluster as a whole. */
    readonly namespace?: string;
}

/** What charts and the program make, by group. A test holds it against the rendered charts and the plan. */
export const NAMESPACED: Readonly<Record<string, readonly string[]>> = {
    "": ["configmaps", "persistentvolumeclaims", "secrets", "serviceaccounts", "services"],
    apps: ["daemonsets", "deployments", "statefulsets"],
    batch: ["cronjobs", "jobs"],
    policy: ["poddisruptionbudgets"],
    "networking.k8s.io": ["networkpolicies"],
    "rbac.authorization.k8s.io": ["rolebindings", "roles"],
    "monitoring.coreos.com": [
        "alertmanagers",
        "podmonitors",
        "prometheuses",
        "prometheusrules",
        "scrapeconfigs",
        "servicemonitors",
    ],
    "cert-manager.io": ["certificates", "issuers"],
    "elasticsearch.k8s.elastic.co": ["elasticsearches"],
};

export const CLUSTER_WIDE: Readonly<Record<string, readonly string[]>> = {
    "": ["namespaces"],
    "admissionregistration.k8s.io": [
        "mutatingwebhookconfigurations",
        "validatingadmissionpolicies",
        "validatingadmissionpolicybindings",
        "validatingwebhookconfigurations",
    ],
    "apiextensions.k8s.io": ["customresourcedefinitions"],
    "rbac.authorization.k8s.io": ["clusterrolebindings", "clusterroles"],
};

/** Where kube-prometheus-stack puts Services for what it scrapes of the control plane. */
const CONTROL_PLANE = "kube-system";

const VERBS = ["create", "patch", "delete"] as const;

const each = (resources: Readonly<Record<string, readonly string[]>>, namespace?: string): readonly Right[] =>
    Object.entries(resources).flatMap(([group, names]) =>
        names.flatMap((resource) =>
            VERBS.map((verb) => ({ verb, group, resource, ...(namespace === undefined ? {} : { namespace }) })),
        ),
    );

/** Everything that `up` does to a cluster. */
export function neededRights({ namespaces }: StackConfig): readonly Right[] {
    return [
        ...each(NAMESPACED, namespaces.monitoring),
        ...each(NAMESPACED, namespaces.agents),
        ...each(CLUSTER_WIDE),
        ...each({ "": ["services"] }, CONTROL_PLANE),
        // Operators get roles that may do more than whoever deploys them, unless that is allowed.
        { verb: "escalate", group: "rbac.authorization.k8s.io", resource: "clusterroles" },
        { verb: "list", group: "", resource: "secrets", namespace: namespaces.monitoring },
    ];
}

const ALL: Right = { verb: "*", group: "*", resource: "*" };

const review = ({ verb, group, resource, namespace }: Right): object => ({
    apiVersion: "authorization.k8s.io/v1",
    kind: "SelfSubjectAccessReview",
    spec: { resourceAttributes: { verb, group, resource, ...(namespace === undefined ? {} : { namespace }) } },
});

/** Asks the API server; nothing is stored by that. */
async function allowed(cluster: Cluster, rights: readonly Right[]): Promise<readonly boolean[]> {
    const list = { apiVersion: "v1", kind: "List", items: rights.map(review) };
    const output = ["--output", "jsonpath={.status.allowed}{'\\n'}"];
    const answer = await cluster.text(["create", "--filename", "-", ...output], JSON.stringify(list));
    // Absent where it is false.
    return answer.split("\n").map((line) => line.trim() === "true");
}

/** "create, delete of apps/deployments in go-coffee-monitoring" */
function spelled(rights: readonly Right[]): readonly string[] {
    const places = new Map<string, string[]>();
    for (const { verb, group, resource, namespace } of rights) {
        const place = `${group === "" ? "" : `${group}/`}${resource}${namespace === undefined ? "" : ` in ${namespace}`}`;
        places.set(place, [...(places.get(place) ?? []), verb]);
    }
    return [...places].map(([place, verbs]) => `${verbs.join(", ")} ${place}`);
}

const MOST = 12;

export function rightFindings(needed: readonly Right[], granted: readonly boolean[]): readonly Finding[] {
    const missing = needed.filter((_, index) => granted[index] !== true);
    if (missing.length === 0) return [ok("permissions", `all ${needed.length} that up needs`)];
    const lines = spelled(missing);
    const more = lines.length > MOST ? `\n... and ${lines.length - MOST} more` : "";
    return [
        failed(
            "permissions",
            `${missing.length} of ${needed.length} are missing`,
            `Ask for them, or for cluster-admin while deploying:\n${lines.slice(0, MOST).join("\n")}${more}`,
        ),
    ];
}

export const permissions: Check = {
    name: "permissions",
    look: async ({ cluster, config }) => {
        const needed = neededRights(config);
        const [all] = await allowed(cluster, [ALL]);
        if (all === true) return [ok("permissions", "everything is allowed")];
        return rightFindings(needed, await allowed(cluster, needed));
    },
};
