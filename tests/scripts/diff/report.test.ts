import type { PlainObject } from "../../../config/merge";
import { compareObjects } from "../../../scripts/shared/comparison/changes";
import { objectVerdicts } from "../../../scripts/shared/comparison/destructive";
import { fieldsOfAll, told as toldWith, type Told } from "../../../scripts/diff/entries";
import { asJson } from "../../../scripts/diff/as-json";
import { asMarkdown, LARGEST_COMMENT } from "../../../scripts/diff/as-markdown";
import { own } from "../../../scripts/shared/comparison/applied-objects";
import type { StackDiff } from "../../../scripts/shared/comparison/stack";
import { asText } from "../../../scripts/diff/as-text";

const object = (kind: string, name: string, rest: PlainObject = {}) =>
    own({ apiVersion: "v1", kind, metadata: { name, namespace: "made-up" }, ...rest });
const claim = (size: string) =>
    object("PersistentVolumeClaim", "data", { spec: { resources: { requests: { storage: size } } } });
const file = (text: string, name = "conf") => object("ConfigMap", name, { data: { "app.yaml": text } });

const diffOf = (
    before: Parameters<typeof compareObjects>[0],
    after: Parameters<typeof compareObjects>[1],
): StackDiff => {
    const changes = compareObjects(before, after);
    return { state: "compared", stack: "dev", changes, verdicts: objectVerdicts(changes) };
};
const lines = (from: number, to: number): string =>
    Array.from({ length: to - from }, (_, index) => `line ${from + index}\n`).join("");

/** Every line of the old text, then every line of the new one: git makes better ones (lines.tools.test.ts). */
const told = (diff: StackDiff): Told => {
    const marked = (mark: string, text: unknown): readonly string[] =>
        String(text)
            .trimEnd()
            .split("\n")
            .map((line) => `${mark}${line}`);
    const texts = fieldsOfAll([diff]).filter(({ before }) => typeof before === "string" && before.includes("\n"));
    return toldWith(
        diff,
        new Map(texts.map((field) => [field, [...marked("-", field.before), ...marked("+", field.after)]])),
    );
};

const DIFF = diffOf(
    [file("one\n"), claim("2Gi"), object("Secret", "old"), object("Pod", "app", { image: "a" })],
    [file("two\n"), claim("1Gi"), object("Pod", "app", { image: "b", new: { a: [1] } })],
);
const LOST =
    "PersistentVolumeClaim made-up/data: volume shrinks from 2Gi to 1Gi: Kubernetes refuses it for a claim that is bound, and a claim made anew is empty; make a second claim, copy the data, and switch over";

const LINES = ['data["app.yaml"]:', "-one", "+two"];

test("text: what is destroyed comes first, texts are line diffs", () => {
    expect(asText([told(DIFF)], "main (0123)")).toBe(
        [
            "The working tree against main (0123)",
            "",
            "== dev: 1 destructive, 1 removed, 3 changed",
            "",
            "Destructive:",
            `  ! ${LOST}`,
            "",
            "~ PersistentVolumeClaim made-up/data",
            '    ~ spec.resources.requests.storage: "2Gi" → "1Gi"',
            "~ ConfigMap made-up/conf",
            ...LINES.map((line) => `    ${line}`),
            "~ Pod made-up/app",
            '    ~ image: "a" → "b"',
            '    + new: {"a":[1]}',
            "- Secret made-up/old",
        ].join("\n"),
    );
});

test("stacks that only one side has are told as such", () => {
    const stacks = [
        { state: "new", stack: "test", releases: 7, objects: 54 },
        { state: "removed", stack: "old", releases: 9, objects: 64 },
    ] as const;
    expect(asText(stacks.map(told), "main")).toBe(
        [
            "The working tree against main",
            "== test: a new stack with 7 releases and 54 objects of our own",
            "== old: no longer a stack: its 9 releases and 64 objects stay until npm run destroy",
        ].join("\n\n"),
    );
});

