import type { PlainObject } from "../../config/merge";
import { MANAGER } from "../../scripts/drift/dry-run";
import { additions } from "../../scripts/drift/managers";
import { comparable, scaledByOthers } from "../../scripts/drift/others";
import { exitCodeOf } from "../../scripts/drift/drift-report";
import { objectsOfRelease, wantedOf } from "../../scripts/drift/wanted";

/** What is whose: fields that others decide, fields that somebody has added, objects of a release. */

const NOTHING: ReadonlySet<string> = new Set();

describe("fields that somebody else decides", () => {
    const deployment = wantedOf({
        apiVersion: "apps/v1",
        kind: "Deployment",
        metadata: { name: "a", namespace: "b" },
        spec: { replicas: 1, paused: false },
    });

    test("replicas of what an autoscaler scales", () => {
        const scaler = (kind: string, target: PlainObject) =>
            wantedOf({
                apiVersion: "x/v1",
                kind,
                metadata: { name: "s", namespace: "b" },
                spec: { scaleTargetRef: target },
            });
        for (const one of [
            scaler("HorizontalPodAutoscaler", { kind: "Deployment", name: "a" }),
            scaler("ScaledObject", { name: "a" }),
        ]) {
            const scaled = { spec: { replicas: 4 } };
            expect(comparable(deployment, scaled, scaledByOthers([one])).manifest.spec).toEqual({
                replicas: 4,
                paused: false,
            });
        }
        const another = scaledByOthers([scaler("HorizontalPodAutoscaler", { kind: "StatefulSet", name: "a" })]);
        expect(comparable(deployment, { spec: { replicas: 4 } }, another).manifest.spec).toEqual({
            replicas: 1,
            paused: false,
        });
    });

    test("the CA of a webhook, but not a property of that name", () => {
        const manifest = {
            webhooks: [{ clientConfig: { caBundle: "", url: "u" } }],
            properties: { caBundle: { type: "string" } },
        };
        expect(comparable(wantedOf(manifest), {}, NOTHING).manifest).toEqual({
            webhooks: [{ clientConfig: { url: "u" } }],
            properties: { caBundle: { type: "string" } },
        });
        const injected = { webhooks: [{ clientConfig: { caBundle: "Q0E=" } }] };
        expect(comparable(wantedOf(manifest), injected, NOTHING).manifest.webhooks).toEqual([
            { clientConfig: { caBundle: "Q0E=", url: "u" } },
        ]);
    });

    test("values that the plan doesn't know are taken from the cluster, or missed there", () => {
        const secret = wantedOf({
            kind: "Secret",
            metadata: { name: "a" },
            stringData: { known: "x", secret: "[secret]", absent: "[secret]", later: "[known after up]" },
        });
        const { manifest, unknown, absent } = comparable(secret, { data: { secret: "cw==", later: "bA==" } }, NOTHING);
        expect(manifest.data).toEqual({ known: "eA==", secret: "cw==", later: "bA==" });
        expect(unknown).toEqual([
            ["data", "secret"],
            ["data", "later"],
        ]);
        expect(absent).toEqual([["data", "absent"]]);
    });

    test("a text that only speaks of secrets is compared", () => {
        const manifest = { data: { rule: 'replace(body, "[secret]")' } };
        expect(comparable(wantedOf(manifest), {}, NOTHING)).toEqual({ manifest, unknown: [], absent: [] });
    });
});

