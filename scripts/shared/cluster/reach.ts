import { CHARTS } from "../../../model/charts/charts";
import { chartMirrorOf } from "../../../config/mirror";
import type { StackConfig } from "../../../config/schema";
import { answers } from "../system/dial";
import { apiServer } from "./kubeconfig";

/** What a command needs from the network and can't reach, each with what to do. */

/** Undefined when the cluster answers, otherwise what is wrong and what to do. */
export async function clusterProblem({ cluster }: StackConfig): Promise<string | undefined> {
    const server = apiServer(cluster.context);
    if ("missing" in server) return server.missing;
    const proxy = server.proxy === undefined ? undefined : new URL(server.proxy);
    if (await answers(new URL(server.url), proxy)) return undefined;
    const through = proxy === undefined ? "" : ` through ${proxy.host}`;
    return `The cluster at ${server.url} does not answer${through}: is it running, and is a VPN needed?`;
}

/** Undefined when every chart repository answers, otherwise which don't and what to do. */
export async function chartsProblem({ chartMirror }: StackConfig): Promise<string | undefined> {
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
