import { symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { valueAt, type PlainObject } from "../../config/merge";
import { harmless } from "../../scripts/shared/github/posted-text";
import { gitHubStub } from "../support/github-stub";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { script } from "../support/script";

/** `npm run comment`: whose pull request it is, and what may be posted there. */

const MARKER = "<!-- go-coffee-observability: manifests -->";
const SHA = "1111111111111111111111111111111111111111";
const head = (label: string, sha: string): PlainObject => ({ head: { label, sha } });
const by = (login: string, id: number, body: string): PlainObject => ({ id, body, user: { login } });

const PULLS = [
    { number: 6, ...head("somebody:feature", "2222222222222222222222222222222222222222") },
    { number: 7, ...head("somebody:feature", SHA) },
    { number: 8, ...head("another:feature", SHA) },
];

async function comment(comments: readonly PlainObject[], text = "The diff", pulls: readonly PlainObject[] = PULLS) {
    const github = await gitHubStub({ "/pulls": pulls, "/issues/7/comments": comments });
    const file = join(temporaryFolder("comment"), "comment.md");
    writeFileSync(file, text);
    const env = { ...github.env, HEAD_OWNER: "somebody", HEAD_BRANCH: "feature", HEAD_SHA: SHA };
    return { ...(await script("comment", ["--file", file], env)), changes: github.changes };
}

const BODY = JSON.stringify({ body: `${MARKER}\nThe diff\n\n<sub>Of ${SHA}</sub>\n` });

test("a first comment is posted under the pull request whose head is the commit", async () => {
    const { code, stdout, changes } = await comment([by("somebody", 1, "Nice"), by("github-actions[bot]", 2, "Other")]);
    expect(changes).toEqual([`POST /issues/7/comments ${BODY}`]);
    expect(stdout).toBe("Posted the comment of pull request 7.\n");
    expect(code).toBe(0);
});

test("the next one replaces it, on whichever page it is", async () => {
    const others = Array.from({ length: 150 }, (_, index) => by("somebody", index, "Nice"));
    const { changes } = await comment([...others, by("github-actions[bot]", 4242, `${MARKER}\nBefore`)]);
    expect(changes).toEqual([`PATCH /issues/comments/4242 ${BODY}`]);
});

test("a comment of somebody who copied the marker is left alone", async () => {
    const { changes } = await comment([by("somebody", 5, `${MARKER}\nMine`)]);
    expect(changes).toEqual([`POST /issues/7/comments ${BODY}`]);
});

test("nothing is posted once the branch has moved on", async () => {
    const { code, stdout, changes } = await comment([], "The diff", [PULLS[0] ?? {}]);
    expect(stdout).toBe(`No open pull request has ${SHA} as its head any more: nothing to post.\n`);
    expect(changes).toEqual([]);
    expect(code).toBe(0);
});

test("nothing is posted where the run has left nothing, or a link to another file", async () => {
    const folder = temporaryFolder("comment");
    writeFileSync(join(folder, "secret"), "made up");
    symlinkSync(join(folder, "secret"), join(folder, "link.md"));
    for (const name of ["absent.md", "link.md"]) {
        const { code, stdout } = await script("comment", ["--file", join(folder, name)]);
        expect(stdout).toBe(`There is no ${join(folder, name)}: nothing to post.\n`);
        expect(code).toBe(0);
    }
});

test("a long text is cut at a line", async () => {
    const { changes } = await comment([], "a line of the diff\n".repeat(5000));
    const body: unknown = valueAt(JSON.parse(String(changes[0]).replace(/^[^{]*/, "")), ["body"]);
    expect(String(body).length).toBeLessThan(65_536);
    expect(body).toContain("a line of the diff\n\n[...] The rest is in the summary of the run.");
});

test("what GitHub says is told", async () => {
    const { env } = await gitHubStub({});
    const file = join(temporaryFolder("comment"), "comment.md");
    writeFileSync(file, "text");
    const wrong = { ...env, GITHUB_TOKEN: "wrong", HEAD_OWNER: "somebody", HEAD_BRANCH: "feature", HEAD_SHA: SHA };
    const { code, stderr } = await script("comment", ["--file", file], wrong);
    expect(stderr).toBe(
        'GitHub: GET /pulls?state=open&head=somebody%3Afeature&per_page=100&page=1: 401 {"message":"Bad credentials"}\n',
    );
    expect(code).toBe(1);
});

test.each([
    [
        "mentions",
        "cc @go-coffee/platform, a@example.com, image@sha256:abc",
        "cc @~go-coffee/platform, a@example.com, image@sha256:abc",
    ],
    ["images", "![a](https://elsewhere.example/pixel.png)", "!~[a](https://elsewhere.example/pixel.png)"],
    ["tags", '<img src="x"><details><a href="x"> </details>', '<~img src="x"><details><~a href="x"> </details>'],
    ["comments", "<!-- go-coffee-observability: manifests -->", "<~!-- go-coffee-observability: manifests -->"],
    ["hidden characters", "a\u202eb\u0007c\u200bd", "abcd"],
    ["nothing of a diff", "- a < b\n+ a <= b\t${x}\n", "- a < b\n+ a <= b\t${x}\n"],
])("made harmless: %s", (_, text, expected) => {
    expect(harmless(text)).toBe(expected.replaceAll("~", "\u200b"));
});
