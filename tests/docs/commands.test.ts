/** Every command of ours that a page or the program itself shows: it can be pasted as it stands. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { commandsFor } from "../../config/problems";
import { PROJECT } from "../support/plan";
import { commandsOf, refusal } from "../support/pasted";

const filesOf = (folder: string, end: string): readonly string[] =>
    readdirSync(join(PROJECT, folder), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(end))
        .map((name) => join(folder, name));

const FILES = [
    "README.md",
    ...filesOf("docs", ".md"),
    ...filesOf("rules", ".md"),
    ...filesOf(".github", ".yml"),
    ...["config", "model", "checks", "components", "rules", "dashboards", "demo", "scripts"].flatMap((room) =>
        filesOf(room, ".ts"),
    ),
];

/** Commands in a text, with the stack's name where it is left open; what is behind a command of words alone is prose. */
const shown = (text: string): readonly string[] =>
    [...text.matchAll(/npm run (?:--silent )?[\w:-]+(?: --[^"`\n|;<>]*)?/g)].map(([command]) =>
        commandsFor("dev", command.replaceAll(/\$\{?\w+(?:\.\w+)*\}?/g, "dev")).replace(/\\$/, ""),
    );

/** Words that end a sentence, or that stand in brackets because they may be left out. */
const plain = (word: string): string => word.replace(/^\[/, "").replace(/[\]).,:]+$/, "");

test("commands are found in pages and in the program", () => {
    const found = FILES.flatMap((file) => shown(readFileSync(join(PROJECT, file), "utf8")));
    expect(found.length).toBeGreaterThan(200);
    expect(found).toContain("npm run up -- --stack dev --kind).");
});

test("every command that is shown has a verb and options that there are", () => {
    const refused = FILES.flatMap((file) =>
        shown(readFileSync(join(PROJECT, file), "utf8")).flatMap((line) =>
            commandsOf(line).flatMap((command) => {
                const why = refusal(command.map(plain).filter((word) => word !== ""));
                return why === undefined ? [] : [`${file}: ${line}: ${why}`];
            }),
        ),
    );
    expect(refused).toEqual([]);
});

test.each([
    [["npm", "run", "deploy"], "no verb deploy"],
    [["npm", "run", "up", "--stack", "dev"], "npm takes --stack for itself"],
    [["npm", "run", "up", "--", "--stak", "dev"], "up has no --stak"],
    [["npm", "run", "up", "--", "--stack", "{stack}"], "the stack {stack}"],
    [["npm", "run", "up", "--", "--stack", "dev", "--", "--diff"], undefined],
])("%j: %s", (command, why) => {
    expect(refusal(command)).toBe(why);
});
