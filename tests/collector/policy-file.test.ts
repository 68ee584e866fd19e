import { parse } from "yaml";
import { valueAt } from "../../config/merge";
import { delivered, POLICY, policyFiles } from "../../components/opentelemetry-collector/policy-file";
import { PROCESSOR } from "../../components/opentelemetry-collector/privacy";
import { collectors, dev } from "../../scripts/shared/loopback/examples";

const { gateway, cluster } = collectors(dev());
const files = policyFiles(gateway);
const AT = ["processors", PROCESSOR];

test("the files are the policy, with what is equal in them once", () => {
    const whole = valueAt(gateway, AT);
    expect(Object.keys(files)).toEqual(["trace_statements.yaml", "log_statements.yaml", "metric_statements.yaml"]);
    for (const [file, text] of Object.entries(files)) {
        expect(parse(text, { maxAliasCount: -1 })).toEqual(valueAt(whole, [file.replace(".yaml", "")]));
    }
    expect(Object.values(files).join("").length).toBeLessThan(JSON.stringify(whole).length / 2);
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
