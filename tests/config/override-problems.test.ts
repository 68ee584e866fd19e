import { dev, messageOf, only } from "../support/problems";

/** Overrides that would not arrive. */

const REFUSED = [
    ["a default that is to be taken away", { loki: { affinity: null } }, "overrides.loki.affinity"],
    [
        "deep inside of a map",
        { jaeger: { jaeger: { resources: { limits: { cpu: null } } } } },
        "overrides.jaeger.jaeger.resources.limits.cpu",
    ],
    ["in a list", { collector: { extraEnvs: [{ name: "A", value: null }] } }, "overrides.collector.extraEnvs[0].value"],
] as const;

test.each(REFUSED)("null is refused: %s", (_, overrides, key) => {
    expect(messageOf(dev("", { overrides }, ""))).toBe(
        only(
            `  ${key} = null\n      never reaches helm as null: give the value that is to hold in place of the chart's\n` +
                `      npm run config -- --stack dev -- rm --path ${key.includes("[") ? `'${key}'` : key}`,
        ),
    );
});

test("what is empty arrives", () => {
    expect(
        messageOf(dev("", { overrides: { loki: { tolerations: [], affinity: {}, flag: false, text: "" } } }, "")),
    ).toBe("");
});
