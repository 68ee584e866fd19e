import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { receiversOf } from "../../rules/routing/evaluate";
import type { Labels } from "../../rules/types";
import { run, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";
import { STACKS, type Generated } from "./configuration";
import { COMBINATIONS, ROWS } from "./table";

const folder = temporaryFolder("routes");

/** The generated files, as they are but for where the templates lie. */
function written(name: string, { yaml, templates }: Generated): string {
    const here = join(folder, name.replaceAll(/\W+/g, "-"));
    mkdirSync(here, { recursive: true });
    for (const [file, content] of Object.entries(templates)) writeFileSync(join(here, file), content);
    const file = join(here, "alertmanager.yaml");
    writeFileSync(file, yaml.replaceAll("/etc/alertmanager/config", here));
    return file;
}

const amtool = (args: readonly string[]): string => {
    const { code, output } = run(tool("amtool"), args);
    if (code !== 0) throw new Error(output);
    return output;
};

/** Whom amtool says that an alert goes to. */
const routed = (file: string, labels: Labels): readonly string[] =>
    amtool([
        "config",
        "routes",
        "test",
        `--config.file=${file}`,
        ...Object.entries(labels).map(([name, value]) => `${name}=${JSON.stringify(value)}`),
    ])
        .trim()
        .split(",");

describe.each(Object.keys(STACKS) as (keyof typeof STACKS)[])("%s", (stack) => {
    let file = "";
    beforeAll(async () => {
        file = written(stack, await STACKS[stack]());
    });

    test("amtool accepts the configuration and its templates", () => {
        const said = amtool(["check-config", file]);
        expect(said).toContain("SUCCESS");
        expect(said).toContain("18 receivers");
    });

    test.each(ROWS)("$written", ({ labels, receivers }) => {
        expect(routed(file, labels)).toEqual(receivers);
    });
});

test("our own evaluation says what amtool says, for every combination of labels", async () => {
    const file = written("combinations", await STACKS["dev, all channels off"]());
    const ours = COMBINATIONS.map((labels) => ({ labels, receivers: receiversOf(labels) }));
    const amtools = COMBINATIONS.map((labels) => ({ labels, receivers: routed(file, labels) }));
    expect(amtools).toEqual(ours);
});
