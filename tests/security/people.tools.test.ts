import { PEOPLE, type Role } from "../../components/people/roles";
import { startCluster, type TestCluster } from "../../scripts/shared/loopback/cluster";
import { definitionsFor } from "../../scripts/shared/loopback/open-definitions";
import { eventually } from "../../scripts/shared/loopback/programs";
import { objectsOf } from "../../scripts/shared/planning/graph";
import { applyOwn } from "../support/installed";
import { configuration, plan } from "../support/plan";
import { namespaceOf } from "../support/stand-ins";

/** What each kind of people may do, by access reviews of the real API server. */

const GROUPS: Readonly<Record<Role, string>> = {
    viewers: "go-coffee:viewers",
    onCall: "go-coffee:on-call",
    administrators: "go-coffee:administrators",
};
const STACK = "go-coffee-monitoring";
let cluster: TestCluster;

beforeAll(async () => {
    cluster = await startCluster({ nodes: 0 });
    const over = {
        access: { groups: Object.fromEntries(Object.entries(GROUPS).map(([role, group]) => [role, [group]])) },
    };
    const { resources } = (await plan("dev", configuration("dev", over))).plan;
    const known = definitionsFor(resources).filter(({ metadata }) =>
        /^(certificates|prometheuses)\./.test(metadata.name),
    );
    cluster.apply(...known, ...[STACK, `${STACK}-agents`, "go-coffee"].map((name) => namespaceOf(name)));
    const names = new Set<string>(Object.values(PEOPLE));
    const rights = objectsOf(resources).filter(
        ({ kind, name }) => ["ClusterRole", "RoleBinding"].includes(kind) && names.has(name),
    );
    expect(rights).toHaveLength(9);
    for (const { manifest } of rights) applyOwn(cluster, manifest);
    await eventually("the rights hold", () => (may("viewers", "list", "pods") === "yes" ? true : undefined));
});

function may(role: Role, verb: string, resource: string, namespace = STACK): "yes" | "no" {
    const [kind = "", subresource] = resource.split(" ");
    const asked = subresource === undefined ? [kind] : [kind, "--subresource", subresource];
    try {
        const answer = cluster.kubectl([
            ...["auth", "can-i", verb, ...asked, "--namespace", namespace],
            ...["--as", "made-up-person", "--as-group", GROUPS[role]],
        ]);
        return answer.trim() === "yes" ? "yes" : "no";
    } catch {
        return "no";
    }
}

const EVERYONE: readonly Role[] = ["viewers", "onCall", "administrators"];

test.each<readonly [verb: string, resource: string, who: readonly Role[]]>([
    ["create", "pods portforward", EVERYONE],
    ["list", "services", EVERYONE],
    ["list", "certificates.cert-manager.io", EVERYONE],
    ["get", "pods log", ["onCall", "administrators"]],
    ["delete", "pods", ["onCall", "administrators"]],
    ["get", "secrets/go-coffee-commands-tls", ["onCall", "administrators"]],
    ["get", "secrets/grafana-admin", ["administrators"]],
    ["list", "secrets", ["administrators"]],
    ["create", "pods exec", ["administrators"]],
    ["create", "pods eviction", ["administrators"]],
    ["patch", "statefulsets.apps", ["administrators"]],
    ["create", "rolebindings.rbac.authorization.k8s.io", ["administrators"]],
])("%s %s: %j", (verb, resource, who) => {
    expect(EVERYONE.filter((role) => may(role, verb, resource) === "yes")).toEqual(who);
});

test.each([
    ["list", "pods", "go-coffee"],
    ["create", "pods portforward", "kube-system"],
    ["get", "secrets", "go-coffee"],
])("nobody may %s %s in %s", (verb, resource, namespace) => {
    expect(EVERYONE.filter((role) => may(role, verb, resource, namespace) === "yes")).toEqual([]);
});

test("nobody has rights beyond namespaces", () => {
    expect(EVERYONE.filter((role) => may(role, "list", "nodes") === "yes")).toEqual([]);
});
