import type { PlainObject } from "../../../config/merge";
import { allNoise, compareObjects, noiseBetween } from "../../../scripts/shared/comparison/changes";
import { fieldChanges } from "../../../scripts/shared/comparison/fields";
import { idOf, keyOf, own, titleOf } from "../../../scripts/shared/comparison/applied-objects";

const object = (kind: string, name: string, rest: PlainObject = {}) =>
    own({ apiVersion: "v1", kind, metadata: { name, namespace: "made-up" }, ...rest });

/** Changes as `path: before > after`. */
const changes = (before: unknown, after: unknown): readonly string[] =>
    fieldChanges(before, after).map(
        (change) => `${change.path}: ${JSON.stringify(change.before)} > ${JSON.stringify(change.after)}`,
    );

describe("fields", () => {
    test("go as deep as both sides do", () => {
        expect(changes({ a: { b: 1, c: { d: 2 } } }, { a: { b: 2 }, e: null })).toEqual([
            "a.b: 1 > 2",
            'a.c: {"d":2} > undefined',
            "e: undefined > null",
        ]);
    });

    test("keys that aren't words are quoted", () => {
        expect(changes({ data: { "loki.yaml": "a" } }, { data: { "loki.yaml": "b" } })).toEqual([
            'data["loki.yaml"]: "a" > "b"',
        ]);
    });

    test("lists of named things are compared by name, whatever their order", () => {
        const containers = (image: string) => [
            { name: "loki", image },
            { name: "sidecar", ports: [{ containerPort: 80 }] },
        ];
        expect(changes({ containers: containers("a") }, { containers: containers("b").reverse() })).toEqual([
            'containers[loki].image: "a" > "b"',
        ]);
        expect(
            changes(
                [{ name: "a", value: 1 }],
                [
                    { name: "b", value: 2 },
                    { name: "a", value: 1 },
                ],
            ),
        ).toEqual(['[b]: undefined > {"name":"b","value":2}']);
        const templates = (size: string) => [{ metadata: { name: "data" }, spec: { size } }];
        expect(changes(templates("1Gi"), templates("2Gi"))).toEqual(['[data].spec.size: "1Gi" > "2Gi"']);
    });

    test("a name that isn't one is no name: mounts are told by where they are", () => {
        const mounts = (subPath: string) => [
            { name: "tls", mountPath: "/a" },
            { name: "tls", mountPath: "/b", subPath },
        ];
        expect(changes(mounts("x"), mounts("y"))).toEqual(['[/b].subPath: "x" > "y"']);
    });

    test("other lists are compared by position, lists of texts as lines", () => {
        expect(changes([{ a: 1 }, { a: 2 }], [{ a: 1 }, { a: 3 }, { a: 4 }])).toEqual([
            "[1].a: 2 > 3",
            '[2]: undefined > {"a":4}',
        ]);
        expect(changes({ args: ["-a", "-b"] }, { args: ["-a", "-c", "-b"] })).toEqual([
            'args: "-a\\n-b\\n" > "-a\\n-c\\n-b\\n"',
        ]);
    });
});

describe("objects", () => {
    test("are the same by group, kind, namespace and name; their version is a field", () => {
        const rule = (apiVersion: string) => own({ apiVersion, kind: "Rule", metadata: { name: "a" } });
        expect(keyOf(rule("rules.example.com/v1").id)).toBe("rules.example.com/Rule//a");
        const [change] = compareObjects([rule("rules.example.com/v1")], [rule("rules.example.com/v2")]);
        expect(change).toMatchObject({ change: "changed", fields: [{ path: "apiVersion" }] });
        expect(compareObjects([rule("rules.example.com/v1")], [rule("v1")]).map(({ change: kind }) => kind)).toEqual([
            "removed",
            "added",
        ]);
    });

    test("without a namespace are in the one of their release, but for those of the whole cluster", () => {
        expect(titleOf(idOf({ kind: "Service", metadata: { name: "a" } }, "made-up"))).toBe("Service made-up/a");
        expect(titleOf(idOf({ kind: "ClusterRole", metadata: { name: "a", namespace: "x" } }, "made-up"))).toBe(
            "ClusterRole a",
        );
    });

    test("that are equal aren't told, the others by name", () => {
        const before = [object("Service", "same"), object("Service", "gone"), object("Pod", "other", { spec: 1 })];
        const after = [object("Service", "same"), object("Service", "new"), object("Pod", "other", { spec: 2 })];
        expect(compareObjects(before, after).map(({ change }) => change)).toEqual(["changed", "removed", "added"]);
    });

    test("of kind Secret are told by their keys alone", () => {
        const secret = (data: PlainObject | undefined, type = "Opaque") => object("Secret", "a", { data, type });
        const fields = (before: unknown, after: unknown) => {
            const [change] = compareObjects(
                [before as ReturnType<typeof secret>],
                [after as ReturnType<typeof secret>],
            );
            return change?.change === "changed" ? change.fields : [];
        };
        expect(fields(secret({ a: "cGFzcw==", b: "eA==" }), secret({ a: "d29yZA==", c: "eQ==" }, "tls"))).toEqual([
            { path: "data.a", before: "[masked]", after: "[masked]" },
            { path: "data.b", before: "[masked]" },
            { path: "data.c", after: "[masked]" },
            { path: "type", before: "Opaque", after: "tls" },
        ]);
        expect(fields(secret(undefined), secret({ a: "cGFzcw==" }))).toEqual([{ path: "data.a", after: "[masked]" }]);
        const asText = (stringData: PlainObject) => object("Secret", "a", { stringData });
        expect(fields(asText({ "a.yaml": "x" }), asText({ "a.yaml": "y" }))).toEqual([
            { path: 'stringData["a.yaml"]', before: "[masked]", after: "[masked]" },
        ]);
    });
});

test("what two renderings of one revision don't agree on isn't told", () => {
    const rendering = (password: string, suffix: string, image: string) => [
        object("Secret", "password", { data: { password } }),
        object("Pod", `test-${suffix}`),
        object("Deployment", "app", {
            metadata: { name: "app", namespace: "made-up", annotations: { sum: password } },
            image,
        }),
    ];
    const noise = allNoise([
        noiseBetween(rendering("a", "1", "v1"), rendering("b", "2", "v1")),
        noiseBetween(rendering("c", "3", "v2"), rendering("d", "4", "v2")),
    ]);
    const told = compareObjects(rendering("a", "1", "v1"), rendering("c", "3", "v2"), noise);
    expect(told).toMatchObject([{ change: "changed", fields: [{ path: "image", before: "v1", after: "v2" }] }]);
    expect(told).toHaveLength(1);
});
