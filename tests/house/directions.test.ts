import { spawnSync } from "node:child_process";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { PROJECT } from "../support/plan";

/** What `npm run lint` says about imports: .dependency-cruiser.cjs on made-up files, each with one import. */

/** Room → where its imports may lead, beside itself. */
const ALLOWED: { readonly [room: string]: readonly string[] } = {
    config: [],
    model: ["config"],
    checks: ["config", "model"],
    rules: ["config", "model", "checks"],
    dashboards: ["config", "model", "checks"],
    demo: ["config"],
    components: ["config", "model", "checks", "rules", "dashboards", "demo"],
    scripts: ["config", "model", "checks", "rules", "dashboards", "components", "demo"],
    tests: ["config", "model", "checks", "rules", "dashboards", "components", "demo", "scripts", "index"],
};
const ROOMS = Object.keys(ALLOWED);
/** A file of a room that imports nothing. */
const leafOf = (room: string): string => (room === "index" ? "index" : `${room}/below/leaf`);

interface Files {
    readonly [path: string]: string;
}

const PACKAGES: Files = {
    "package.json": JSON.stringify({
        dependencies: { "@pulumi/pulumi": "1.0.0", library: "1.0.0" },
        devDependencies: { runner: "1.0.0" },
    }),
    ...Object.fromEntries(
        ["@pulumi/pulumi", "library", "runner", "undeclared"].flatMap((name) => [
            [`node_modules/${name}/package.json`, JSON.stringify({ name, version: "1.0.0", main: "index.js" })],
            [`node_modules/${name}/index.js`, "module.exports = {};"],
        ]),
    ),
};

interface Found {
    readonly summary: {
        readonly violations: readonly { readonly from: string; readonly to: string; readonly rule: { name: string } }[];
    };
}

/** Each import that the linter refuses: `<from> → <to>: <rule>`. */
function refused(files: Files): readonly string[] {
    const folder = temporaryFolder("directions");
    for (const file of [".dependency-cruiser.cjs", "tsconfig.json"]) cpSync(join(PROJECT, file), join(folder, file));
    for (const [path, content] of Object.entries({ ...PACKAGES, ...files })) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
    }
    const command = join(PROJECT, "node_modules", "dependency-cruiser", "bin", "dependency-cruise.mjs");
    const args = [command, ".", "--config", "--output-type", "json"];
    const { stdout, stderr } = spawnSync(process.execPath, args, { cwd: folder, encoding: "utf8" });
    expect(stderr).toBe("");
    const { summary } = JSON.parse(stdout) as Found;
    return summary.violations.map(({ from, to, rule }) => `${from} → ${to}: ${rule.name}`).sort();
}

const value = (path: string): string => `import { it } from "${path}";\nexport const here = it;\n`;
const type = (path: string): string => `import type { It } from "${path}";\nexport type Here = It;\n`;

test("each room leans on those below it alone, with types as with values", () => {
    const pairs = ROOMS.flatMap((from) =>
        [...ROOMS, "index"].filter((to) => to !== from).map((to) => ({ from, to, leaf: `../../${leafOf(to)}` })),
    );
    const files = pairs.flatMap(({ from, to, leaf }) => [
        [`${from}/above/value-${to}.ts`, value(leaf)],
        [`${from}/above/type-${to}.ts`, type(leaf)],
    ]);
    const leaves = [...ROOMS, "index"].map((room) => [
        `${leafOf(room)}.ts`,
        "export const it = 1;\nexport type It = 1;\n",
    ]);
    const found = refused(Object.fromEntries([...leaves, ...files]) as Files);
    const leaning = found.filter((line) => line.endsWith("-leans-down"));
    expect(leaning).toEqual(
        pairs
            .filter(({ from, to }) => ALLOWED[from]?.includes(to) !== true)
            .flatMap(({ from, to }) =>
                ["type", "value"].map(
                    (kind) => `${from}/above/${kind}-${to}.ts → ${leafOf(to)}.ts: ${from}-leans-down`,
                ),
            )
            .sort(),
    );
    // Rules and dashboards are told twice: they are apart, too.
    expect(found.filter((line) => !leaning.includes(line))).toEqual(
        [
            ["dashboards", "rules"],
            ["rules", "dashboards"],
        ].flatMap(([from = "", to = ""]) =>
            ["type", "value"].map(
                (kind) => `${from}/above/${kind}-${to}.ts → ${leafOf(to)}.ts: rules-and-dashboards-apart`,
            ),
        ),
    );
});

test("the program leans on everything but scripts and tests", () => {
    const files = Object.fromEntries(ROOMS.map((room) => [`${leafOf(room)}.ts`, "export const it = 1;\n"]));
    const index = ROOMS.map((room, at) => `export { it as it${at} } from "./${leafOf(room)}";\n`).join("");
    expect(refused({ ...files, "index.ts": index })).toEqual([
        "index.ts → scripts/below/leaf.ts: index-leans-down",
        "index.ts → tests/below/leaf.ts: index-leans-down",
    ]);
});

// One arrow of each circle is named.
test("a circle is found, of values and of types alone", () => {
    expect(
        refused({
            "config/a.ts": value("./b"),
            "config/b.ts": "export { here as it } from './a';\n",
            "model/c.ts": type("./d"),
            "model/d.ts": "export type { Here as It } from './c';\n",
            "model/e.ts": type("./c"),
        }),
    ).toEqual(["config/a.ts → config/b.ts: no-circle", "model/c.ts → model/d.ts: no-circle"]);
});

test("elements share helm/ alone, and verbs what isn't a verb", () => {
    const it = "export const it = 1;\n";
    expect(
        refused({
            "components/helm/values.ts": it,
            "components/loki/values.ts": it,
            "components/loki/component.ts": value("./values"),
            "components/loki/release.ts": value("../helm/values"),
            "components/jaeger/component.ts": value("../loki/values"),
            "scripts/diff.ts": it,
            "scripts/diff/report.ts": it,
            "scripts/drift.ts": value("./diff/report"),
            "scripts/drift/report.ts": value("../diff"),
        }),
    ).toEqual([
        "components/jaeger/component.ts → components/loki/values.ts: elements-apart",
        "scripts/drift/report.ts → scripts/diff.ts: verbs-apart",
    ]);
});

test("packages are declared, the program's for its use, and rules and dashboards know no Pulumi", () => {
    const pulumi = "@pulumi/pulumi";
    expect(
        refused({
            "components/a.ts": value(pulumi),
            "dashboards/a.ts": value("library"),
            "dashboards/b.ts": value(pulumi),
            "rules/b.ts": type(pulumi),
            "model/a.ts": value("runner"),
            "scripts/a.ts": value("runner"),
            "scripts/b.ts": value("undeclared"),
            "tests/a.ts": value("undeclared"),
            "tests/b.ts": value("./nowhere"),
        }),
    ).toEqual([
        "dashboards/b.ts → node_modules/@pulumi/pulumi/index.js: data-without-pulumi",
        "model/a.ts → node_modules/runner/index.js: program-without-development-packages",
        "rules/b.ts → node_modules/@pulumi/pulumi/index.js: data-without-pulumi",
        "scripts/b.ts → node_modules/undeclared/index.js: declared-packages",
        "tests/b.ts → ./nowhere: resolvable",
    ]);
});
