import { lineDiffs } from "../../../scripts/diff/lines";

/** git makes the line diffs. */

const text = (...lines: readonly string[]): string => lines.map((line) => `${line}\n`).join("");

test("texts of several lines become unified diffs, all others are left out", async () => {
    const numbers = ["1", "2", "3", "4", "5", "6", "7"];
    const fields = [
        { path: "short", before: "a", after: "b" },
        {
            path: "middle",
            before: text(...numbers),
            after: text(...numbers.map((line) => (line === "4" ? "four" : line))),
        },
        { path: "end", before: "a\nb", after: "a\nb\nc" },
        { path: "new", after: "a\nb\n" },
        { path: "was a number", before: 1, after: "--- a\n+++ b\n" },
    ];
    const diffs = await lineDiffs(fields);
    expect([...diffs].map(([{ path }, lines]) => [path, lines])).toEqual([
        ["middle", ["@@ -2,5 +2,5 @@", " 2", " 3", "-4", "+four", " 5", " 6"]],
        ["end", ["@@ -1,2 +1,3 @@", " a", " b", "+c"]],
        ["new", ["@@ -0,0 +1,2 @@", "+a", "+b"]],
        ["was a number", ["@@ -1 +1,2 @@", "-1", "+--- a", "++++ b"]],
    ]);
    expect([...diffs.keys()][0]).toBe(fields[1]);
});

test("nothing to compare asks no git", async () => {
    expect((await lineDiffs([{ path: "a", before: 1, after: 2 }])).size).toBe(0);
});

test("a text that holds what starts a file of a diff stays whole", async () => {
    const field = { path: "a", before: "x\n", after: "diff --git before/9 after/9\nx\n" };
    expect((await lineDiffs([field])).get(field)).toEqual(["@@ -1 +1,2 @@", "+diff --git before/9 after/9", " x"]);
});
