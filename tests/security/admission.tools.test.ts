import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { MONITOR_FILES } from "../../components/admission/monitor-files";
import type { PlainObject } from "../../config/merge";
import { startCluster, type TestCluster } from "../../scripts/shared/loopback/cluster";
import { eventually } from "../../scripts/shared/loopback/programs";
import { definitionsFor } from "../../scripts/shared/loopback/open-definitions";
import { objectsOf } from "../../scripts/shared/planning/graph";
import { CRDS_FOLDER } from "../support/chart-data";
import { applyOwn } from "../support/installed";
import { plan } from "../support/plan";
import { definitionStandIn, namespaceOf } from "../support/stand-ins";

/** What whoever may edit a namespace of applications can't have Prometheus do, on the real API server. */

let cluster: TestCluster;

/** The operator's own definition where the charts' data are there, which knows each field; else one that takes anything. */
const DEFINITION = CRDS_FOLDER === undefined ? undefined : join(CRDS_FOLDER, "crd-servicemonitors.yaml");

beforeAll(async () => {
    cluster = await startCluster({ nodes: 0 });
    const { resources } = (await plan("prod")).plan;
    const open = definitionsFor(resources).filter(({ metadata }) => metadata.name.startsWith("servicemonitors."));
    const definition: object | undefined =
        DEFINITION !== undefined && existsSync(DEFINITION)
            ? (parse(readFileSync(DEFINITION, "utf8")) as object)
            : open.at(0);
    if (definition === undefined) throw new Error("no definition of ServiceMonitors");
    cluster.apply(definition, namespaceOf("go-coffee"), namespaceOf("go-coffee-monitoring"));
    cluster.kubectl(["wait", "--for=condition=Established", "crd/servicemonitors.monitoring.coreos.com"]);
    const admission = objectsOf(resources).filter(({ manifest }) =>
        String(manifest.kind).startsWith("ValidatingAdmission"),
    );
    expect(admission).toHaveLength(2);
    for (const { manifest } of admission) applyOwn(cluster, manifest);
    // The API server takes a moment to see its policies.
    await eventually("the policy is in force", () =>
        create("probe", { bearerTokenFile: "/x" }) === "" ? undefined : true,
    );
    cluster.kubectl(["delete", "servicemonitors", "--all", "--namespace", "go-coffee"]);
});

/** What the API server says against a ServiceMonitor with this endpoint; nothing where it takes it. */
function create(name: string, endpoint: PlainObject, namespace = "go-coffee"): string {
    const monitor = {
        apiVersion: "monitoring.coreos.com/v1",
        kind: "ServiceMonitor",
        metadata: { name, namespace },
        spec: { selector: {}, endpoints: [{ port: "fine" }, { port: "metrics", ...endpoint }] },
    };
    try {
        cluster.kubectl(["apply", "--filename", "-"], JSON.stringify(monitor));
        return "";
    } catch (error) {
        return (error as Error).message;
    }
}

test.each([
    ["its token", { bearerTokenFile: "/var/run/secrets/kubernetes.io/serviceaccount/token" }],
    ["a CA of its own", { scheme: "https", tlsConfig: { caFile: "/etc/go-coffee/ca/ca.crt" } }],
    ["its certificate", { scheme: "https", tlsConfig: { certFile: "/etc/tls/tls.crt" } }],
    ["its key", { scheme: "https", tlsConfig: { keyFile: "/etc/tls/tls.key", serverName: "collector.example.com" } }],
])("Prometheus can't be made to send %s", (what, endpoint) => {
    const name = what.replaceAll(" ", "-").toLowerCase();
    expect(create(name, endpoint)).toContain(MONITOR_FILES);
    expect(create(name, endpoint)).toContain("are files of Prometheus' own: use authorization");
});

test("a file can't be put into a monitor that is there", () => {
    expect(create("later", {})).toBe("");
    expect(create("later", { bearerTokenFile: "/token" })).toContain(MONITOR_FILES);
});

test.each([
    ["plain", {}],
    ["token of a Secret", { authorization: { credentials: { name: "own", key: "token" } } }],
    ["certificates of a Secret", { scheme: "https", tlsConfig: { ca: { secret: { name: "own", key: "ca.crt" } } } }],
])("what is the namespace's own is taken: %s", (name, endpoint) => {
    expect(create(name.replaceAll(" ", "-").toLowerCase(), endpoint)).toBe("");
});

test("the stack's own monitors may name files", () => {
    expect(create("own", { bearerTokenFile: "/token" }, "go-coffee-monitoring")).toBe("");
});

describe("who may edit a namespace of applications", () => {
    const user = "made-up-developer";
    beforeAll(() => {
        cluster.apply(
            definitionStandIn("cert-manager.io", "Certificate", "certificates"),
            definitionStandIn("cert-manager.io", "CertificateRequest", "certificaterequests"),
            {
                // As cert-manager's chart adds it to the built-in role.
                apiVersion: "rbac.authorization.k8s.io/v1",
                kind: "ClusterRole",
                metadata: {
                    name: "cert-manager-edit",
                    labels: { "rbac.authorization.k8s.io/aggregate-to-edit": "true" },
                },
                rules: [
                    {
                        apiGroups: ["cert-manager.io"],
                        resources: ["certificates", "certificaterequests", "issuers"],
                        verbs: ["create", "delete", "get", "list", "patch", "update", "watch"],
                    },
                ],
            },
            {
                apiVersion: "rbac.authorization.k8s.io/v1",
                kind: "RoleBinding",
                metadata: { name: user, namespace: "go-coffee" },
                roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "edit" },
                subjects: [{ kind: "User", name: user, apiGroup: "rbac.authorization.k8s.io" }],
            },
        );
    });

    /** `yes` or `no`, as the API server reviews it. */
    const may = (verb: string, resource: string, namespace: string, subresource = ""): string => {
        try {
            return (
                cluster
                    .kubectl([
                        "auth",
                        "can-i",
                        verb,
                        resource,
                        "--namespace",
                        namespace,
                        "--as",
                        user,
                        "--subresource",
                        subresource,
                    ])
                    .trim()
                    .split("\n")
                    .at(-1) ?? ""
            );
        } catch {
            return "no";
        }
    };

    test("may have certificates of issuers of that namespace", async () => {
        await eventually("the role is complete", () =>
            may("create", "certificates.cert-manager.io", "go-coffee") === "yes" ? true : undefined,
        );
    });

    test.each<[string, string, string?]>([
        ["create", "certificates.cert-manager.io"],
        ["create", "certificaterequests.cert-manager.io"],
        ["get", "secrets"],
        ["create", "pods", "portforward"],
        ["create", "networkpolicies.networking.k8s.io"],
        ["create", "servicemonitors.monitoring.coreos.com"],
    ])("may not %s %s %s where the stack is", (verb, resource, subresource = "") => {
        expect(may(verb, resource, "go-coffee-monitoring", subresource)).toBe("no");
    });

    test.each(["dev", "prod"] as const)("finds no issuer of %s that serves other namespaces", async (stack) => {
        const kinds = objectsOf((await plan(stack)).plan.resources).map(({ manifest }) => manifest.kind);
        expect(kinds).toContain("Issuer");
        expect(kinds).not.toContain("ClusterIssuer");
    });
});
