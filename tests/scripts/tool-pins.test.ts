import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "yaml";
import {
    goVersion,
    MODULE_NAMES,
    TOOL_MODULES,
    toolModule,
    TOOLS_FOLDER,
    toolVersion,
} from "../../scripts/shared/tools/modules";

const read = (...path: readonly string[]): string => readFileSync(join(TOOLS_FOLDER, ...path), "utf8");

/** Packages on the `tool` lines of a go.mod: one line each, or a block of them. */
function toolPackages(goMod: string): readonly string[] {
    const block = /^tool \(\n([^)]*)\)/m.exec(goMod)?.[1]?.trim().split(/\s+/) ?? [];
    const lines = [...goMod.matchAll(/^tool ([^(\s]\S*)$/gm)].map((match) => match[1] ?? "");
    return [...block, ...lines];
}

test.each(MODULE_NAMES.filter((name) => name !== "collector" && toolModule(name).main === undefined))(
    "tools/%s builds the programs that it is for",
    (name) => {
        const { programs, renamed = {} } = toolModule(name);
        // Go names a program after its package, but for a version at the end.
        const built = toolPackages(read(name, "go.mod")).map((path) => basename(path.replace(/\/v\d+$/, "")));
        expect(built.map((program) => renamed[program] ?? program)).toEqual(programs);
    },
);

test("Prometheus is numbered as it is released", () => {
    expect(toolVersion("prometheus")).toMatch(/^3\.\d+\.\d+$/);
});

test("each module says which Go it needs", () => {
    for (const name of MODULE_NAMES) expect(goVersion(name)).toMatch(/^1\.\d+\.\d+$/);
});

describe("the collector", () => {
    interface Manifest {
        readonly dist: { readonly name: string; readonly version: string };
        readonly [section: string]: unknown;
    }
    const manifest = parse(read("collector", "builder.yaml")) as Manifest;
    const { dist, ...sections } = manifest;
    const components = Object.values(sections as Record<string, readonly { readonly gomod: string }[]>).flat();

    test("go.mod takes every component in the version that the list of components has", () => {
        const required = read("collector", "go.mod")
            .split("\n")
            .map((line) => line.trim());
        expect(components.length).toBeGreaterThan(30);
        expect(components.map(({ gomod }) => gomod).filter((gomod) => !required.includes(gomod))).toEqual([]);
    });

    test("reports the version of its core, and is called as the configuration's tests call it", () => {
        expect(dist.version).toBe(toolVersion("collector"));
        expect([dist.name]).toEqual(TOOL_MODULES.collector.programs);
    });
});
