import { parse } from "yaml";
import { valueAt } from "../../config/merge";
import { delivered, POLICY, policyFiles, type PolicyFiles } from "../../components/opentelemetry-collector/policy-file";
import { PROCESSOR } from "../../components/opentelemetry-collector/privacy";
import { collectors, dev, prod } from "../../scripts/shared/loopback/examples";

const { gateway, cluster } = collectors(dev());
const files = policyFiles(gateway);
const AT = ["processors", PROCESSOR];

/** What a file's references stand for, as the collector puts it in. */
function whole(all: PolicyFiles, value: unknown): unknown {
    if (typeof value === "string") {
        const [, file] = /^\$\{file:.*\/([^/}]+)\}$/.exec(value) ?? [];
        return file === undefined ? value : whole(all, parse(all[file] ?? ""));
    }
    if (Array.isArray(value)) return value.map((one) => whole(all, one));
    return typeof value === "object" && value !== null
        ? Object.fromEntries(Object.entries(value).map(([key, below]) => [key, whole(all, below)]))
        : value;
}

test("the files are the policy, with what is equal in them once", () => {
    const policy = valueAt(gateway, AT);
    for (const key of ["trace_statements", "log_statements", "metric_statements"]) {
        expect(whole(files, parse(files[`${key}.yaml`] ?? ""))).toEqual(valueAt(policy, [key]));
    }
});

test.each([
    ["dev", dev()],
    ["prod", prod()],
])("%s: the policy is under 100 kB", (_, settings) => {
    const text = Object.values(policyFiles(collectors(settings).gateway)).join("");
    expect(Buffer.byteLength(text)).toBeLessThan(100_000);
});

test.each([
    ["gateway", gateway, ["trace_statements", "log_statements", "metric_statements"]],
    ["cluster", cluster, ["log_statements", "metric_statements"]],
])("the %s is given references to what it scrubs", (_, pipeline, signals) => {
    const { alternateConfig, mounts } = delivered(pipeline, files, undefined);
    expect(valueAt(alternateConfig, AT)).toEqual({
        error_mode: "ignore",
        ...Object.fromEntries(signals.map((key) => [key, `\${file:${POLICY.directory}/${key}.yaml}`])),
    });
    expect(mounts).toEqual([{ name: POLICY.configMap, mountPath: POLICY.directory, readOnly: true }]);
});

test("pods start anew with another policy", () => {
    const other = collectors(dev({ privacy: { ipAddresses: "hash" } })).gateway;
    const of = (pipeline: typeof gateway) => delivered(pipeline, policyFiles(pipeline), undefined).annotations;
    expect(of(other)).not.toEqual(of(gateway));
    expect(of(collectors(dev()).gateway)).toEqual(of(gateway));
});

test("an override of the policy is laid over the policy, and not over its references", () => {
    const over = { processors: { [PROCESSOR]: { error_mode: "propagate" } } };
    const { alternateConfig, mounts } = delivered(gateway, files, over);
    expect(Array.isArray(valueAt(alternateConfig, [...AT, "log_statements"]))).toBe(true);
    expect(mounts).toEqual([]);
});
