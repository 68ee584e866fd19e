/** The real Alertmanager with the generated routes, receivers and messages; the channels are stubs. */
import { SECRET_NAMES } from "../../config/secrets";
import { toYaml } from "../../model/formats/yaml";
import type { Settings } from "../../model/stack/stack";
import { alertmanagerFiles } from "../../rules/routing/alertmanager";
import { startAlertmanager, type Alertmanager } from "../shared/loopback/alertmanager";
import { writeFiles } from "../shared/loopback/alertmanager-files";
import { STUB_PATHS, STUB_SECRETS, type Stubs } from "./stubs";

export async function startLocalAlertmanager(settings: Settings, folder: string, stubs: Stubs): Promise<Alertmanager> {
    const { config, templates } = alertmanagerFiles(settings);
    const secrets = SECRET_NAMES.flatMap((name) => {
        const reference = settings.references[name];
        const path = STUB_PATHS[name];
        const value = path === undefined ? STUB_SECRETS[name] : `${stubs.http.url}${path}`;
        return reference === undefined || value === undefined
            ? []
            : [[`${reference.name}/${reference.key}`, value] as const];
    });
    const file = writeFiles(
        { yaml: toYaml(config), config, templates },
        folder,
        { http: stubs.http.url, smtp: stubs.smtp.address },
        Object.fromEntries(secrets),
    );
    // The mail server's certificate is the only one that it trusts.
    return startAlertmanager(folder, file, { SSL_CERT_FILE: stubs.smtp.caFile });
}
