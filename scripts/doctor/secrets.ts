import { isPlainObject } from "../../config/merge";
import type { StackConfig } from "../../config/schema";
import { pathOf } from "../../config/problems";
import { SECRET_NAMES } from "../../config/secrets";
import { secretOf, showsKey } from "../../model/workloads/remote-write";
import type { Cluster } from "../shared/cluster/kubectl";
import { failed, ok, type Finding } from "../shared/terminal/findings";
import type { Check } from "./subject";

/** A key of a Secret that must be there before `up`. */
export interface NeededKey {
    readonly secret: string;
    readonly key: string;
    /** The setting that names it. */
    readonly setting: string;
}

/** Keys that go with another one of the same Secret: docs/deployment.md, Secrets. */
function companions({ elasticsearch }: StackConfig, name: string): readonly string[] {
    if (name === "grafanaAdminPassword") return ["admin-user"];
    if (name === "elasticsearchPassword" && elasticsearch.mode === "managed") return ["username", "roles"];
    return [];
}

/** Every Secret that somebody else makes, with the keys that are read. */
export function neededKeys(config: StackConfig): readonly NeededKey[] {
    const existing = SECRET_NAMES.flatMap((name) => {
        const reference = config.existingSecrets[name];
        if (reference === undefined) return [];
        return [reference.key, ...companions(config, name)].map((key) => ({
            secret: reference.name,
            key,
            setting: `existingSecrets.${name}`,
        }));
    });
    const headers = Object.entries(config.collector.exports).flatMap(([name, { headers: given }]) =>
        Object.entries(given).map(([header, reference]) => ({
            secret: reference.name,
            key: reference.key,
            setting: `collector.exports.${name}.headers.${header}`,
        })),
    );
    const ca =
        config.elasticsearch.mode === "external"
            ? [
                  {
                      secret: config.elasticsearch.caSecret.name,
                      key: config.elasticsearch.caSecret.key,
                      setting: "elasticsearch.caSecret",
                  },
              ]
            : [];
    const engines = Object.entries(config.metrics.remoteWrite).flatMap(([name, { authentication }]) => {
        const setting = `metrics.remoteWrite.${name}.authentication`;
        const own = secretOf(authentication);
        const certificate = authentication.type === "certificate" ? authentication.secretName : undefined;
        return [
            ...(own === undefined || !showsKey(authentication)
                ? []
                : [{ secret: own.name, key: own.key, setting: `${setting}.secret` }]),
            ...(certificate === undefined
                ? []
                : ["tls.crt", "tls.key"].map((key) => ({
                      secret: certificate,
                      key,
                      setting: `${setting}.secretName`,
                  }))),
        ];
    });
    return [
        ...existing,
        ...headers,
        ...engines,
        ...ca,
        ...ofReceivers(config),
        ...ofDatasources(config),
        ...ofTargets(config),
    ];
}

const ofReceivers = ({ notifications }: StackConfig): readonly NeededKey[] =>
    Object.entries(notifications.receivers).flatMap(([name, { secrets: given }]) =>
        Object.entries(given).flatMap(([file, reference]) =>
            reference === undefined
                ? []
                : [
                      {
                          secret: reference.name,
                          key: reference.key,
                          setting: pathOf(["notifications", "receivers", name, "secrets", file]),
                      },
                  ],
        ),
    );

const ofDatasources = ({ grafana }: StackConfig): readonly NeededKey[] =>
    Object.entries(grafana.datasources).flatMap(([name, { secrets: given }]) =>
        Object.entries(given).map(([key, reference]) => ({
            secret: reference.name,
            key: reference.key,
            setting: pathOf(["grafana", "datasources", name, "secrets", key]),
        })),
    );

const ofTargets = ({ scrape }: StackConfig): readonly NeededKey[] =>
    Object.entries(scrape.external).flatMap(([name, { authentication: shown, tls }]) => {
        const of = (setting: string, secret: string, ...keys: readonly string[]): readonly NeededKey[] =>
            keys.map((key) => ({ secret, key, setting: pathOf(["scrape", "external", name, ...setting.split(".")]) }));
        return [
            ...(shown.type === "basic" ? of("authentication", shown.secret, shown.usernameKey, shown.passwordKey) : []),
            ...(shown.type === "bearer" ? of("authentication", shown.secret, shown.key) : []),
            ...(tls.caSecret === undefined ? [] : of("tls.caSecret", tls.caSecret.name, tls.caSecret.key)),
            ...(tls.clientSecret === undefined ? [] : of("tls.clientSecret", tls.clientSecret, "tls.crt", "tls.key")),
        ];
    });

/** Names of a Secret's keys; what they hold is asked for by the API, and neither kept nor shown. */
async function keysOf(cluster: Cluster, namespace: string, secret: string): Promise<readonly string[] | undefined> {
    const object = await cluster.get("secret", secret, namespace);
    if (object === undefined) return undefined;
    return Object.keys(isPlainObject(object.data) ? object.data : {});
}

export function secretFindings(
    needed: readonly NeededKey[],
    present: ReadonlyMap<string, readonly string[] | undefined>,
    namespace: string,
    hasNamespace: boolean,
): readonly Finding[] {
    const secrets = [...new Set(needed.map(({ secret }) => secret))].sort();
    return secrets.map((secret) => {
        const check = `Secret ${secret}`;
        const keys = [...new Set(needed.filter((one) => one.secret === secret).map(({ key }) => key))];
        const there = present.get(secret);
        const missing = keys.filter((key) => there?.includes(key) !== true);
        if (missing.length === 0) return ok(check, keys.join(", "));
        const settings = needed
            .filter((one) => one.secret === secret && missing.includes(one.key))
            .map(({ setting }) => setting);
        const found = there === undefined ? `is not in ${namespace}` : `lacks ${missing.join(", ")}`;
        const files = missing.map((key) => `--from-file=${key}=FILE`).join(" ");
        const make =
            there === undefined
                ? // The stack makes its namespace at the first `up`, and adopts one that is there.
                  `${hasNamespace ? "" : `kubectl create namespace ${namespace} && `}kubectl create secret generic ${secret} --namespace ${namespace} ${files}`
                : `kubectl edit secret ${secret} --namespace ${namespace}, or let what makes it add the key`;
        return failed(
            check,
            found,
            `${[...new Set(settings)].join(", ")} need${settings.length === 1 ? "s" : ""} it: ${make}`,
        );
    });
}

export const secrets: Check = {
    name: "Secrets",
    look: async ({ cluster, config }) => {
        const { monitoring } = config.namespaces;
        const needed = neededKeys(config);
        const names = [...new Set(needed.map(({ secret }) => secret))];
        const present = new Map(
            await Promise.all(names.map(async (name) => [name, await keysOf(cluster, monitoring, name)] as const)),
        );
        return needed.length === 0
            ? [ok("Secrets", "none has to be there already")]
            : secretFindings(needed, present, monitoring, (await cluster.get("namespace", monitoring)) !== undefined);
    },
};
