/** `npm run comment`: a text under its pull request. */

import { lstatSync, readFileSync } from "node:fs";
import { valueAt, type PlainObject } from "../config/merge";
import { argumentsOf, main } from "./shared/terminal/arguments";
import { environmentVariable, openRepository, type Repository } from "./shared/github/api";
import { harmless, isOurs, markerOf, shortened } from "./shared/github/posted-text";

const USAGE = `
npm run comment -- --file comment.md

Posts a text under the open pull request whose head is a given commit, or replaces the one posted before. Meant for a
workflow that runs after the pull request's own: the text may be of anybody, and is made harmless.

  --file FILE   the text, as Markdown; nothing is posted where there is none

  HEAD_OWNER, HEAD_BRANCH, HEAD_SHA   whose branch it is, its name, and the commit that the text is about
  GITHUB_TOKEN                        may write to pull requests; the other GITHUB_* are those of every workflow
`;

const MARKER = markerOf("manifests");

/** The text, unless there is none. A link to another file is none: it would be published. */
function textOf(file: string): string | undefined {
    const found = lstatSync(file, { throwIfNoEntry: false });
    return found?.isFile() === true ? readFileSync(file, "utf8") : undefined;
}

/** The pull request of a branch, while its head is still the commit. */
async function pullRequestOf(repository: Repository, sha: string): Promise<number | undefined> {
    const head = `${environmentVariable("HEAD_OWNER")}:${environmentVariable("HEAD_BRANCH")}`;
    const open = await repository.list("/pulls", { state: "open", head });
    const found = open.find((pull) => valueAt(pull, ["head", "sha"]) === sha);
    return typeof found?.number === "number" ? found.number : undefined;
}

async function post(repository: Repository, pullRequest: number, body: string): Promise<void> {
    const comments = await repository.list(`/issues/${pullRequest}/comments`);
    const before: PlainObject | undefined = comments.find((comment) => isOurs(comment, MARKER));
    if (before === undefined) await repository.send("POST", `/issues/${pullRequest}/comments`, { body });
    else await repository.send("PATCH", `/issues/comments/${String(before.id)}`, { body });
    console.log(`${before === undefined ? "Posted" : "Replaced"} the comment of pull request ${pullRequest}.`);
}

main(async () => {
    const { file = "comment.md" } = argumentsOf(USAGE, { file: { type: "string" } });
    const text = textOf(file);
    if (text === undefined) {
        console.log(`There is no ${file}: nothing to post.`);
        return;
    }
    const repository = openRepository();
    const sha = environmentVariable("HEAD_SHA");
    const pullRequest = await pullRequestOf(repository, sha);
    if (pullRequest === undefined) {
        console.log(`No open pull request has ${sha} as its head any more: nothing to post.`);
        return;
    }
    const body = shortened(harmless(text), "the summary of the run");
    await post(repository, pullRequest, `${MARKER}\n${body.trimEnd()}\n\n<sub>Of ${sha}</sub>\n`);
});
