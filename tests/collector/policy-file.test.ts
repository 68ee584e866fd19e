import { parse } from "yaml";
import { valueAt } from "../../config/merge";
import { delivered, POLICY, policyFile } from "../../components/opentelemetry-collector/policy-file";
import { PROCESSOR } from "../../components/opentelemetry-collector/privacy";
import { collectors, dev } from "../../scripts/shared/loopback/examples";

const { gateway, cluster } = collectors(dev());
const policy = policyFile(gateway);

test("the file is the policy of every tier, with what is equal in it once", () => {
    const whole = valueAt(gateway, ["processors", PROCESSOR]);
    expect(parse(policy, { maxAliasCount: -1 })).toEqual(whole);
    expect(policyFile(cluster)).toBe(policy);
    expect(policy.length).toBeLessThan(JSON.stringify(whole).length / 3);
});

test("a release is given a reference, and pods that start anew with another policy", () => {
    const { alternateConfig, annotations, mounts } = delivered(gateway, policy, undefined);
    expect(valueAt(alternateConfig, ["processors", PROCESSOR])).toBe(`\${file:${POLICY.directory}/${POLICY.file}}`);
    expect(mounts).toEqual([{ name: POLICY.configMap, mountPath: POLICY.directory, readOnly: true }]);
    expect(delivered(gateway, `${policy}\n`, undefined).annotations).not.toEqual(annotations);
});

test("an override of the policy is laid over the policy, and not over its reference", () => {
    const over = { processors: { [PROCESSOR]: { error_mode: "propagate" } } };
    const { alternateConfig, mounts } = delivered(gateway, policy, over);
    expect(valueAt(alternateConfig, ["processors", PROCESSOR, "log_statements"])).toBeDefined();
    expect(mounts).toEqual([]);
});
