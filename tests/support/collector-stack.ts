import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { SERVICES } from "../../model/cluster/names";
import type { Settings } from "../../model/stack/stack";
import { makeCertificates, type Certificates } from "../../scripts/shared/loopback/certificates";
import { startableCollector, startCollector, type RunningCollector } from "../../scripts/shared/loopback/collector";
import { kubernetesApi, type Pod } from "../../scripts/shared/loopback/kubernetes-api";
import { makeSinks, type Sinks } from "./sinks";
import type { Swap } from "../../scripts/shared/loopback/startable";
import { collectors } from "../../scripts/shared/loopback/examples";

/** The collectors of some settings, all tiers that carry what applications send, before sinks for every backend. */
export interface CollectorStack {
    readonly gateway: RunningCollector;
    readonly samplers: readonly RunningCollector[];
    readonly sinks: Sinks;
    readonly certificates: Certificates;
    /** URL of one of the gateway's ports. */
    readonly url: (port: number, path: string) => string;
}

/** How long a trace is awaited, for tests. */
const DECISION_WAIT = "2s";

export async function startStack(
    settings: Settings,
    folder: string,
    pods: readonly Pod[],
    more: {
        readonly swaps?: readonly Swap[];
        /** Backends that aren't sinks, by the address that the configuration dials. */
        readonly backends?: { readonly [address: string]: string };
        readonly env?: { readonly [name: string]: string };
        readonly certificates?: Certificates;
    } = {},
): Promise<CollectorStack> {
    const configs = collectors(settings);
    const certificates = more.certificates ?? makeCertificates(folder, ["otel-sampler.go-coffee-monitoring.svc"]);
    const sinks = await makeSinks(
        [configs.gateway, ...(configs.sampler === undefined ? [] : [configs.sampler])],
        folder,
        certificates,
    );
    await sinks.start();
    const api = await kubernetesApi(certificates, pods);
    const env = { ...api.env, ...more.env, SSL_CERT_FILE: certificates.ca };
    const sooner: Swap = { kind: "time", at: ["processors", "tail_sampling", "decision_wait"], to: DECISION_WAIT };
    const tier = async (
        name: string,
        config: typeof configs.gateway,
        own: readonly Swap[],
    ): Promise<RunningCollector> => {
        const place = join(folder, name);
        mkdirSync(place, { recursive: true });
        const made = await startableCollector(config, {
            folder: place,
            certificates,
            backends: { ...sinks.backends, ...more.backends },
            swaps: [...own, ...(more.swaps ?? [])],
        });
        return startCollector(made, place, { ...env, POD_NAME: name });
    };
    const { sampler } = configs;
    const samplers =
        sampler === undefined
            ? []
            : await Promise.all(["otel-sampler-0", "otel-sampler-1"].map((name) => tier(name, sampler, [sooner])));
    const gateway = await tier(
        "otel-collector-0",
        configs.gateway,
        sampler === undefined
            ? [sooner]
            : [
                  {
                      kind: "discovery",
                      at: ["exporters", "load_balancing", "resolver"],
                      to: {
                          static: {
                              hostnames: samplers.map(({ port }) => `127.0.0.1:${port(SERVICES.sampler.port)}`),
                          },
                      },
                  },
              ],
    );
    return {
        gateway,
        samplers,
        sinks,
        certificates,
        url: (port, path) => `https://localhost:${gateway.port(port)}${path}`,
    };
}
