import type { PlainObject } from "../../config/merge";
import { differences, differencesFromManifest, hideValues } from "../../scripts/drift/differences";

/** Fields of two objects, and what is said of them. */

const object = (spec: PlainObject, metadata: PlainObject = {}): PlainObject => ({
    metadata: { name: "a", ...metadata },
    spec,
});

describe("an object as it would be, against the one in the cluster", () => {
    test.each<[string, PlainObject, PlainObject, readonly unknown[]]>([
        ["equal", { replicas: 1 }, { replicas: 1 }, []],
        ["another value", { replicas: 1 }, { replicas: 5 }, [{ path: "spec.replicas", planned: ["1"], live: ["5"] }]],
        ["a field too many", {}, { paused: true }, [{ path: "spec.paused", planned: [], live: ["true"] }]],
        ["a field too few", { paused: true }, {}, [{ path: "spec.paused", planned: ["true"], live: [] }]],
        [
            "an entry of a list by its name",
            {
                env: [
                    { name: "A", value: "1" },
                    { name: "B", value: "2" },
                ],
            },
            {
                env: [
                    { name: "A", value: "1" },
                    { name: "B", value: "3" },
                    { name: "C", value: "4" },
                ],
            },
            [
                { path: "spec.env[B].value", planned: ["2"], live: ["3"] },
                { path: "spec.env[C]", planned: [], live: ['{"name":"C","value":"4"}'] },
            ],
        ],
        [
            "an entry of a list by its place",
            { args: ["--a", "--b"] },
            { args: ["--a", "--c"] },
            [{ path: "spec.args[1]", planned: ["--b"], live: ["--c"] }],
        ],
        [
            "another order",
            { env: [{ name: "A" }, { name: "B" }] },
            { env: [{ name: "B" }, { name: "A" }] },
            [{ path: "spec.env", planned: ["A, B"], live: ["B, A"] }],
        ],
        [
            "names that are there twice",
            {
                ports: [
                    { name: "a", port: 1 },
                    { name: "a", port: 2 },
                ],
            },
            {
                ports: [
                    { name: "a", port: 1 },
                    { name: "a", port: 3 },
                ],
            },
            [{ path: "spec.ports[1].port", planned: ["2"], live: ["3"] }],
        ],
        [
            "lines of a text",
            { text: "one\ntwo\nthree\nfour" },
            { text: "one\n2\nthree\nfour" },
            [{ path: "spec.text", planned: ["two"], live: ["2"] }],
        ],
        [
            "a line too many",
            { text: "one\ntwo" },
            { text: "one\nand\ntwo" },
            [{ path: "spec.text", planned: [], live: ["and"] }],
        ],
    ])("%s", (_, planned, live, expected) => {
        expect(differences(object(live), object(planned))).toEqual(expected);
    });

    test("what the API server keeps is not looked at", () => {
        const kept = { generation: 2, resourceVersion: "7", uid: "x", managedFields: [], creationTimestamp: "now" };
        expect(differences({ ...object({}, kept), status: { ready: true } }, object({}))).toEqual([]);
    });

    test("of many lines, the first ten are told", () => {
        const lines = (word: string): string =>
            Array.from({ length: 30 }, (__, index) => `${word} ${index}`).join("\n");
        const [difference] = differences(object({ text: lines("b") }), object({ text: lines("a") }));
        expect(difference?.planned).toHaveLength(11);
        expect(difference?.planned.at(-1)).toBe("... and 20 more");
    });
});

describe("a manifest against the object in the cluster, by reading alone", () => {
    test.each<[string, PlainObject, PlainObject, readonly string[]]>([
        [
            "fields that the API server filled in",
            { ports: [{ port: 80 }] },
            { ports: [{ port: 80, protocol: "TCP" }], type: "ClusterIP" },
            [],
        ],
        ["fields that say nothing", { a: {}, b: [], c: "", d: 0, e: false, f: null }, {}, []],
        ["what is left to the API server", { mode: null }, { mode: 420 }, []],
        [
            "entries in another order",
            { env: [{ name: "A", value: "1" }] },
            { env: [{ name: "A", value: "1", x: 1 }] },
            [],
        ],
        [
            "another value",
            { ports: [{ port: 80 }] },
            { ports: [{ port: 81, protocol: "TCP" }] },
            ["spec.ports[0].port"],
        ],
        ["a missing value", { paused: true }, {}, ["spec.paused"]],
        ["a value where there should be none", { replicas: 0 }, { replicas: 3 }, ["spec.replicas"]],
        ["an entry too many", { args: ["a"] }, { args: ["a", "b"] }, ["spec.args[1]"]],
    ])("%s", (_, manifest, live, paths) => {
        expect(differencesFromManifest(object(live), object(manifest)).map(({ path }) => path)).toEqual(paths);
    });
});

test("values of a Secret are hidden, its labels are not", () => {
    expect(hideValues({ path: "data.token", planned: ["a"], live: [] })).toEqual({
        path: "data.token",
        planned: ["(hidden)"],
        live: [],
    });
    expect(hideValues({ path: "metadata.labels.a", planned: ["a"], live: ["b"] })).toEqual({
        path: "metadata.labels.a",
        planned: ["a"],
        live: ["b"],
    });
});

test("what an admission webhook writes is nobody's change, what people write beside it is", () => {
    const planned = object({}, { annotations: { "prometheus-operator-validated": "true", team: "shop" } });
    expect(differences(object({}, { annotations: { team: "shop" } }), planned)).toEqual([]);
    expect(differences(object({}, { annotations: { team: "till" } }), planned)).toEqual([
        { path: "metadata.annotations.team", planned: ["shop"], live: ["till"] },
    ]);
    expect(differences(object({}), object({}, { annotations: { "prometheus-operator-validated": "true" } }))).toEqual(
        [],
    );
});
