/** How people get into Grafana, and what of it leads outside. */

import type { StackConfig } from "../../config/schema";
import { fromFile } from "../../model/grafana/datasources";
import type { SecretReference, SecretReferences } from "../../model/stack/stack";
import { defined, type HelmValue, type HelmValues } from "../helm/values";

const DIRECTORY = "/etc/go-coffee/grafana";

type SignIn = NonNullable<StackConfig["grafana"]["signIn"]>;

/** A key of a mounted Secret. */
const fileOf = (folder: string, { key }: SecretReference): string => fromFile(`${DIRECTORY}/${folder}/${key}`);

const SECRETS = {
    "secret-key": "grafanaSecretKey",
    "sign-in": "grafanaSignInSecret",
} as const satisfies Readonly<Record<string, keyof SecretReferences>>;

/** Secrets as files: an environment is seen by every process of the pod and by who may describe it. */
export const secretMounts = ({ grafana }: StackConfig, references: SecretReferences): readonly HelmValue[] =>
    Object.entries(SECRETS).flatMap(([folder, name]) => {
        const reference = references[name];
        if (reference === undefined || (name === "grafanaSignInSecret" && grafana.signIn === undefined)) return [];
        return [
            {
                name: folder,
                mountPath: `${DIRECTORY}/${folder}`,
                secretName: reference.name,
                items: [{ key: reference.key, path: reference.key }],
                readOnly: true,
            },
        ];
    });

/** Which role the groups of a person give: an expression of JMESPath. */
export function roleExpression({ groupsClaim, administrators, editors, viewers }: SignIn): string {
    const one = (groups: readonly string[], role: string): readonly string[] =>
        groups.length === 0
            ? []
            : [`(${groups.map((group) => `contains(${groupsClaim}[*], '${group}')`).join(" || ")}) && '${role}'`];
    return [
        ...one(administrators, "Admin"),
        ...one(editors, "Editor"),
        ...(viewers === undefined ? ["'Viewer'"] : one(viewers, "Viewer")),
    ].join(" || ");
}

/** The parts of grafana.ini about people: https://grafana.com/docs/grafana/latest/setup-grafana/configure-grafana/ */
export function signInSettings({ grafana }: StackConfig, references: SecretReferences): HelmValues {
    const { signIn } = grafana;
    const { grafanaSecretKey: key, grafanaSignInSecret: secret } = references;
    return defined({
        security: defined({
            cookie_secure: true,
            strict_transport_security: true,
            // Faces would be asked for by the hash of a person's address.
            disable_gravatar: true,
            secret_key: key === undefined ? undefined : fileOf("secret-key", key),
        }),
        snapshots: { external_enabled: false },
        // What isn't in the image isn't fetched at each start.
        plugins: { preinstall_disabled: true, plugin_admin_enabled: false },
        auth: signIn === undefined ? undefined : { disable_login_form: !signIn.passwordLogin },
        "auth.generic_oauth":
            signIn === undefined
                ? undefined
                : defined({
                      enabled: true,
                      name: signIn.name,
                      client_id: signIn.clientId,
                      client_secret: secret === undefined ? undefined : fileOf("sign-in", secret),
                      auth_url: signIn.authUrl,
                      token_url: signIn.tokenUrl,
                      api_url: signIn.apiUrl,
                      scopes: signIn.scopes.join(" "),
                      use_pkce: true,
                      allow_sign_up: true,
                      role_attribute_path: roleExpression(signIn),
                      // Who has none of the groups isn't let in.
                      role_attribute_strict: true,
                      allow_assign_grafana_admin: false,
                      skip_org_role_sync: false,
                  }),
    });
}
