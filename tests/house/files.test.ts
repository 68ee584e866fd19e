import { readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { PROJECT } from "../support/plan";

/** What a reader of the tree alone goes by: names that differ, and files that say their subject first. */

const ROOMS = ["config", "model", "checks", "rules", "dashboards", "components", "demo", "scripts"];
const filesOf = (room: string): readonly string[] =>
    readdirSync(join(PROJECT, room), { recursive: true, encoding: "utf8" })
        .filter((path) => path.endsWith(".ts"))
        .map((path) => join(room, path));

const IMPORT = /^\s*import\s[^;]*;/;
/** A file from its first line that is no import. */
const afterImports = (text: string): string => (IMPORT.test(text) ? afterImports(text.replace(IMPORT, "")) : text);
const saysItsSubject = (text: string): boolean => /^\s*(\/\*\*|\/\/)/.test(afterImports(text));

test("a comment that stands first, or first after the imports, is a subject", () => {
    expect(saysItsSubject("/** Figures. */\n\nexport const one = 1;\n")).toBe(true);
    expect(saysItsSubject('import { a } from "a";\nimport type {\n    B,\n} from "b";\n\n/** Figures. */\n')).toBe(
        true,
    );
    expect(saysItsSubject('import { a } from "a";\n\nconst one = a;\n/** Figures. */\n')).toBe(false);
});

test.each([...ROOMS, "."])("every file of %s says its subject", (room) => {
    const files = room === "." ? ["index.ts"] : filesOf(room);
    expect(files.filter((file) => !saysItsSubject(readFileSync(join(PROJECT, file), "utf8")))).toEqual([]);
});

/** Each element has its own of these. */
const CONVENTIONS = ["index.ts", "component.ts", "values.ts", "pipeline.ts"];

test.each(ROOMS)("no two files of %s have the same name", (room) => {
    const names = filesOf(room)
        .map((path) => basename(path))
        .filter((name) => !CONVENTIONS.includes(name));
    expect(names.filter((name, at) => names.indexOf(name) !== at)).toEqual([]);
});
