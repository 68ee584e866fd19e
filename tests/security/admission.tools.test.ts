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
import { namespaceOf } from "../support/stand-ins";

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
