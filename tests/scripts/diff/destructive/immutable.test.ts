import type { PlainObject } from "../../../../config/merge";
import type { AppliedObject } from "../../../../scripts/shared/comparison/applied-objects";
import { object, verdicts } from "./judge";

const immutable = (apiVersion: string, kind: string, rest: PlainObject, release?: string) =>
    object(apiVersion, kind, "cup", rest, release);
const FAILS = "Kubernetes refuses it, so that the update of the release fluent-bit fails";

test.each([
    [
        "apps/v1",
        "Deployment",
        { spec: { selector: { a: "1" } } },
        { spec: { selector: { a: "2" } } },
        "spec.selector",
        " -n made-up",
    ],
    [
        "apps/v1",
        "DaemonSet",
        { spec: { selector: { a: "1" } } },
        { spec: { selector: { a: "2" } } },
        "spec.selector",
        " -n made-up",
    ],
    [
        "rbac.authorization.k8s.io/v1",
        "RoleBinding",
        { roleRef: { name: "a" } },
        { roleRef: { name: "b" } },
        "roleRef",
        " -n made-up",
    ],
    [
        "rbac.authorization.k8s.io/v1",
        "ClusterRoleBinding",
        { roleRef: { name: "a" } },
        { roleRef: { name: "b" } },
        "roleRef",
        "",
    ],
    ["batch/v1", "Job", { spec: { template: 1 } }, { spec: { template: 2 } }, "spec.template", " -n made-up"],
    ["v1", "Service", { spec: {} }, { spec: { clusterIP: "None" } }, "spec.clusterIP", " -n made-up"],
    [
        "storage.k8s.io/v1",
        "StorageClass",
        { parameters: { type: "gp2" } },
        { parameters: { type: "gp3" } },
        "parameters",
        "",
    ],
    ["scheduling.k8s.io/v1", "PriorityClass", { value: 1 }, { value: 2 }, "value", ""],
] as const)("%s %s can't change what identifies it", (apiVersion, kind, before, after, field, place) => {
    const name = `${kind} ${place === "" ? "" : "made-up/"}cup`;
    expect(
        verdicts(
            [immutable(apiVersion, kind, before, "fluent-bit")],
            [immutable(apiVersion, kind, after, "fluent-bit")],
        ),
    ).toEqual([
        `destructive: ${name}: ${field} changes: ${FAILS}; kubectl delete ${kind.toLowerCase()}${place} cup before the update: no data hang on it`,
    ]);
    expect(verdicts([immutable(apiVersion, kind, before)], [immutable(apiVersion, kind, after)])).toEqual([
        `note: ${name}: ${field} changes: Kubernetes refuses it, so that Pulumi deletes it and makes it anew; no data hang on it`,
    ]);
});

test("a hook is made anew each time, whatever changes", () => {
    const hook = (template: number): AppliedObject => {
        const job = immutable("batch/v1", "Job", { spec: { template } }, "cert-manager");
        const metadata = { name: "cup", annotations: { "helm.sh/hook": "post-install" } };
        return { ...job, manifest: { ...job.manifest, metadata } };
    };
    expect(verdicts([hook(1)], [hook(2)])).toEqual([]);
});
