/** `metrics.remoteWrite`: engines that are there already and get metrics too. */

import { z } from "zod";
import { kubernetesName, pem, shaped, text } from "./shapes";

const httpsUrl = shaped(/^https:\/\/[^\s/]+(\/\S*)?$/, "an https URL", "https://metrics.example.com/api/v1/push");
const label = shaped(/^[A-Za-z_]\w*$/, "the name of a label", "__replica__");
const metric = shaped(
    /^[A-Za-z_:*][\w:*]*$/,
    "the name of a metric, with * for anything,",
    "http_requests_total",
    (text) => text.replaceAll(/\.[*+]/g, "*"),
);

/** Where a key is that somebody else keeps in the cluster. */
const secret = (what: string) =>
    z
        .strictObject({
            name: kubernetesName.describe("Name of a Secret in the monitoring namespace."),
            key: text().describe("Key in it."),
        })
        .optional()
        .describe(`Secret with ${what}; unset, the secret remoteWriteKey of the stack.`);

/** Whether the pods' service account is who calls, or a key is shown. */
const identity = z
    .enum(["workload", "secret"])
    .default("workload")
    .describe("workload: the identity of Prometheus' pods (metrics.identity); secret: a key.");

const authentication = z
    .discriminatedUnion("type", [
        z.strictObject({ type: z.literal("none").describe("Nothing: whoever reaches it may write.") }),
        z.strictObject({
            type: z.literal("basic").describe("User and password."),
            username: text().describe("User."),
            secret: secret("the password"),
        }),
        z.strictObject({
            type: z.literal("bearer").describe("A token in the header Authorization."),
            secret: secret("the token"),
        }),
        z.strictObject({
            type: z.literal("sigv4").describe("Amazon's signature, version 4."),
            region: text().describe("Region of the workspace."),
            roleArn: text().optional().describe("Role that is assumed."),
            identity,
            accessKeyId: text().optional().describe("Access key; required where identity is secret."),
            secret: secret("the secret key"),
        }),
        z.strictObject({
            type: z.literal("oauth2").describe("OAuth 2.0, client credentials."),
            tokenUrl: httpsUrl.describe("Where tokens are given out."),
            clientId: text().describe("Client."),
            scopes: z.array(text()).default([]).describe("Scopes that are asked for."),
            secret: secret("the client's secret"),
        }),
        z.strictObject({
            type: z
                .literal("google")
                .describe("Google Cloud: the identity of Prometheus' pods (metrics.identity), on GKE."),
        }),
        z.strictObject({
            type: z.literal("azure").describe("Microsoft Entra ID."),
            tenantId: text().describe("Tenant."),
            clientId: text().describe("Client: of the application, or of the managed identity."),
            identity,
            secret: secret("the client's secret"),
        }),
        z.strictObject({
            type: z.literal("certificate").describe("A certificate of the client."),
            secretName: kubernetesName.describe(
                "Name of a Secret of type kubernetes.io/tls in the monitoring namespace (tls.crt, tls.key).",
            ),
        }),
    ])
    .describe("How Prometheus proves who it is.");

const endpoint = z.strictObject({
    url: httpsUrl.describe("Where samples are written to, https only."),
    authentication,
    send: z
        .array(metric)
        .min(1)
        .describe('Names of the metrics that are sent, with `*` for anything: `["*"]` is everything.'),
    replicas: z
        .enum(["all", "first"])
        .default("all")
        .describe(
            "all: each Prometheus writes, and the engine keeps one of what comes twice (replicaLabel); first: one alone writes, and what it misses while it is away is missing there.",
        ),
    replicaLabel: label
        .default("__replica__")
        .describe("Label by which the engine tells replicas apart, where several write."),
    headers: z
        .record(shaped(/^[A-Za-z][A-Za-z0-9-]*$/, "the name of a header", "X-Scope-OrgID"), text())
        .default({})
        .describe("Headers of each request, none of them secret: such as the tenant, X-Scope-OrgID."),
    ca: pem.optional().describe("CA certificates that its certificate is verified with; unset, the public ones."),
    query: httpsUrl
        .optional()
        .describe(
            "Where PromQL is answered: then Grafana's dashboards ask it, and not the Prometheus of the stack. At one of them at most.",
        ),
});

export const remoteWrite = z
    .record(kubernetesName, endpoint)
    .default({})
    .describe("Engines that get metrics by Prometheus' remote write, by name.");

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;
export type RemoteEndpoint = DeepReadonly<z.output<typeof endpoint>>;
export type RemoteAuthentication = RemoteEndpoint["authentication"];
