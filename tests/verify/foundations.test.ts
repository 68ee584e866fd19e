/** What `npm run verify` says of what workloads stand on, and of a pod that waits. */
import { jobFindings, trustFindings } from "../../scripts/verify/foundations";
import { causeOf, sourcesOf } from "../../scripts/shared/cluster/pods";

const said = (findings: ReturnType<typeof jobFindings>): readonly string[] =>
    findings.map(({ outcome, check, found }) => `${outcome} ${check}: ${found}`);

const pod = {
    metadata: { name: "grafana-0", namespace: "made-up" },
    spec: {
        volumes: [
            { secret: { secretName: "tls" } },
            { secret: { secretName: "maybe", optional: true } },
            { configMap: { name: "settings" } },
            { projected: { sources: [{ configMap: { name: "ca" } }, { secret: { name: "token" } }] } },
        ],
        initContainers: [{ envFrom: [{ configMapRef: { name: "defaults" } }] }],
        containers: [{ env: [{ valueFrom: { secretKeyRef: { name: "password", key: "it" } } }] }],
    },
};

test("what a pod waits for is known by kind and name, optional ones aside", () => {
    expect([...sourcesOf(pod)].sort()).toEqual([
        "ConfigMap ca",
        "ConfigMap defaults",
        "ConfigMap settings",
        "Secret password",
        "Secret tls",
        "Secret token",
    ]);
});

test("the one that is missing is named", () => {
    const there = new Set(sourcesOf(pod).map((source) => `made-up/${source}`));
    there.delete("made-up/ConfigMap settings");
    expect(causeOf(pod, there)).toBe("the ConfigMap settings is missing");
    there.add("made-up/ConfigMap settings");
    there.delete("made-up/Secret token");
    expect(causeOf(pod, there)).toBe("the Secret token is missing");
});

test("applications without the CA are told", () => {
    expect(said(trustFindings(["shop", "till"], new Set(["shop"])))).toEqual([
        expect.stringMatching(/^failed CA for applications: ConfigMap go-coffee-ca is not in till/),
    ]);
    expect(said(trustFindings(["shop"], new Set(["shop"])))).toEqual(["ok CA for applications: shop"]);
});

const job = (name: string, type: "Complete" | "Failed", at: string, owner?: string): object => ({
    metadata: {
        name,
        namespace: "made-up",
        creationTimestamp: at,
        ...(owner === undefined ? {} : { ownerReferences: [{ uid: owner }] }),
    },
    status: { conditions: [{ type, status: "True", message: `${name} has ended` }] },
});

test("a job that gave up is told, unless a later run of its schedule went well", () => {
    const hook = job("upgrade-crds", "Failed", "2026-01-01T00:00:00Z");
    const first = job("clean-1", "Failed", "2026-01-01T00:00:00Z", "schedule");
    const second = job("clean-2", "Complete", "2026-01-02T00:00:00Z", "schedule");
    const asJobs = (...jobs: readonly object[]) => jobFindings(jobs as Parameters<typeof jobFindings>[0]);
    expect(said(asJobs(hook, first, second))).toEqual(["failed job upgrade-crds: upgrade-crds has ended"]);
    expect(said(asJobs(first))).toEqual(["failed job clean-1: clean-1 has ended"]);
    expect(said(asJobs(first, second))).toEqual(["ok jobs: 2, none has failed"]);
});