describe("fields that somebody has added", () => {
    const entry = (manager: string, operation: string, fieldsV1: PlainObject, more: PlainObject = {}) => ({
        manager,
        operation,
        fieldsV1,
        ...more,
    });
    const live = (...managedFields: readonly PlainObject[]): PlainObject => ({
        metadata: { labels: { hand: "made" }, annotations: { note: "n" }, managedFields },
        data: { more: "value" },
        spec: { containers: [{ name: "side", image: "i" }], paused: true },
    });
    const planned = live(
        entry(MANAGER, "Apply", { "f:data": { "f:known": {} }, "f:metadata": { "f:labels": { "f:own": {} } } }),
    );
    const told = (...managedFields: readonly PlainObject[]) =>
        additions(live(...managedFields), planned, MANAGER).map(({ path, live: lines }) => `${path} ${lines.join()}`);

    test.each<[string, PlainObject, readonly string[]]>([
        ["an edit", entry("kubectl-edit", "Update", { "f:spec": { "f:paused": {} } }), ["spec.paused true"]],
        [
            "a label",
            entry("kubectl-label", "Update", { "f:metadata": { "f:labels": { "f:hand": {} } } }),
            ["metadata.labels.hand made"],
        ],
        [
            "an entry of a list",
            entry("kubectl", "Apply", {
                "f:spec": { "f:containers": { 'k:{"name":"side"}': { ".": {}, "f:image": {} } } },
            }),
            ["spec.containers[side].image i"],
        ],
        ["what helm has left behind", entry("helm", "Apply", { "f:data": { "f:more": {} } }), ["data.more value"]],
        [
            "what Pulumi has left behind",
            entry("pulumi-kubernetes-1a2b", "Apply", { "f:data": { "f:more": {} } }),
            ["data.more value"],
        ],
        ["the plan's own fields", entry("kubectl-edit", "Update", { "f:data": { ".": {}, "f:known": {} } }), []],
        ["what a controller sets", entry("elastic-operator", "Update", { "f:spec": { "f:paused": {} } }), []],
        [
            "defaults of an object that was created at once",
            entry("kubectl-create", "Update", { "f:spec": { "f:paused": {} } }),
            [],
        ],
        [
            "a key of an object that was created at once",
            entry("pulumi-resource-kubernetes", "Update", { "f:data": { "f:more": {} } }),
            ["data.more value"],
        ],
        ["a field that was set to nothing", entry("helm", "Apply", { "f:spec": { "f:nothing": {} } }), []],
        ["a status", entry("kubectl-edit", "Update", { "f:status": { "f:x": {} } }, { subresource: "status" }), []],
        [
            "a restart",
            entry("kubectl-rollout", "Update", {
                "f:spec": {
                    "f:template": { "f:metadata": { "f:annotations": { "f:kubectl.kubernetes.io/restartedAt": {} } } },
                },
            }),
            [],
        ],
    ])("%s", (_, managed, expected) => {
        expect(told(managed)).toEqual(expected);
    });
});

test("a rendered release: hooks are left out, helm's own marks are added, namespaces where they belong", () => {
    const release = { release: "r", chart: "c", version: "1", namespace: "n", values: {} };
    const scopes = new Map([
        ["v1/ConfigMap", "namespaced"],
        ["rbac/ClusterRole", "cluster"],
    ] as const);
    const rendered = `---
# Source: c/crds/crd.yaml
---
apiVersion: apiextensions.k8s.io/v1
kind: CustomResourceDefinition
metadata: { name: d }
---
# Source: c/templates/a.yaml
apiVersion: v1
kind: ConfigMap
metadata: { name: a, labels: { x: y } }
---
# Source: c/templates/b.yaml
apiVersion: rbac/ClusterRole
kind: ClusterRole
metadata: { name: b }
---
# Source: c/templates/hook.yaml
apiVersion: batch/v1
kind: Job
metadata: { name: h, annotations: { helm.sh/hook: post-install } }
`.replace("apiVersion: rbac/ClusterRole", "apiVersion: rbac");
    const marks = { annotations: { "meta.helm.sh/release-name": "r", "meta.helm.sh/release-namespace": "n" } };
    const managed = { "app.kubernetes.io/managed-by": "Helm" };
    expect(objectsOfRelease(rendered, release, scopes).map(({ manifest }) => manifest.metadata)).toEqual([
        { name: "d" },
        { name: "a", namespace: "n", labels: { x: "y", ...managed }, ...marks },
        { name: "b", labels: managed, ...marks },
    ]);
});

describe("exit codes", () => {
    const wanted = wantedOf({ kind: "ConfigMap", metadata: { name: "a" } });
    const common = { wanted, unknown: [], byReading: false };
    const good = { ...common, state: "as planned" } as const;
    const lost = { ...common, state: "missing" } as const;
    const failed = { ...common, state: "not compared", reason: "r" } as const;
    const release = (...problems: readonly string[]) => ({ release: "r", namespace: "n", problems });
    test.each([
        ["as planned", [good], [release()], 0],
        ["an object", [good, lost], [release()], 2],
        ["a release", [good], [release("is not installed")], 2],
        ["not found out", [good, failed], [release()], 1],
        ["drift counts more", [failed, lost], [release()], 2],
    ])("%s", (_, objects, releases, code) => {
        expect(exitCodeOf({ objects, releases })).toBe(code);
    });
});
