/** Engines that Prometheus writes to: https://prometheus-operator.dev/docs/api-reference/api/#monitoring.coreos.com/v1.RemoteWriteSpec */

import type { RemoteAuthentication, RemoteEndpoint } from "../../config/schema/remote-write";
import { REMOTE_WRITE_SECRET } from "../../config/secrets";
import { OPERATED } from "../../model/cluster/names";
import type { SecretReference, Settings } from "../../model/stack/stack";
import { REMOTE_KEYS, remoteQueue, secretOf } from "../../model/workloads/remote-write";
import { defined, type HelmValue, type HelmValues } from "../helm/values";
import { GOOGLE_TOKEN } from "./google-token";

/** The label that the operator gives each replica. */
const REPLICA = "prometheus_replica";

/** The `remoteWrite` of Prometheus' custom resource. */
export const remoteWriteValues = (settings: Settings): readonly HelmValue[] =>
    Object.entries(settings.config.metrics.remoteWrite).map(([name, endpoint]) =>
        defined({
            name,
            url: endpoint.url,
            headers: Object.keys(endpoint.headers).length === 0 ? undefined : endpoint.headers,
            ...proof(name, endpoint.authentication, settings.references.remoteWriteKey),
            tlsConfig: tls(name, endpoint),
            // Of its pods, where the company has a proxy.
            proxyFromEnvironment: settings.config.httpProxy === undefined ? undefined : true,
            queueConfig: { ...remoteQueue(settings.config) },
            writeRelabelConfigs: [...allowed(endpoint), ...replicas(endpoint, settings.config.prometheus.replicas)],
        }),
    );

const ours = (key: string): HelmValues => ({ name: REMOTE_WRITE_SECRET, key });

/** Who writes, in the operator's words. */
function proof(name: string, authentication: RemoteAuthentication, key: SecretReference | undefined): HelmValues {
    const secret: HelmValues = { ...(secretOf(authentication) ?? key) };
    switch (authentication.type) {
        case "none":
        case "certificate":
            return {};
        case "basic":
            return { basicAuth: { username: ours(REMOTE_KEYS.username(name)), password: secret } };
        case "bearer":
            return { authorization: { type: "Bearer", credentials: secret } };
        case "google":
            return { authorization: { type: "Bearer", credentialsFile: GOOGLE_TOKEN.file } };
        case "oauth2":
            return {
                oauth2: defined({
                    clientId: { secret: ours(REMOTE_KEYS.clientId(name)) },
                    clientSecret: secret,
                    tokenUrl: authentication.tokenUrl,
                    scopes: authentication.scopes.length === 0 ? undefined : authentication.scopes,
                }),
            };
        case "sigv4":
            return {
                sigv4: defined({
                    region: authentication.region,
                    roleArn: authentication.roleArn,
                    ...(authentication.identity === "secret"
                        ? { accessKey: ours(REMOTE_KEYS.accessKeyId(name)), secretKey: secret }
                        : {}),
                }),
            };
        case "azure": {
            const { clientId, tenantId, identity } = authentication;
            return {
                azureAd: {
                    cloud: "AzurePublic",
                    ...(identity === "secret"
                        ? { oauth: { clientId, tenantId, clientSecret: secret } }
                        : { workloadIdentity: { clientId, tenantId } }),
                },
            };
        }
    }
}

function tls(name: string, { authentication, ca }: RemoteEndpoint): HelmValues | undefined {
    if (ca === undefined && authentication.type !== "certificate") return undefined;
    return {
        ...(ca === undefined ? {} : { ca: { secret: ours(REMOTE_KEYS.ca(name)) } }),
        ...(authentication.type === "certificate"
            ? {
                  cert: { secret: { name: authentication.secretName, key: "tls.crt" } },
                  keySecret: { name: authentication.secretName, key: "tls.key" },
              }
            : {}),
    };
}

/** The allow-list as a regular expression, whole names at a time. */
function allowed({ send }: RemoteEndpoint): readonly HelmValue[] {
    if (send.includes("*")) return [];
    return [
        { action: "keep", sourceLabels: ["__name__"], regex: send.map((name) => name.replaceAll("*", ".*")).join("|") },
    ];
}

/** How the engine tells replicas apart, or which of them writes; a single one needs no label. */
function replicas({ replicas: which, replicaLabel }: RemoteEndpoint, count: number): readonly HelmValue[] {
    if (count > 1 && which === "all" && replicaLabel === REPLICA) return [];
    const drop = { action: "labeldrop", regex: REPLICA };
    if (count === 1) return [drop];
    return which === "first"
        ? [{ action: "keep", sourceLabels: [REPLICA], regex: `prometheus-${OPERATED.prometheus}-0` }, drop]
        : [{ action: "replace", sourceLabels: [REPLICA], targetLabel: replicaLabel }, drop];
}
