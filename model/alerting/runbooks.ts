/** Where the runbook of an alert is read. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isPlainObject } from "../../config/merge";
import type { StackConfig } from "../../config/schema";
import { PROJECT } from "../stack/project";

/** Where pages are taken to be when nobody says, and the repository isn't known. */
export const UNPUBLISHED = "https://runbooks.gocoffee.dev";

/** Where hosts show a file of the branch `main`. */
const FILES: { readonly [host: string]: string } = { "github.com": "blob/main", "gitlab.com": "-/blob/main" };
const SHORT: { readonly [prefix: string]: string } = { github: "github.com", gitlab: "gitlab.com" };

/** Address of the runbooks in a repository, as package.json writes it (`github:owner/name`, a URL, or a map with one). */
export function runbooksIn(repository: unknown): string | undefined {
    const written = isPlainObject(repository) ? repository.url : repository;
    if (typeof written !== "string") return undefined;
    const [, prefix = "", short] = /^(\w+):([\w.-]+\/[\w.-]+)$/.exec(written) ?? [];
    const [, url] = /^(?:git\+)?(?:https|ssh):\/\/(?:git@)?(.+?)(?:\.git)?$/.exec(written) ?? [];
    const path = short === undefined ? url : `${SHORT[prefix] ?? prefix}/${short}`;
    const files = FILES[path?.split("/")[0] ?? ""];
    return path === undefined || files === undefined ? undefined : `https://${path}/${files}/rules/runbooks`;
}

function repositoryOfProject(): unknown {
    const manifest: unknown = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8"));
    return isPlainObject(manifest) ? manifest.repository : undefined;
}
const ownRunbooks = runbooksIn(repositoryOfProject());

/** Whether links to runbooks lead to pages that somebody has published. */
export const runbooksArePublished = ({ notifications }: StackConfig): boolean =>
    (notifications.runbookBaseUrl ?? ownRunbooks) !== undefined;

/** A page of a site has the alert's name; a file of the repository its ending too. */
export const runbookUrl = (
    { notifications }: StackConfig,
    alert: string,
    inRepository: string | undefined = ownRunbooks,
): string => {
    if (notifications.runbookBaseUrl !== undefined) return `${notifications.runbookBaseUrl}/${alert}`;
    return inRepository === undefined ? `${UNPUBLISHED}/${alert}` : `${inRepository}/${alert}.md`;
};
