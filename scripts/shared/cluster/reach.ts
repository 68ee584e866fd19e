import { existsSync, readFileSync } from "node:fs";
import { connect } from "node:net";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { parse } from "yaml";
import { CHARTS } from "../../../model/charts/charts";
import { isPlainObject, valueAt } from "../../../config/merge";
import { chartMirrorOf } from "../../../config/mirror";
import type { StackConfig } from "../../../config/schema";

/** What a command needs from the network and can't reach, each with what to do. */

const PATIENCE_MS = 10_000;

const named = (list: unknown, name: string): unknown =>
    Array.isArray(list) ? list.find((entry) => isPlainObject(entry) && entry.name === name) : undefined;

/** The API server's URL of a context, or what is missing. */
export function apiServer(context: string | undefined): { readonly url: string } | { readonly missing: string } {
    const [file = ""] = (process.env.KUBECONFIG ?? join(homedir(), ".kube", "config")).split(delimiter);
    if (!existsSync(file)) {
        return {
            missing: `There is no kubeconfig at ${file}: set KUBECONFIG, or create a cluster (npm run up -- --stack {stack} --kind).`,
        };
    }
    const kubeconfig: unknown = parse(readFileSync(file, "utf8"));
    const name = context ?? valueAt(kubeconfig, ["current-context"]);
    if (typeof name !== "string" || name === "") {
        return { missing: `${file} has no current context: kubectl config use-context NAME` };
    }
    const cluster = valueAt(named(valueAt(kubeconfig, ["contexts"]), name), ["context", "cluster"]);
    const url = valueAt(named(valueAt(kubeconfig, ["clusters"]), String(cluster)), ["cluster", "server"]);
    if (typeof url !== "string") {
        return { missing: `The context ${name} is not in ${file}: kubectl config get-contexts lists those that are.` };
    }
    return { url };
}

const answers = ({ hostname, port, protocol }: URL): Promise<boolean> =>
    new Promise((resolve) => {
        const socket = connect({
            host: hostname,
            port: Number(port || (protocol === "http:" ? 80 : 443)),
            timeout: PATIENCE_MS,
        });
        const end = (reached: boolean) => () => {
            socket.destroy();
            resolve(reached);
        };
        socket.once("connect", end(true)).once("error", end(false)).once("timeout", end(false));
    });

/** Undefined when the cluster answers, otherwise what is wrong and what to do. */
export async function clusterProblem({ cluster }: StackConfig): Promise<string | undefined> {
    const server = apiServer(cluster.context);
    if ("missing" in server) return server.missing;
    if (await answers(new URL(server.url))) return undefined;
    return `The cluster at ${server.url} does not answer: is it running, and is a VPN needed?`;
}

/** Undefined when every chart repository answers, otherwise which don't and what to do. */
export async function chartsProblem({ chartMirror }: StackConfig): Promise<string | undefined> {
    // A proxy decides for itself what it reaches.
    if (process.env.HTTPS_PROXY !== undefined || process.env.https_proxy !== undefined) return undefined;
    // A folder has been checked with the rest of the configuration.
    if (chartMirror !== undefined && chartMirrorOf(chartMirror).kind === "folder") return undefined;
    const repositories =
        chartMirror === undefined ? Object.values(CHARTS).map(({ repository }) => repository) : [chartMirror];
    const reached = await Promise.all(
        [...new Set(repositories)].map(async (repository) => ({
            repository,
            reached: await answers(new URL(repository.replace(/^oci:/, "https:"))),
        })),
    );
    const lost = reached.filter((result) => !result.reached).map(({ repository }) => repository);
    if (lost.length === 0) return undefined;
    return (
        `These chart repositories do not answer: ${lost.join(", ")}.\n` +
        "Check the network, or name a mirror that holds the charts: npm run config -- --stack {stack} -- set chartMirror URL"
    );
}
