import { isPlainObject, type PlainObject } from "../../config/merge";
import { webServer } from "../../scripts/shared/loopback/web-server";

/** The part of GitHub's API that the workflows use, on loopback, for one repository. */
export interface GitHubStub {
    /** Variables of a workflow that runs in the repository. */
    readonly env: NodeJS.ProcessEnv;
    /** Requests that change something, such as `POST /issues {"title":"..."}`. */
    readonly changes: readonly string[];
}

const REPOSITORY = "/repos/go-coffee/observability";

/** Answers lists from what it is given, a page at a time, and takes every change without acting on it. */
export async function gitHubStub(lists: { readonly [path: string]: readonly PlainObject[] }): Promise<GitHubStub> {
    const changes: string[] = [];
    const server = await webServer((request, response) => {
        const url = new URL(request.url ?? "", "http://localhost");
        const path = url.pathname.replace(REPOSITORY, "");
        let body = "";
        request.on("data", (chunk: Buffer) => (body += chunk.toString()));
        request.on("end", () => {
            if (request.headers.authorization !== "Bearer made-up-token") {
                response.writeHead(401).end('{"message":"Bad credentials"}');
                return;
            }
            if (request.method !== "GET") changes.push(`${request.method ?? ""} ${path} ${body}`);
            const page = Number(url.searchParams.get("page") ?? 1);
            const size = Number(url.searchParams.get("per_page") ?? 30);
            const items = (lists[path] ?? []).filter((item) => isAsked(item, url.searchParams));
            response.setHeader("content-type", "application/json");
            response.end(JSON.stringify(request.method === "GET" ? items.slice((page - 1) * size, page * size) : {}));
        });
    });
    return {
        env: {
            ...process.env,
            GITHUB_API_URL: server.url,
            GITHUB_REPOSITORY: "go-coffee/observability",
            GITHUB_RUN_ID: "4711",
            GITHUB_SERVER_URL: "https://github.com",
            GITHUB_TOKEN: "made-up-token",
        },
        changes,
    };
}

/** Lists of pull requests can be narrowed to a branch, as `owner:branch`. */
const isAsked = ({ head }: PlainObject, query: URLSearchParams): boolean => {
    const asked = query.get("head");
    return asked === null || (isPlainObject(head) && head.label === asked);
};
