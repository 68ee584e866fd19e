import type { Verdict } from "../../../scripts/shared/comparison/destructive/verdict";
import { changelogProblems, listedAsDestructive } from "../../../scripts/record/changelog";

const CHANGELOG = `# Changelog

## Unreleased

### Added

- \`StatefulSet made-up/new\`: not in the list

### Destructive

- \`StatefulSet made-up/loki\`: volumes move, see docs
  and a second line with \`code\`
- \`Namespace coffee\`
- plain words

### Changed

- \`Namespace tea\`: not in the list either

## 0.1.0

### Destructive

- \`Namespace old\`: long ago
`;

const verdict = (object: string, found = "removed"): Verdict => ({
    severity: "destructive",
    object,
    found,
    consequence: "it is gone",
    remedy: "keep it",
});

test("the list is the section Destructive of Unreleased alone", () => {
    expect(listedAsDestructive(CHANGELOG)).toEqual(["StatefulSet made-up/loki", "Namespace coffee"]);
});

test.each([
    ["nothing", ""],
    ["no Unreleased", "## 0.1.0\n\n### Destructive\n\n- `Namespace old`\n"],
    [
        "no list",
        "## Unreleased\n\n### Added\n\n- `Namespace new`\n\n## 0.1.0\n\n### Destructive\n\n- `Namespace old`\n",
    ],
])("%s lists nothing", (_, changelog) => {
    expect(listedAsDestructive(changelog)).toEqual([]);
});

test("what is listed is accepted, each object once however much is found of it", () => {
    const found = [
        verdict("Namespace coffee"),
        verdict("StatefulSet made-up/loki"),
        verdict("StatefulSet made-up/loki", "volume shrinks"),
    ];
    expect(changelogProblems(found, listedAsDestructive(CHANGELOG))).toEqual([]);
});

test("what isn't listed is told with the line to add", () => {
    const found = [verdict("Namespace coffee"), verdict("Namespace coffee", "renamed")];
    expect(changelogProblems(found, [])).toEqual([
        'Add to "### Destructive" of "## Unreleased" in CHANGELOG.md:\n' +
            "- `Namespace coffee`: removed: it is gone; keep it. renamed: it is gone; keep it.",
    ]);
});

test("the line to add is one that the list is read with", () => {
    const [problem = ""] = changelogProblems([verdict("Namespace coffee")], []);
    const [, line = ""] = problem.split("\n");
    expect(listedAsDestructive(`## Unreleased\n\n### Destructive\n\n${line}\n`)).toEqual(["Namespace coffee"]);
});

test("what is listed for nothing is told, unless it can't be known", () => {
    const problem =
        '"### Destructive" of "## Unreleased" in CHANGELOG.md lists `Namespace coffee`, which no change destroys: remove it.';
    expect(changelogProblems([], ["Namespace coffee"])).toEqual([problem]);
    expect(changelogProblems([], ["Namespace coffee"], (object) => object !== "Namespace coffee")).toEqual([]);
});
