/** Plain webhooks: https://prometheus.io/docs/alerting/latest/configuration/#webhook_config */

import { defined, type JsonObject } from "../../../model/formats/json";
import type { Settings } from "../../../model/stack/stack";
import { ownHttp, secretFile, type Configs } from "./files";

/**
 * A plain webhook gets Alertmanager's own JSON of everything that a team's channel is told: each alert once, as it goes
 * to exactly one of them (`#go-coffee-critical` is told besides).
 */
export const webhook = (settings: Settings): Configs => {
    const { config, references } = settings;
    return config.notifications.webhook.enabled && references.webhookUrl !== undefined
        ? [
              defined({
                  url_file: secretFile(references.webhookUrl),
                  send_resolved: true,
                  http_config: authentication(settings),
              }),
          ]
        : undefined;
};

/** How the stack proves who it is; undefined where nobody asks. */
function authentication({ config, references }: Settings): JsonObject | undefined {
    const { authentication: asked } = config.notifications.webhook;
    const { webhookPassword, webhookToken } = references;
    const http = (own: JsonObject): JsonObject => ownHttp(config, own);
    if (asked.type === "basic" && webhookPassword !== undefined)
        return http({ basic_auth: { username: asked.username, password_file: secretFile(webhookPassword) } });
    if (asked.type === "bearer" && webhookToken !== undefined)
        return http({ authorization: { type: "Bearer", credentials_file: secretFile(webhookToken) } });
    if (asked.type === "header" && webhookToken !== undefined)
        return http({ http_headers: { [asked.name]: { files: [secretFile(webhookToken)] } } });
    return undefined;
}

/** The body doesn't matter: that it calls is the news. */
export const heartbeat = ({ config, references: { heartbeatUrl } }: Settings): Configs =>
    config.notifications.heartbeat.enabled && heartbeatUrl !== undefined
        ? [{ url_file: secretFile(heartbeatUrl), send_resolved: false }]
        : undefined;
