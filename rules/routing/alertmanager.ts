import { defined, type JsonObject } from "../../model/formats/json";
import type { Settings } from "../../model/stack/stack";
import { timeIntervals } from "./notification-hours";
import { inhibitions } from "./inhibition";
import { written, type Matcher } from "./matchers";
import { globalHttp, secretFile, secretsIn } from "./integrations/files";
import { receivers } from "./receivers";
import { templates } from "./templates";
import { routingTree, type Route } from "./tree";

/** What Alertmanager reads. */
export interface AlertmanagerFiles {
    /** alertmanager.yaml: https://prometheus.io/docs/alerting/latest/configuration/ */
    readonly config: JsonObject;
    readonly templates: { readonly [file: string]: string };
    /** Kubernetes Secrets that its pods mount, below /etc/alertmanager/secrets. */
    readonly secrets: readonly string[];
}

/** The operator parses the configuration before Alertmanager does and refuses fields that it doesn't know. */
export function alertmanagerFiles(settings: Settings): AlertmanagerFiles {
    const global = globals(settings);
    const told = receivers(settings);
    return {
        config: {
            global,
            route: routeOf(routingTree),
            receivers: told,
            inhibit_rules: inhibitions.map(({ source, target, equal }) => ({
                source_matchers: source.map(written),
                target_matchers: target.map(written),
                equal,
            })),
            time_intervals: timeIntervals(settings.config),
            templates: ["/etc/alertmanager/config/*.tmpl"],
        },
        templates: templates(),
        secrets: secretsIn(global, told),
    };
}

const listed = (matchers: readonly Matcher[] = []): readonly string[] | undefined =>
    matchers.length > 0 ? matchers.map(written) : undefined;

const routeOf = (route: Route): JsonObject =>
    defined({ ...route, matchers: listed(route.matchers), routes: route.routes?.map(routeOf) });

function globals({ config, references }: Settings): JsonObject {
    const { email } = config.notifications;
    const password = references.smtpPassword;
    return defined({
        resolve_timeout: "5m",
        http_config: globalHttp(config),
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
