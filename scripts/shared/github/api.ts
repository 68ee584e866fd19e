import { isPlainObject, type PlainObject } from "../../../config/merge";
import { UsageError } from "../terminal/usage-error";

/** GitHub's REST API, as far as the workflows need it: https://docs.github.com/rest */
export interface Repository {
    /** Address of the repository as people open it. */
    readonly url: string;
    readonly list: (path: string, query?: { readonly [name: string]: string }) => Promise<readonly PlainObject[]>;
    readonly send: (method: "POST" | "PATCH", path: string, body: PlainObject) => Promise<void>;
}

/** What a workflow must hand over, by the name of the variable. */
export function environmentVariable(name: string): string {
    const value = process.env[name] ?? "";
    if (value !== "") return value;
    throw new UsageError(`${name} is not set: this command is meant for a GitHub workflow.`);
}

const PAGE = 100;
/** More pages than any of our lists has. */
const MOST_PAGES = 50;

/** The repository of the workflow, with its token (GITHUB_TOKEN). */
export function openRepository(): Repository {
    const repository = environmentVariable("GITHUB_REPOSITORY");
    const base = `${environmentVariable("GITHUB_API_URL")}/repos/${repository}`;
    const headers = {
        accept: "application/vnd.github+json",
        authorization: `Bearer ${environmentVariable("GITHUB_TOKEN")}`,
        "content-type": "application/json",
        "x-github-api-version": "2022-11-28",
    };
    const ask = async (method: string, path: string, body?: PlainObject): Promise<unknown> => {
        const sent = body === undefined ? {} : { body: JSON.stringify(body) };
        const response = await fetch(`${base}${path}`, { method, headers, ...sent });
        if (response.ok) return response.json();
        throw new UsageError(`GitHub: ${method} ${path}: ${response.status} ${await response.text()}`);
    };
    return {
        url: `${environmentVariable("GITHUB_SERVER_URL")}/${repository}`,
        list: async (path, query = {}) => {
            const items: PlainObject[] = [];
            for (let page = 1; page <= MOST_PAGES; page++) {
                const parameters = new URLSearchParams({ ...query, per_page: String(PAGE), page: String(page) });
                const answer = await ask("GET", `${path}?${parameters.toString()}`);
                const found = Array.isArray(answer) ? answer.filter(isPlainObject) : [];
                items.push(...found);
                if (found.length < PAGE) break;
            }
            return items;
        },
        send: async (method, path, body) => {
            await ask(method, path, body);
        },
    };
}
