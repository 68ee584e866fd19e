/** `notifications.receivers`: any other receiver of Alertmanager. */

import { z } from "zod";
import { kindOf, RECEIVER_TYPES, secretFilesOf, type ReceiverType, type SettingShape } from "../receiver-kinds";
import { TEAMS } from "./services";
import { duration, kubernetesName, text, url } from "./shapes";

/** A key of a Kubernetes Secret that exists already. */
const secretKey = z.strictObject({
    name: kubernetesName.describe("Name of a Secret in the monitoring namespace."),
    key: text().describe("Key in it."),
});

export const someTeams = z.array(z.enum(TEAMS)).min(1);

const SHAPES: Readonly<Record<SettingShape, z.ZodType>> = {
    text: text(),
    url,
    time: duration,
    number: z.int(),
    count: z.int().min(0),
    truth: z.boolean(),
    map: z.record(z.string(), z.unknown()),
    list: z.array(z.unknown()),
};

const tlsVersion = z.enum(["TLS12", "TLS13"]);

/** https://prometheus.io/docs/alerting/latest/configuration/#http_config; the proxy is `httpProxy`. */
const httpConfig = z.strictObject({
    authorization: z.strictObject({ type: text().optional() }).optional(),
    basic_auth: z.strictObject({ username: text().optional() }).optional(),
    oauth2: z
        .strictObject({
            client_id: text().optional(),
            token_url: url.optional(),
            scopes: z.array(text()).optional(),
            endpoint_params: z.record(z.string(), text(0)).optional(),
        })
        .optional(),
    tls_config: z
        .strictObject({
            server_name: text().optional(),
            insecure_skip_verify: z.boolean().optional(),
            min_version: tlsVersion.optional(),
            max_version: tlsVersion.optional(),
        })
        .optional(),
    follow_redirects: z.boolean().optional(),
    enable_http2: z.boolean().optional(),
});

function settingsOf(type: ReceiverType) {
    const { settings, http } = kindOf(type);
    const known = Object.entries(settings).flatMap(([shape, names]) =>
        names.split(" ").map((name) => [name, SHAPES[shape as SettingShape].optional()] as const),
    );
    return z.strictObject({
        send_resolved: z.boolean().optional(),
        ...Object.fromEntries(known),
        ...(http === false ? {} : { http_config: httpConfig.optional() }),
    });
}

const secretsOf = (type: ReceiverType) =>
    z.strictObject(Object.fromEntries(secretFilesOf(type).map((file) => [file, secretKey.optional()])));

const variant = (type: ReceiverType) =>
    z.strictObject({
        type: z.literal(type).describe("Its kind, as Alertmanager names it in <type>_configs."),
        role: z
            .enum(["channel", "pager"])
            .default("channel")
            .describe("channel: told whatever a team's channel is told; pager: told of what pages a team."),
        teams: someTeams.default([...TEAMS]).describe("Teams whose alerts it gets."),
        settings: settingsOf(type)
            .prefault({})
            .describe(
                "Its settings as Alertmanager writes them, but for secrets. The message is the stack's own unless it is among them.",
            ),
        secrets: secretsOf(type)
            .prefault({})
            .describe("Settings that name a file with a secret: the key of a Kubernetes Secret in place of the file."),
    });

type Variant = ReturnType<typeof variant>;
const variants = RECEIVER_TYPES.map(variant) as [Variant, ...Variant[]];

export const receivers = z
    .record(kubernetesName, z.discriminatedUnion("type", variants))
    .default({})
    .describe(
        "Any other receiver of Alertmanager, by a name of yours: it is told beside the channels above. Its keys: type, role, teams, settings, secrets ([routing.md](routing.md#other-receivers)).",
    );
