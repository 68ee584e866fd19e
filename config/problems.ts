/** Something wrong in the configuration, with the line that mends it. */
export interface Problem {
    /** Path of the key, such as `prometheus.retention`. */
    readonly key: string;
    /** The value found; absent when the key is missing. */
    readonly value?: unknown;
    /** What is wrong, as the rest of a sentence. */
    readonly problem: string;
    /** The commands that mend it, a line each; `# or:` stands before another way. */
    readonly fix: string;
}

/** A text as one word of a shell. */
export const word = (text: string): string =>
    /^[\w.:/@+-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

/** A path the way `pulumi config set --path` reads it: parts with dots or slashes are quoted in brackets. */
export const pathOf = (parts: readonly PropertyKey[]): string =>
    parts.reduce<string>((path, part) => {
        if (typeof part === "number") return `${path}[${part}]`;
        const name = String(part);
        if (!/^[\w-]+$/.test(name)) return `${path}["${name}"]`;
        return path === "" ? name : `${path}.${name}`;
    }, "");

/** A second way to mend, behind the first: a comment to the shell. */
export const or = (fix: string): string => (fix.includes("\n") ? `\n# or:\n${fix}` : `   # or: ${fix}`);

/** The ways to mend that a fix has, each with its lines. */
export const waysOf = (fix: string): readonly string[] => fix.split(/(?: {3}|\n)# or:\s/);

const scalar = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));

/** Stands for the name of the stack in commands, until somebody is told of them. */
const STACK = "{stack}";

/** The commands of a text, for a stack. */
export const commandsFor = (stack: string, text: string): string => text.replaceAll(STACK, word(stack));

/** `pulumi config` with the backend and the passphrase of the stack. */
export const CONFIG = `npm run config -- --stack ${STACK} --`;

/** The command that sets a key, nested keys included. */
export const set = (key: string, value: unknown): string => `${CONFIG} set --path ${word(key)} ${word(scalar(value))}`;

/** The command that asks for the value of a key: only whoever deploys knows it. */
export const askFor = (key: string): string => `${CONFIG} set --path ${word(key)}`;

/** The commands that set every scalar below a key: `pulumi config set` takes one at a time. */
export const setAll = (path: readonly PropertyKey[], value: unknown): readonly string[] =>
    typeof value === "object" && value !== null
        ? Object.entries(value).flatMap(([part, below]) =>
              setAll([...path, Array.isArray(value) ? Number(part) : part], below),
          )
        : [set(pathOf(path), value)];

/** The commands that give what stands below one key to another. */
export const move = (from: readonly PropertyKey[], to: readonly PropertyKey[], value: unknown): string =>
    [remove(pathOf(from)), ...setAll(to, value)].join(" && ");

/** The command that takes a key out. */
export const remove = (key: string): string => `${CONFIG} rm --path ${word(key)}`;

/** The command that sets a secret, which then asks for the value. */
export const setSecret = (key: string): string => `${CONFIG} set --secret ${key}`;

/** Stands for a value that nobody should read. */
export const HIDDEN = "[hidden]";

const shown = (value: unknown): string => {
    const text = JSON.stringify(value).replaceAll(/:\/\/[^\s/@"]*:[^\s/@"]*@/g, `://${HIDDEN}@`);
    return text.length > 80 ? `${text.slice(0, 77)}...` : text;
};

const render = ({ key, value, problem, fix }: Problem): string =>
    `  ${key}${value === undefined ? " is not set" : ` = ${shown(value)}`}\n      ${problem}\n      ${fix.replaceAll("\n", "\n      ")}`;

/** What whoever configures the stack has to mend: its message is told without a stack trace, by Pulumi too. */
export class MendableError extends Error {
    /** Pulumi's own mark (`RunError.isInstance`), without its SDK: that takes a second to load. */
    readonly __pulumiRunError = true;
}

/** All problems of a configuration at once; nothing has been deployed when it is thrown. */
export class ConfigurationError extends MendableError {
    constructor(
        readonly problems: readonly Problem[],
        stack: string,
    ) {
        const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
        const list = commandsFor(stack, problems.map(render).join("\n\n"));
        super(`The configuration has ${count}; nothing was deployed.\n\n${list}\n`);
        this.name = "ConfigurationError";
    }
}