test("long texts, values and lists are cut with a count", () => {
    const many = Object.fromEntries(Array.from({ length: 70 }, (_, index) => [`key${index}`, index]));
    const { entries } = told(
        diffOf(
            [file("first\n"), object("Pod", "app", { image: "a" })],
            [file(`first\n${lines(0, 100)}`), object("Pod", "app", { image: "x".repeat(200), ...many })],
        ),
    );
    const [conf, pod] = entries;
    expect(conf?.lines.slice(0, 3)).toEqual(['data["app.yaml"]:', "-first", "+first"]);
    expect(conf?.lines.at(-1)).toBe("… 42 more lines");
    expect(conf?.lines).toHaveLength(62);
    expect(pod?.lines[0]).toBe(`~ image: "a" → "${"x".repeat(159)}… (42 more characters)`);
    expect(pod?.lines.at(-1)).toBe("… 11 more fields");
});

test("markdown: destructive ones, a summary, then details", () => {
    expect(asMarkdown([told(DIFF)], "main (0123)", "npm run diff -- 0123")).toBe(
        [
            "### The stacks against main (0123)",
            "#### Destructive",
            `- dev: ${LOST}`,
            "- **dev**: 1 destructive, 1 removed, 3 changed",
            "<details><summary>dev: ~ PersistentVolumeClaim made-up/data</summary>",
            '```diff\n~ spec.resources.requests.storage: "2Gi" → "1Gi"\n```',
            "</details>",
            "<details><summary>dev: ~ ConfigMap made-up/conf</summary>",
            `\`\`\`diff\n${LINES.join("\n")}\n\`\`\``,
            "</details>",
            "<details><summary>dev: ~ Pod made-up/app</summary>",
            '```diff\n~ image: "a" → "b"\n+ new: {"a":[1]}\n```',
            "</details>",
            "dev: - Secret made-up/old\n",
        ].join("\n\n"),
    );
});

test("markdown: fences of a text don't end its block", () => {
    const fenced = told(diffOf([file("a\n````\n")], [file("b\n````\n")]));
    expect(asMarkdown([fenced], "main", "npm run diff")).toContain("\n`````diff\n");
});

test("markdown: what doesn't fit into a comment is counted, what matters most stays", () => {
    const names = Array.from({ length: 40 }, (_, index) => `conf-${String(index).padStart(2, "0")}`);
    const stack = told(
        diffOf(
            [claim("2Gi"), ...names.map((name) => file("first\n", name))],
            [claim("1Gi"), ...names.map((name) => file(lines(0, 50).replaceAll("line", "l".repeat(80)), name))],
        ),
    );
    const comment = asMarkdown([stack], "main", "npm run diff -- 0123");
    expect(comment.length).toBeLessThanOrEqual(LARGEST_COMMENT);
    expect(comment.length).toBeGreaterThan(LARGEST_COMMENT - 6000);
    expect(comment).toContain(`#### Destructive\n\n- dev: ${LOST}`);
    expect(comment).toContain("<details><summary>dev: ~ PersistentVolumeClaim made-up/data</summary>");
    const [, left = "", all = ""] =
        /\n(\d+) of (\d+) parts don't fit into a comment and are left out here; `npm run diff -- 0123` prints the whole\.\n$/.exec(
            comment,
        ) ?? [];
    expect(Number(all)).toBe(45);
    expect((comment.match(/<details>/g) ?? []).length).toBe(41 - Number(left));
    expect((comment.match(/<\/details>/g) ?? []).length).toBe(41 - Number(left));
});

test("JSON: every field whole, values of Secrets masked", () => {
    const secret = (password: string) => object("Secret", "login", { data: { password } });
    const diff = diffOf([secret("b2xk"), file("a\nb\n")], [secret("bmV3"), file("a\nc\n")]);
    const told = JSON.parse(asJson({ name: "main", commit: "0123" }, [diff])) as unknown;
    expect(told).toEqual({
        base: { name: "main", commit: "0123" },
        differs: true,
        destructive: false,
        stacks: [
            {
                stack: "dev",
                state: "compared",
                verdicts: [],
                objects: [
                    {
                        change: "changed",
                        object: "ConfigMap made-up/conf",
                        group: "",
                        kind: "ConfigMap",
                        namespace: "made-up",
                        name: "conf",
                        fields: [{ path: 'data["app.yaml"]', before: "a\nb\n", after: "a\nc\n" }],
                    },
                    {
                        change: "changed",
                        object: "Secret made-up/login",
                        group: "",
                        kind: "Secret",
                        namespace: "made-up",
                        name: "login",
                        fields: [{ path: "data.password", before: "[masked]", after: "[masked]" }],
                    },
                ],
            },
        ],
    });
});
