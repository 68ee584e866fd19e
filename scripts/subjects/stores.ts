/** Where a stack may keep something of a person, as its commands reach it. */
import { days, seconds } from "../../config/quantities";
import { SERVICES } from "../../model/cluster/names";
import { LOKI_SERVER_NAME } from "../../model/network/servers";
import type { Settings } from "../../model/stack/stack";
import { withElasticsearch } from "../backup/snapshots";
import type { Cluster } from "../shared/cluster/kubectl";
import { commandsIdentity } from "../shared/cluster/https";
import { withServer, type Ask, type StackServer } from "../shared/cluster/server";
import { UsageError } from "../shared/terminal/usage-error";
import { lokiStore } from "./kept-lines";
import { badgerStore, elasticsearchStore } from "./spans";
import type { Store } from "./store";

/** Pods that hold lines in memory. */
const INGESTERS = {
    monolithic: "app.kubernetes.io/name=loki",
    distributed: "app.kubernetes.io/component=ingester",
} as const;

/** Opens every store for as long as some work takes. */
export async function withStores<T>(
    cluster: Cluster,
    { config }: Settings,
    patience: number,
    work: (stores: readonly Store[]) => Promise<T>,
): Promise<T> {
    const { loki, namespaces, jaeger, elasticsearch } = config;
    const { monitoring } = namespaces;
    const identity = await commandsIdentity(cluster, config);
    const at = (target: string): StackServer => ({
        namespace: monitoring,
        target,
        port: SERVICES.loki.port,
        servername: LOKI_SERVER_NAME,
        identity,
    });
    const flush = async (): Promise<void> => {
        const pods = await cluster.list("pods", { namespace: monitoring, selector: INGESTERS[loki.mode] });
        for (const { metadata } of pods as readonly { readonly metadata: { readonly name: string } }[])
            await withServer(cluster, at(`pod/${metadata.name}`), async (ask) => {
                const { status } = await ask("/flush", { method: "POST" });
                if (status !== 204) throw new UsageError(`${metadata.name} doesn't write its lines: ${status}`);
            });
    };
    const kept = Math.max(...[loki.retention, loki.auditRetention, loki.debugRetention].map(seconds));
    const lines = (query: Ask, deletion: Ask): Store =>
        lokiStore({
            // Deletions are the compactor's; in one process they are the same.
            ask: (path, method = "GET") =>
                (path.startsWith("/loki/api/v1/delete") ? deletion : query)(path, { method }),
            flush,
            keptSeconds: kept,
            patience,
        });
    const withTraces = (store: Store): Promise<T> => {
        if (!jaeger.enabled) return work([store]);
        if (jaeger.storage.type === "badger") {
            const time = `${Math.ceil(days(jaeger.retention))} days`;
            return work([store, badgerStore(time)]);
        }
        if (elasticsearch.mode !== "managed")
            throw new UsageError(
                "The traces are in an Elasticsearch that isn't the stack's: delete there what docs/privacy.md says.",
            );
        return withElasticsearch({ cluster, config }, (call) => work([store, elasticsearchStore(call)]));
    };
    if (loki.mode === "monolithic")
        return withServer(cluster, at(`svc/${SERVICES.loki.service}`), (ask) => withTraces(lines(ask, ask)));
    return withServer(cluster, at(`svc/${SERVICES.lokiQueryFrontend.service}`), (query) =>
        withServer(cluster, at("svc/loki-compactor"), (deletion) => withTraces(lines(query, deletion))),
    );
}
