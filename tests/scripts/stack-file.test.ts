import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "../../config/parse";
import { readStackFile } from "../../scripts/shared/planning/stack-file";
import { UsageError } from "../../scripts/shared/terminal/usage-error";

let folder = "";
beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "go-coffee-stack-"));
    writeFileSync(
        join(folder, "Pulumi.yaml"),
        "name: made-up\nconfig:\n  mode:\n    type: string\n    default: slow\n  other:module:\n    value: [x]\n",
    );
    writeFileSync(
        join(folder, "Pulumi.test.yaml"),
        "config:\n  short: yes please\n  made-up:flat: 3\n  made-up:map:\n    list: [1]\n  made-up:token:\n    secure: AAAB\n  made-up:deep:\n    inside: { secure: AAAB }\n",
    );
});
afterAll(() => {
    rmSync(folder, { recursive: true });
});

test("is read the way the CLI hands it over, encrypted values masked and marked", () => {
    expect(readStackFile(folder, "test")).toEqual({
        project: "made-up",
        values: {
            "made-up:mode": "slow",
            "other:module": '["x"]',
            "made-up:short": "yes please",
            "made-up:flat": "3",
            "made-up:map": '{"list":[1]}',
            "made-up:token": "[secret]",
            "made-up:deep": '{"inside":"[secret]"}',
        },
        secretKeys: ["made-up:token", "made-up:deep"],
    });
});

test("a file that is no YAML is told by name, without a stack trace", () => {
    writeFileSync(join(folder, "Pulumi.broken.yaml"), "config: [\n");
    expect(() => readStackFile(folder, "broken")).toThrow(UsageError);
    expect(() => readStackFile(folder, "broken")).toThrow("Pulumi.broken.yaml can't be read");
    rmSync(join(folder, "Pulumi.broken.yaml"));
});

test("days are the same with and without quotes, and so is what settings say of them", () => {
    writeFileSync(
        join(folder, "Pulumi.days.yaml"),
        'config:\n  business:\n    holidays: [2027-05-01, "2027-05-06"]\n  loki: { schemaFrom: 2026-03-01 }\n',
    );
    const { values } = readStackFile(folder, "days");
    expect(values["made-up:business"]).toBe('{"holidays":["2027-05-01 00:00:00 +0000 UTC","2027-05-06"]}');
    const given = Object.fromEntries(
        Object.entries(values)
            .filter(([key]) => key !== "made-up:mode" && key.startsWith("made-up:"))
            .map(([key, text]) => [key.replace("made-up:", ""), JSON.parse(text) as unknown]),
    );
    const parsed = parse({ environment: "dev", ...given });
    expect(parsed.ok && parsed.config.business.holidays).toEqual(["2027-05-01", "2027-05-06"]);
    expect(parsed.ok && parsed.config.loki.schemaFrom).toBe("2026-03-01");
    rmSync(join(folder, "Pulumi.days.yaml"));
});

test("what Pulumi can't hand over is told with file and key", () => {
    writeFileSync(join(folder, "Pulumi.endless.yaml"), "config:\n  map: { size: .inf }\n");
    expect(() => readStackFile(folder, "endless")).toThrow(UsageError);
    expect(() => readStackFile(folder, "endless")).toThrow(/Pulumi\.endless\.yaml: made-up:map: Infinity can't be/);
    rmSync(join(folder, "Pulumi.endless.yaml"));
});

test("a stack that isn't there is told with those that are", () => {
    expect(() => readStackFile(folder, "nope")).toThrow(UsageError);
    expect(() => readStackFile(folder, "nope")).toThrow('There is no stack "nope"');
    expect(() => readStackFile(folder, "nope")).toThrow("Stacks here: test.");
});
