/** What integrations have in common: secrets as files, our templates, HTTP. */

import type { JsonObject } from "../../../model/formats/json";
import { noProxy } from "../../../model/network/outgoing";
import type { SecretReference } from "../../../model/stack/stack";
import type { StackConfig } from "../../../config/schema";

/** Settings of one kind of receiver; undefined where it is off. */
export type Configs = readonly JsonObject[] | undefined;

const DIRECTORY = "/etc/alertmanager/secrets";

/** Where Alertmanager finds a secret: its pods mount the Kubernetes Secrets that are named in its spec. */
export const secretFile = ({ name, key }: SecretReference): string => `${DIRECTORY}/${name}/${key}`;

/** Kubernetes Secrets whose files a configuration names. */
export const secretsIn = (...configurations: readonly unknown[]): readonly string[] => {
    const found = JSON.stringify(configurations).matchAll(new RegExp(`"${DIRECTORY}/([^/"]+)/`, "g"));
    return [...new Set([...found].flatMap(([, name]) => name ?? []))].sort();
};

/** A template of ours, of ../templates. */
export const template = (name: string): string => `{{ template "go-coffee.${name}" . }}`;

/** How the proxy is written in `http_config`; nothing without one. */
const proxyOf = (config: StackConfig): JsonObject =>
    config.httpProxy === undefined ? {} : { proxy_url: config.httpProxy.url, no_proxy: noProxy(config) };

/** `http_config` of everything that has none of its own; undefined for Alertmanager's defaults. */
export const globalHttp = (config: StackConfig): JsonObject | undefined =>
    config.httpProxy === undefined ? undefined : proxyOf(config);

/** An `http_config` of its own takes nothing from the global one. */
export const ownHttp = (config: StackConfig, own: JsonObject): JsonObject => ({ ...proxyOf(config), ...own });
