import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isPlainObject, type PlainObject } from "../../config/merge";
import { toYaml } from "../../config/yaml";
import type { Generated } from "./configuration";

/** Where the stubs listen. */
export interface Stubs {
    /** Base URL of the HTTP stub. */
    readonly http: string;
    /** host:port */
    readonly smtp: string;
}

/** Waiting is shortened where a test would only wait; `group_interval` and `repeat_interval` too. */
export interface Shortened {
    readonly group_wait?: string;
    readonly group_interval?: string;
    readonly repeat_interval?: string;
}

const ETC = "/etc/alertmanager";
const TIMES = ["group_wait", "group_interval", "repeat_interval"] as const;

/**
 * The generated configuration with addresses and paths of a test: files below `folder`, e-mail and PagerDuty to the stubs
 * (the other addresses are in secret files). Nothing else changes but times that are asked to.
 */
export function startable(config: PlainObject, folder: string, stubs: Stubs, times: Shortened = {}): PlainObject {
    const moved = (value: unknown): unknown => {
        if (typeof value === "string") return value.startsWith(`${ETC}/`) ? folder + value.slice(ETC.length) : value;
        if (Array.isArray(value)) return value.map(moved);
        if (!isPlainObject(value)) return value;
        return Object.fromEntries(
            Object.entries(value).map(([key, below]) => [key, shortened(key, times) ?? moved(below)]),
        );
    };
    const { global, ...rest } = config;
    if (!isPlainObject(global)) throw new Error("no global part");
    return {
        ...(moved(rest) as PlainObject),
        global: {
            ...(moved(global) as PlainObject),
            pagerduty_url: `${stubs.http}/pagerduty`,
            slack_app_url: `${stubs.http}/slack`,
            ...("smtp_smarthost" in global ? { smtp_smarthost: stubs.smtp } : {}),
        },
    };
}

const shortened = (key: string, times: Shortened): string | undefined => {
    const time = TIMES.find((name) => name === key);
    return time === undefined ? undefined : times[time];
};

/** Writes all that Alertmanager reads below a folder, secrets by `Secret/key` too; the path of its configuration. */
export function writeStartable(
    { config, templates }: Generated,
    folder: string,
    stubs: Stubs,
    secrets: { readonly [file: string]: string },
    times: Shortened = {},
): string {
    const files = {
        "config/alertmanager.yaml": toYaml(startable(config, folder, stubs, times)),
        ...prefixed("config", templates),
        ...prefixed("secrets", secrets),
    };
    for (const [path, content] of Object.entries(files)) {
        mkdirSync(dirname(join(folder, path)), { recursive: true });
        writeFileSync(join(folder, path), content);
    }
    return join(folder, "config/alertmanager.yaml");
}

const prefixed = (prefix: string, files: { readonly [file: string]: string }): { readonly [file: string]: string } =>
    Object.fromEntries(Object.entries(files).map(([file, content]) => [`${prefix}/${file}`, content]));
