import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { isPlainObject, type PlainObject } from "../../../config/merge";
import { startable, type Startable, type Swap } from "./startable";

/** What Alertmanager reads, as the stack's plan has it: files of /etc/alertmanager/config. */
export interface Generated {
    /** alertmanager.yaml */
    readonly yaml: string;
    readonly config: PlainObject;
    readonly templates: { readonly [file: string]: string };
}

/** Where the stubs listen. */
export interface Stubs {
    /** Base URL of the HTTP stub. */
    readonly http: string;
    /** host:port */
    readonly smtp: string;
}

const TIMES = ["group_wait", "group_interval"] as const;
/** Waiting that is shortened where a test would only wait. */
export type Shortened = { readonly [time in (typeof TIMES)[number]]?: string };

/** The generated configuration with a test's addresses and paths; the other addresses are in secret files. */
export function onLoopback(
    { yaml, config }: Generated,
    folder: string,
    stubs: Stubs,
    times: Shortened = {},
): Startable {
    const mail = isPlainObject(config.global) && "smtp_smarthost" in config.global;
    return startable(yaml, [
        { kind: "path", find: "/etc/alertmanager/", put: `${folder}/` },
        { kind: "address", at: ["global", "pagerduty_url"], to: `${stubs.http}/pagerduty` },
        { kind: "address", at: ["global", "slack_app_url"], to: `${stubs.http}/slack` },
        ...(mail ? [{ kind: "address", at: ["global", "smtp_smarthost"], to: stubs.smtp } as const] : []),
        ...TIMES.flatMap((name): readonly Swap[] => {
            const time = times[name];
            return time === undefined
                ? []
                : placesOf(name, config.route, ["route"]).map((at) => ({ kind: "time", at, to: time }));
        }),
    ]);
}

type Path = readonly (string | number)[];

/** Everywhere below a value that has a key of this name. */
function placesOf(name: string, value: unknown, at: Path): readonly Path[] {
    if (Array.isArray(value)) return value.flatMap((item, index) => placesOf(name, item, [...at, index]));
    if (!isPlainObject(value)) return [];
    return Object.entries(value).flatMap(([key, below]) =>
        key === name ? [[...at, key]] : placesOf(name, below, [...at, key]),
    );
}

/** Writes all that Alertmanager reads below a folder, secrets by `Secret/key` too; the path of its configuration. */
export function writeFiles(
    files: Generated,
    folder: string,
    stubs: Stubs,
    secrets: { readonly [file: string]: string },
    times: Shortened = {},
): string {
    const config = join(folder, "config", "alertmanager.yaml");
    const written: readonly (readonly [string, string])[] = [
        [config, onLoopback(files, folder, stubs, times).text],
        ...Object.entries(files.templates).map(([file, text]) => [join(folder, "config", file), text] as const),
        ...Object.entries(secrets).map(([file, text]) => [join(folder, "secrets", file), text] as const),
    ];
    for (const [path, text] of written) {
        mkdirSync(dirname(path), { recursive: true });
        writeFileSync(path, text);
    }
    return config;
}
