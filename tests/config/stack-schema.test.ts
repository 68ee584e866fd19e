/** What editors say of a stack file: right ones are right, and a slip of the pen is seen while it is made. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { parse } from "yaml";
import { stackFileSchema } from "../../scripts/generate/stack-schema";
import { stacksIn } from "../../scripts/shared/planning/stack-file";
import { PROJECT } from "../support/plan";

const validate = new Ajv2020({ strict: false, allErrors: true, validateFormats: false }).compile(
    JSON.parse(stackFileSchema()) as object,
);
const saysOf = (content: unknown): readonly string[] => {
    validate(content);
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
};

const FILES = ["", "examples"].flatMap((folder) =>
    stacksIn(join(PROJECT, folder)).map((stack) => join(folder, `Pulumi.${stack}.yaml`)),
);

test.each(FILES)("%s names the schema, and is right by it", (file) => {
    const text = readFileSync(join(PROJECT, file), "utf8");
    expect(text).toMatch(/^# yaml-language-server: \$schema=\.\.?\/config\.schema\.json\n/);
    expect(saysOf(parse(text))).toEqual([]);
});

const block = (key: string, value: unknown) => ({ config: { [`go-coffee-observability:${key}`]: value } });

test("a misspelt key, a wrong type and a word that isn't one of the known are seen", () => {
    expect(saysOf(block("prometheus", { retension: "30d" }))).not.toEqual([]);
    expect(saysOf(block("prometeus", { retention: "30d" }))).not.toEqual([]);
    expect(saysOf(block("prometheus", { replicas: "three" }))).not.toEqual([]);
    expect(saysOf(block("cluster", { platform: "minikube" }))).not.toEqual([]);
    expect(saysOf(block("slackApiUrl", "in plain text"))).not.toEqual([]);
});

test("a block may say only what differs from its profile", () => {
    expect(saysOf(block("loki", { retention: "744h" }))).toEqual([]);
    expect(saysOf(block("resources", { loki: { memory: "2Gi" } }))).toEqual([]);
});
