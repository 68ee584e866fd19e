import { ELASTICSEARCH } from "../../model/cluster/names";
import { valueAt } from "../../config/merge";
import { SERVICES } from "../../model/cluster/names";
import type { StackConfig } from "../../config/schema";
import { secretText } from "../shared/cluster/object-fields";
import { serverOf, withServer } from "../shared/cluster/server";
import { PartError, type Site } from "./part";

/** Elasticsearch's API, as the user that the operator makes for administrators. */
export type Elasticsearch = (
    method: "GET" | "PUT" | "POST" | "DELETE",
    path: string,
    body?: unknown,
) => Promise<unknown>;

type Place = Pick<Site, "cluster" | "config">;

const USER = "elastic";
const USER_SECRET = `${ELASTICSEARCH}-es-elastic-user`;

/** Uses the stack's own Elasticsearch. Any answer that isn't a success is a PartError with Elasticsearch's reason. */
export async function withElasticsearch<T>(
    site: Place,
    work: (elasticsearch: Elasticsearch) => Promise<T>,
): Promise<T> {
    const { cluster, config } = site;
    const namespace = config.namespaces.monitoring;
    const { service } = SERVICES.elasticsearch;
    const authorization = await credentials(site);
    return withServer(cluster, serverOf(namespace, SERVICES.elasticsearch, service), (ask) =>
        work(async (method, path, body) => {
            const answer = await ask(path, { method, body, headers: { authorization } });
            if (answer.status >= 200 && answer.status < 300) return answer.json;
            throw new PartError(
                `Elasticsearch refused ${method} ${path}: ${answer.status} ${reasonOf(answer.json)}`,
                `kubectl --namespace ${namespace} get elasticsearch,pods --selector common.k8s.elastic.co/type=elasticsearch`,
            );
        }),
    );
}

/** The reason on top and the one at the bottom, which is where it began. */
function reasonOf(answer: unknown): string {
    const reasons: string[] = [];
    for (let error = valueAt(answer, ["error"]); error !== undefined; error = valueAt(error, ["caused_by"])) {
        const reason = typeof error === "string" ? error : valueAt(error, ["reason"]);
        if (typeof reason === "string") reasons.push(reason);
    }
    return [...new Set([...reasons.slice(0, 1), ...reasons.slice(-1)])].join(": ");
}

async function credentials({ cluster, config }: Place): Promise<string> {
    const namespace = config.namespaces.monitoring;
    const password = secretText(await cluster.get("secret", USER_SECRET, namespace), USER);
    if (password !== undefined) return `Basic ${Buffer.from(`${USER}:${password}`).toString("base64")}`;
    throw new PartError(
        `There is no Secret ${USER_SECRET} in the namespace ${namespace}: the ECK operator makes it with Elasticsearch.`,
        `kubectl --namespace ${namespace} get elasticsearch ${ELASTICSEARCH}`,
    );
}

type Managed = Extract<StackConfig["elasticsearch"], { readonly mode: "managed" }>;

/** A snapshot repository as Elasticsearch's API takes it. */
export interface Repository {
    readonly type: string;
    readonly settings: { readonly [setting: string]: string | boolean };
}

/** Where a stack keeps its snapshots; undefined where it takes none. */
export function repositoryOf({
    elasticsearch,
    objectStorage,
}: StackConfig): (Repository & { keep: number }) | undefined {
    const snapshots = elasticsearch.mode === "managed" ? elasticsearch.snapshots : undefined;
    if (snapshots === undefined || objectStorage === undefined) return undefined;
    return {
        type: objectStorage.provider,
        settings: settingsOf(objectStorage.provider, snapshots),
        keep: snapshots.keep,
    };
}

const settingsOf = (
    provider: NonNullable<StackConfig["objectStorage"]>["provider"],
    { bucket, prefix }: NonNullable<Managed["snapshots"]>,
): Repository["settings"] => ({ [provider === "azure" ? "container" : "bucket"]: bucket, base_path: prefix });
