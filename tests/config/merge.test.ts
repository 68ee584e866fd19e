import { mergeDeep, overProfile } from "../../config/merge";

test("maps are merged deeply, lists and scalars replace, and nothing is changed in place", () => {
    const base = { a: { b: 1, c: [1, 2] }, d: "x" };
    expect(mergeDeep(base, { a: { c: [3] }, d: { e: 1 } })).toEqual({ a: { b: 1, c: [3] }, d: { e: 1 } });
    expect(base).toEqual({ a: { b: 1, c: [1, 2] }, d: "x" });
});

test("another variant than the profile's keeps the profile's settings that it has too", () => {
    const profile = { loki: { mode: "distributed", ingesters: 3, retention: "744h" }, prometheus: { replicas: 2 } };
    const knownKeys = () => ["mode", "retention", "storage"];
    expect(overProfile(profile, { loki: { mode: "monolithic" } }, knownKeys)).toEqual({
        loki: { mode: "monolithic", retention: "744h" },
        prometheus: { replicas: 2 },
    });
    expect(overProfile(profile, { loki: { ingesters: 6 } }, knownKeys)).toEqual({
        loki: { mode: "distributed", ingesters: 6, retention: "744h" },
        prometheus: { replicas: 2 },
    });
});
