/** Lines that the program prints for people to paste, as a shell and the programs behind it would read them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { PlainObject } from "../../config/merge";
import { commandLine } from "../../scripts/pulumi/command-line";
import { PROJECT } from "./plan";

/** Words of a line of a shell: quotes are taken off, and what stands behind a # is a comment. */
export const wordsOf = (line: string): readonly string[] =>
    [...line.replace(/\s#\s.*$/, "").matchAll(/(?:'[^']*'|"[^"]*"|\\.|[^\s'"\\])+/g)].map(([word]) =>
        word.replaceAll(/'([^']*)'|"([^"]*)"|\\(.)/g, (_, single?: string, double?: string, one?: string) =>
            [single, double, one].join(""),
        ),
    );

/** Commands of a line, which a shell runs one after the other. */
export const commandsOf = (line: string): readonly (readonly string[])[] =>
    line.split(/\s+&&\s+/).map((command) => wordsOf(command));

const { scripts } = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")) as {
    readonly scripts: Readonly<Record<string, string>>;
};

/** What is wrong with a command of ours; undefined when npm and the verb take it. */
export function refusal(command: readonly string[]): string | undefined {
    const words = command.filter((word) => word !== "--silent");
    const [npm, run, verb = "", separator, ...args] = words;
    if (npm !== "npm" || run !== "run") return undefined;
    if (!(verb in scripts)) return `no verb ${verb}`;
    if (separator !== undefined && separator !== "--") return `npm takes ${separator} for itself`;
    const stack = args.indexOf("--stack");
    if (stack >= 0 && !/^[\w.$-]+$/.test(args[stack + 1] ?? "")) return `the stack ${args[stack + 1] ?? ""}`;
    const file = /tsx (scripts\/\S+\.ts)(?!.*tsx)/.exec(scripts[verb] ?? "")?.[1];
    if (file === undefined) return undefined;
    const usage = readFileSync(join(PROJECT, file), "utf8");
    // What stands behind a further -- is the CLI's.
    const own = args.includes("--") ? args.slice(0, args.indexOf("--")) : args;
    const unknown = own.filter((word) => word.startsWith("--")).map((word) => word.split("=")[0] ?? "");
    const flag = unknown.find((word) => !usage.includes(word));
    return flag === undefined ? undefined : `${verb} has no ${flag}`;
}

/** A stack's own configuration: what its file says, and which secrets it holds. */
export interface Configured {
    readonly settings: PlainObject;
    readonly secrets: readonly string[];
}

/** A path as `pulumi config --path` reads it. */
const partsOf = (path: string): readonly (string | number)[] =>
    [...path.matchAll(/\["([^"]+)"\]|\[(\d+)\]|([^.[\]]+)/g)].map(([, quoted, index, name]) =>
        index === undefined ? (quoted ?? name ?? "") : Number(index),
    );

/** A value as `pulumi config set --path` stores it: https://www.pulumi.com/docs/iac/concepts/config/#structured-configuration */
const stored = (text: string): unknown =>
    text === "true" ? true : text === "false" ? false : /^(?:0|-?[1-9]\d*)$/.test(text) ? Number(text) : text;

function changed(root: unknown, [part, ...below]: readonly (string | number)[], value: unknown): unknown {
    if (part === undefined) return value;
    if (typeof part === "number") {
        const list = Array.isArray(root) ? [...(root as readonly unknown[])] : [];
        if (below.length === 0 && value === undefined) return list.filter((_, index) => index !== part);
        list[part] = changed(list[part], below, value);
        return list;
    }
    const map = { ...(root as PlainObject | undefined) };
    const now = changed(map[part], below, value);
    return now === undefined
        ? Object.fromEntries(Object.entries(map).filter(([key]) => key !== part))
        : { ...map, [part]: now };
}

/** What somebody answers who is asked for a value: the example that stands behind the line. */
const answered = (line: string): string =>
    /; for example (\S+)|: for example (\S+)/.exec(line)?.slice(1).find(Boolean) ?? "answered";

/** A file that is given to a command. */
const GIVEN = "-----BEGIN CERTIFICATE-----\nbWFkZSB1cA==\n-----END CERTIFICATE-----\n";

/** A configuration after a line of `npm run config` was pasted; undefined when the line is about something else. */
export function pasted(configured: Configured, line: string): Configured | undefined {
    let now = configured;
    for (const command of commandsOf(line)) {
        if (command.slice(0, 3).join(" ") !== "npm run config") return undefined;
        const { passed } = commandLine(["config", ...command.slice(4)]);
        const [what, option, key = "", value = answered(line)] = passed;
        if (what === "set" && option === "--secret") now = { ...now, secrets: [...now.secrets, key] };
        else {
            const text = value === "<" ? GIVEN : value;
            const settings = changed(now.settings, partsOf(key), what === "rm" ? undefined : stored(text));
            const secrets = what === "rm" ? now.secrets.filter((name) => name !== key) : now.secrets;
            now = { settings: settings as PlainObject, secrets };
        }
    }
    return now;
}
