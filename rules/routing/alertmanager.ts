import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defined, type JsonObject } from "../../config/json";
import type { Settings } from "../../config/wiring";
import { receivers, secretFile, secretsOf } from "./receivers";
import { inhibitRules, routingTree } from "./tree";

/** What Alertmanager reads. */
export interface AlertmanagerFiles {
    /** alertmanager.yaml: https://prometheus.io/docs/alerting/latest/configuration/ */
    readonly config: JsonObject;
    readonly templates: { readonly [file: string]: string };
    /** Kubernetes Secrets that its pods mount, below /etc/alertmanager/secrets. */
    readonly secrets: readonly string[];
}

const TEMPLATE = "go-coffee.tmpl";

export const alertmanagerFiles = (settings: Settings): AlertmanagerFiles => ({
    config: {
        global: globals(settings),
        route: routingTree,
        receivers: receivers(settings),
        inhibit_rules: inhibitRules,
        templates: ["/etc/alertmanager/config/*.tmpl"],
    },
    templates: { [TEMPLATE]: readFileSync(join(__dirname, "templates", TEMPLATE), "utf8") },
    secrets: secretsOf(settings),
});

function globals({ config, references }: Settings): JsonObject {
    const { email } = config.notifications;
    const password = references.smtpPassword;
    return defined({
        resolve_timeout: "5m",
        ...(email.enabled && password !== undefined
            ? {
                  smtp_smarthost: email.smarthost,
                  smtp_from: email.from,
                  smtp_auth_username: email.username,
                  smtp_auth_password_file: secretFile(password),
                  smtp_require_tls: true,
              }
            : {}),
    });
}
