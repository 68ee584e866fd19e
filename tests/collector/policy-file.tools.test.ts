/** The privacy policy beside the configuration: the real collector reads both as the one that they are parts of. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { delivered, POLICY, policyFiles } from "../../components/opentelemetry-collector/policy-file";
import { toYaml } from "../../model/formats/yaml";
import { collectors, dev, prod } from "../../scripts/shared/loopback/examples";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { run } from "../../scripts/shared/system/command";
import { tool } from "../../scripts/shared/tools/tool";

async function read(folder: string, config: string): Promise<string> {
    const file = join(folder, "config.yaml");
    writeFileSync(file, config);
    const env = { ...process.env, POD_NAME: "made-up-0", PSEUDONYM_KEY: "made-up-key" };
    const args = ["print-config", "--mode", "unredacted", "--config", file];
    const { code, stdout, stderr } = await run(tool("otelcol"), args, undefined, { env });
    expect({ code, stderr }).toMatchObject({ code: 0 });
    return stdout;
}

test.each([
    ["dev", dev()],
    ["prod", prod()],
])("%s: the collector reads what the pipeline is", async (_, settings) => {
    const folder = temporaryFolder("policy");
    mkdirSync(join(folder, "whole"));
    const { gateway } = collectors(settings);
    const policy = policyFiles(gateway);
    const { alternateConfig } = delivered(gateway, policy, undefined);
    expect(JSON.stringify(alternateConfig)).not.toContain("replace_pattern");
    for (const [name, text] of Object.entries(policy))
        writeFileSync(join(folder, name), text.replaceAll(POLICY.directory, folder));
    const apart = await read(folder, toYaml(alternateConfig).replaceAll(POLICY.directory, folder));
    expect(apart).toContain("made-up-key");
    expect(apart).toBe(await read(join(folder, "whole"), toYaml(gateway)));
});
