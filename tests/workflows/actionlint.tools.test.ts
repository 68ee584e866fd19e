import { join } from "node:path";
import { PROJECT } from "../support/plan";
import { run } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";
import { workflows } from "../support/workflows";

test("actionlint has nothing to say about the workflows", () => {
    const files = workflows().map(({ file }) => join(PROJECT, file));
    // shellcheck and pyflakes are not among the pinned programs, and one that is on a machine by chance decides nothing.
    const { code, output } = run(tool("actionlint"), ["-shellcheck=", "-pyflakes=", "-no-color", ...files]);
    expect(output).toBe("");
    expect(code).toBe(0);
});

test("it would say so", () => {
    const wrong =
        'on: push\njobs: { a: { runs-on: ubuntu-24.04, steps: [{ run: "echo ${{ github.event.issue.title }}" }] } }';
    const { code, output } = run(tool("actionlint"), ["-shellcheck=", "-pyflakes=", "-no-color", "-"], wrong);
    expect(output).toContain('"github.event.issue.title" is potentially untrusted');
    expect(code).toBe(1);
});
