import { setTimeout as sleep } from "node:timers/promises";
import { serviceHost, type TlsEndpoint } from "../../model/network/endpoints";
import { OPERATED, SERVICES } from "../../model/cluster/names";
import type { StackConfig } from "../../config/schema";
import type { Wiring } from "../../model/network/wiring";
import { commandsIdentity, type Answer } from "../shared/cluster/https";
import type { Cluster } from "../shared/cluster/kubectl";
import { listAt } from "../shared/cluster/object-fields";
import { withServer, type Ask } from "../shared/cluster/server";
import { failed, ok, progress, skipped, type Finding } from "../shared/terminal/findings";
import { messageOf } from "../shared/terminal/usage-error";
import { senderHeaders } from "./sender";
import { METRIC, SERVICE, signals, type Signals } from "./signals";
import { expectedJobs, targetFindings } from "./targets";

/** Sends one of each signal to the collector and reads it back from its store. */

export interface Journey {
    readonly cluster: Cluster;
    readonly config: StackConfig;
    /** Whether a pod of the applications is there: without, there is nothing of them to be scraped. */
    readonly applications: boolean;
    readonly endpoints: Wiring;
    /** CA certificates of the stack, PEM. */
    readonly ca: string;
    /** How long a signal may take until it can be read, and a target until it is scraped, milliseconds. */
    readonly patience: number;
}

const POLL_MS = 2_000;

/** Calls a server of the stack by the name that other servers know it by. */
async function through<T>(
    { cluster, config, ca }: Journey,
    target: string,
    { host, port, identity: asked }: TlsEndpoint,
    work: (ask: Ask) => Promise<T>,
): Promise<T> {
    const identity = asked === undefined ? undefined : await commandsIdentity(cluster, config);
    const { monitoring: namespace } = config.namespaces;
    return withServer(cluster, { namespace, target, port, servername: host, identity }, work, ca);
}

const service = ({ host }: TlsEndpoint): string => `svc/${host.split(".")[0] ?? ""}`;

/** Asks until the answer has what is looked for. */
async function found(
    ask: Ask,
    path: string,
    has: (answer: Answer) => boolean,
    patience: number,
): Promise<string | undefined> {
    const end = Date.now() + patience;
    for (;;) {
        const answer = await ask(path);
        if (answer.status === 200 && has(answer)) return undefined;
        if (answer.status >= 400 && answer.status !== 404)
            return `${answer.status} ${answer.text.trim().slice(0, 200)}`;
        if (Date.now() + POLL_MS > end) return `not there after ${patience / 1000} s`;
        await sleep(POLL_MS);
    }
}

/** A store, and how what was sent is looked for in it. */
interface Store {
    readonly check: string;
    readonly target: string;
    readonly endpoint: TlsEndpoint;
    readonly path: string;
    readonly has: (answer: Answer) => boolean;
    readonly remedy: string;
}

const results = ({ json }: Answer, ...path: readonly string[]): number => listAt(json, ...path).length;

function stores({ config, endpoints }: Journey, { traceId, value }: Signals, since: number): readonly Store[] {
    const logs = new URLSearchParams({
        query: `{service_name="${SERVICE}"} | trace_id="${traceId}"`,
        start: `${Math.floor(since / 1000) - 60}`,
        limit: "1",
    });
    const metric = new URLSearchParams({ query: `${METRIC} == ${value}` });
    const { jaegerQuery, lokiQuery, metricsQuery, prometheus, thanosQuery } = endpoints;
    return [
        {
            check: "a log line in Loki",
            target: service(lokiQuery),
            endpoint: lokiQuery,
            path: `/loki/api/v1/query_range?${logs.toString()}`,
            has: (answer) => results(answer, "data", "result") > 0,
            remedy: "rules/runbooks/LokiLinesDiscarded.md and rules/runbooks/CollectorExportRefused.md",
        },
        ...(jaegerQuery === undefined
            ? []
            : [
                  {
                      check: "a trace in Jaeger",
                      target: service(jaegerQuery),
                      endpoint: jaegerQuery,
                      path: `/api/traces/${traceId}`,
                      has: (answer: Answer) => results(answer, "data") > 0,
                      remedy: "rules/runbooks/CollectorExportRefused.md and rules/runbooks/CollectorQueueFilling.md",
                  },
              ]),
        ...(thanosQuery === undefined
            ? []
            : [
                  {
                      check: "a metric through Thanos",
                      target: service(metricsQuery),
                      endpoint: metricsQuery,
                      path: `/api/v1/query?${metric.toString()}`,
                      has: (answer: Answer) => results(answer, "data", "result") > 0,
                      remedy: "rules/runbooks/ThanosDown.md",
                  },
              ]),
        ...replicas(config).map((pod) => ({
            check: `a metric in ${pod}`,
            target: `pod/${pod}`,
            endpoint: prometheus,
            path: `/api/v1/query?${metric.toString()}`,
            has: (answer: Answer) => results(answer, "data", "result") > 0,
            remedy: "rules/runbooks/PrometheusPushRejected.md and rules/runbooks/CollectorExportRefused.md",
        })),
    ];
}

