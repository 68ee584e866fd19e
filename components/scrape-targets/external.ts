/** Targets outside of the cluster: https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1alpha1.ScrapeConfig */

import type { StackConfig } from "../../config/schema";
import { defined, type JsonObject } from "../../model/formats/json";
import { noProxy } from "../../model/network/outgoing";
import { withoutPrivateSeries } from "./private-series";
import { withoutReservedOutside } from "./reserved-series";

type Job = StackConfig["scrape"]["external"][string];

/** Spec of the ScrapeConfig of a job. */
export function externalSpec(name: string, job: Job, config: StackConfig): JsonObject {
    const { targets, scheme, path, interval, labels, sampleLimit } = job;
    return defined({
        jobName: `external/${name}`,
        staticConfigs: [{ targets, labels }],
        scheme,
        metricsPath: path,
        scrapeInterval: interval,
        ...authenticated(job),
        ...(scheme === "https" ? { tlsConfig: tlsOf(job) } : {}),
        ...(config.httpProxy === undefined ? {} : { proxyUrl: config.httpProxy.url, noProxy: noProxy(config) }),
        sampleLimit,
        labelLimit: 50,
        fallbackScrapeProtocol: "PrometheusText0.0.4",
        metricRelabelings: [...withoutReservedOutside, ...withoutPrivateSeries(config)],
    });
}

function authenticated({ authentication }: Job): JsonObject {
    switch (authentication.type) {
        case "none":
            return {};
        case "basic": {
            const { secret: name, usernameKey, passwordKey } = authentication;
            return { basicAuth: { username: { name, key: usernameKey }, password: { name, key: passwordKey } } };
        }
        case "bearer": {
            const { secret: name, key } = authentication;
            return { authorization: { type: "Bearer", credentials: { name, key } } };
        }
    }
}

function tlsOf({ tls: { caSecret, clientSecret: name, serverName } }: Job): JsonObject {
    return defined({
        ca: caSecret === undefined ? undefined : { secret: { ...caSecret } },
        ...(name === undefined
            ? {}
            : { cert: { secret: { name, key: "tls.crt" } }, keySecret: { name, key: "tls.key" } }),
        serverName,
    });
}
