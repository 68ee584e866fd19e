import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { toYaml } from "../../model/formats/yaml";
import { prometheusRules } from "../../rules/prometheus";
import { run, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";
import { PROOFS } from "./cases";
import { failuresOf } from "./harness/promtool";
import { isAlertProof } from "./harness/proofs";
import { MANY_SERVICES } from "./harness/many-services";
import { configOf } from "./harness/rules";

const folder = temporaryFolder("rules");

// Concurrent, so that every core has a promtool of its own.
test.concurrent.each(PROOFS.map((proof) => [isAlertProof(proof) ? proof.alert : proof.record, proof] as const))(
    "%s is what its cases say",
    async (_, proof) => {
        expect(await failuresOf(proof)).toBe("");
    },
);

test.each([
    ["dev", {}],
    ["prod", { profile: "ha" }],
    ["a thousand services", MANY_SERVICES],
] as const)("promtool has nothing to say of the rules of %s", (stack, settings) => {
    for (const [name, groups] of Object.entries(prometheusRules(configOf(settings)))) {
        const file = join(folder, `${stack}-${name}.yaml`);
        writeFileSync(file, toYaml({ groups }));
        expect(run(tool("promtool"), ["check", "rules", "--lint=all", "--lint-fatal", file])).toMatchObject({
            code: 0,
        });
    }
});