const replicas = ({ prometheus }: StackConfig): readonly string[] =>
    Array.from({ length: prometheus.replicas }, (_, index) => `prometheus-${OPERATED.prometheus}-${index}`);

async function readBack(journey: Journey, { check, target, endpoint, path, has, remedy }: Store): Promise<Finding> {
    try {
        const problem = await through(journey, target, endpoint, (ask) => found(ask, path, has, journey.patience));
        return problem === undefined ? ok(check, "read back") : failed(check, problem, `What to look at: ${remedy}`);
    } catch (error) {
        return failed(
            check,
            messageOf(error),
            `Is it ready? kubectl get ${target} --namespace ${journey.config.namespaces.monitoring}`,
        );
    }
}

async function send(journey: Journey, { bodies }: Signals): Promise<Finding> {
    const namespace = journey.config.namespaces.monitoring;
    const { collectorHttp } = journey.endpoints;
    const { service: name, port } = SERVICES.collectorHttp;
    try {
        const headers = await senderHeaders(journey.cluster, journey.config);
        if (headers === undefined)
            return skipped(
                "the collector",
                "asks for a certificate of an authority of yours (collector.authentication), which this command hasn't",
            );
        return await through(journey, `svc/${name}`, collectorHttp, async (ask) => {
            for (const [path, body] of Object.entries(bodies)) {
                const { status, text } = await ask(path, { method: "POST", body, headers });
                if (status !== 200)
                    return failed(
                        "the collector",
                        `${path} answers ${status} ${text.trim()}`,
                        `kubectl logs statefulset/${name} --namespace ${namespace} --tail 50`,
                    );
            }
            return ok("the collector", `took a line, a trace and a metric at ${serviceHost(name, namespace)}:${port}`);
        });
    } catch (error) {
        return failed(
            "the collector",
            messageOf(error),
            `kubectl get endpointslices --namespace ${namespace} --selector kubernetes.io/service-name=${name}`,
        );
    }
}

export async function journeyFindings(journey: Journey): Promise<readonly Finding[]> {
    const since = Date.now();
    const sent = signals(since);
    progress("sending a log line, a trace and a metric to the collector");
    const sending = await send(journey, sent);
    if (sending.outcome !== "ok") return [sending];
    progress(`reading them back: up to ${journey.patience / 1000} s`);
    return [sending, ...(await Promise.all(stores(journey, sent, since).map((store) => readBack(journey, store))))];
}

/** Targets are there a minute after their monitors: the operator writes them down, Prometheus reads them, then scrapes. */
async function scraped(journey: Journey, pod: string, ask: Ask): Promise<readonly Finding[]> {
    const expected = expectedJobs(journey.config, journey.applications);
    const end = Date.now() + journey.patience;
    for (let told = false; ; told = true) {
        const { json } = await ask("/api/v1/targets?state=active");
        const findings = targetFindings(pod, expected, json);
        const wrong = findings.filter(({ outcome }) => outcome !== "ok");
        if (wrong.length === 0 || Date.now() + POLL_MS > end) return findings;
        if (!told) progress(`${pod}: ${wrong.length} targets are missing or down; waiting for them`);
        await sleep(POLL_MS);
    }
}

/** Whether each Prometheus scrapes what it should. */
export const scrapeFindings = async (journey: Journey): Promise<readonly Finding[]> =>
    (
        await Promise.all(
            replicas(journey.config).map(async (pod) => {
                try {
                    return await through(journey, `pod/${pod}`, journey.endpoints.prometheus, (ask) =>
                        scraped(journey, pod, ask),
                    );
                } catch (error) {
                    return [
                        failed(
                            `targets of ${pod}`,
                            messageOf(error),
                            `kubectl describe pod ${pod} --namespace ${journey.config.namespaces.monitoring}`,
                        ),
                    ];
                }
            }),
        )
    ).flat();
