import { mergeDeep, overProfile } from "../../config/merge";

test("maps are merged deeply, lists and scalars replace, and nothing is changed in place", () => {
    const base = { a: { b: 1, c: [1, 2] }, d: "x" };
    expect(mergeDeep(base, { a: { c: [3] }, d: { e: 1 } })).toEqual({ a: { b: 1, c: [3] }, d: { e: 1 } });
    expect(base).toEqual({ a: { b: 1, c: [1, 2] }, d: "x" });
});

test("another variant than the profile's drops the profile's settings of that block", () => {
    const profile = { loki: { mode: "distributed", ingesters: 3 }, prometheus: { replicas: 2 } };
    expect(overProfile(profile, { loki: { mode: "monolithic" } })).toEqual({
        loki: { mode: "monolithic" },
        prometheus: { replicas: 2 },
    });
    expect(overProfile(profile, { loki: { retention: "744h" } })).toEqual({
        loki: { mode: "distributed", ingesters: 3, retention: "744h" },
        prometheus: { replicas: 2 },
    });
});
