import { isPlainObject, type PlainObject } from "../../config/merge";
import {
    ACCESSORS,
    BUILT_IN_PARSERS,
    CHUNK_LINES,
    keysOf,
    MULTILINE_PARSER_KEYS,
    PARSER_KEYS,
    PROCESSOR_LIST,
    RULE_KEYS,
    SECTIONS,
    SERVICE_KEYS,
    type Kind,
} from "./grammar";

/**
 * What is wrong with a configuration of Fluent Bit's although it may start with it, or would say only then: one sentence
 * each. Overrides are checked too, so the configuration is taken as it comes.
 */
export function fluentBitProblems(config: PlainObject): readonly string[] {
    const plugins = pluginsOf(config);
    return [
        ...unknown("configuration", config, SECTIONS),
        ...unknown("service", section(config.service), SERVICE_KEYS),
        ...maps(config.parsers).flatMap((parser) => unknown(`parser ${nameOf(parser)}`, parser, PARSER_KEYS)),
        ...maps(config.multiline_parsers).flatMap(multilineProblems),
        ...plugins.flatMap((plugin) => [
            ...pluginProblems(plugin),
            ...missingParsers(plugin, config),
            ...unmatched(plugin, plugins),
        ]),
        ...losses(section(config.service), plugins),
    ];
}

interface Plugin {
    readonly kind: Kind;
    readonly name: string;
    readonly settings: PlainObject;
    /** Within an input: its place among the processors. */
    readonly processor: boolean;
}

const section = (value: unknown): PlainObject => (isPlainObject(value) ? value : {});
const list = (value: unknown): readonly unknown[] =>
    Array.isArray(value) ? value : value === undefined ? [] : [value];
const maps = (value: unknown): readonly PlainObject[] => list(value).filter(isPlainObject);
const texts = (value: unknown): readonly string[] => list(value).map(String);
const names = (value: unknown): readonly string[] =>
    texts(value).flatMap((text) => text.split(",").map((name) => name.trim()));
const nameOf = (settings: PlainObject): string => String(settings.name);

function pluginsOf(config: PlainObject): readonly Plugin[] {
    const { inputs, filters, outputs } = section(config.pipeline);
    const of = (kind: Kind, value: unknown, processor = false): readonly Plugin[] =>
        maps(value).map((settings) => ({ kind, name: nameOf(settings), settings, processor }));
    return [
        ...of("input", inputs),
        ...maps(inputs).flatMap(({ processors }) => of("filter", section(processors).logs, true)),
        ...of("filter", filters),
        ...of("output", outputs),
    ];
}

const title = ({ kind, name, processor }: Plugin): string => `${processor ? "processor" : kind} ${name}`;

const unknown = (where: string, settings: PlainObject, known: readonly string[]): readonly string[] =>
    Object.keys(settings)
        .filter((key) => settings[key] !== undefined && !known.includes(key.toLowerCase()))
        .map((key) => `${where}: ${key} is unknown`);

function pluginProblems(plugin: Plugin): readonly string[] {
    const { kind, name, settings, processor } = plugin;
    const known = keysOf(kind, name);
    if (known === undefined) return [`${title(plugin)} is unknown`];
    const matches = settings.match !== undefined || settings.match_regex !== undefined;
    return [
        ...unknown(title(plugin), settings, known),
        ...(kind !== "input" && !processor && !matches ? [`${title(plugin)}: match is missing`] : []),
        ...(processor
            ? Object.entries(settings).flatMap(([key, value]) => [
                  ...(list(value).length > PROCESSOR_LIST
                      ? [
                            `${title(plugin)}: ${key} has more than ${PROCESSOR_LIST} values, which Fluent Bit can't read here`,
                        ]
                      : []),
                  ...(key === "condition" && !isPlainObject(value)
                      ? [`${title(plugin)}: its own condition is taken for the processor's`]
                      : []),
              ])
            : []),
        ...ACCESSORS.flatMap((key) =>
            texts(settings[key])
                .filter((accessor) => !accessor.startsWith("$"))
                .map((accessor) => `${title(plugin)}: ${key} ${accessor} finds nothing without a $ before it`),
        ),
    ];
}

function missingParsers(plugin: Plugin, config: PlainObject): readonly string[] {
    const declared = (value: unknown): readonly string[] => maps(value).map(nameOf);
    const missing = (used: readonly string[], known: readonly string[]): readonly string[] =>
        used.filter((name) => !known.includes(name)).map((name) => `${title(plugin)}: parser ${name} is not defined`);
    const { parser } = plugin.settings;
    return [
        ...missing(parser === undefined ? [] : texts(parser), declared(config.parsers)),
        ...missing(names(plugin.settings["multiline.parser"]), [
            ...BUILT_IN_PARSERS,
            ...declared(config.multiline_parsers),
        ]),
    ];
}

/** A pattern that no tag meets: what it is for never happens. */
function unmatched(plugin: Plugin, plugins: readonly Plugin[]): readonly string[] {
    const [pattern] = texts(plugin.settings.match);
    if (pattern === undefined || plugin.processor) return [];
    const tags = plugins.filter(({ kind }) => kind === "input").map(({ settings }) => String(settings.tag));
    return tags.some((tag) => meet(tag, pattern)) ? [] : [`${title(plugin)}: no tag matches ${pattern}`];
}

/** Whether two patterns with `*` can be the same text. */
function meet(a: string, b: string): boolean {
    if (a === "" && b === "") return true;
    if (a.startsWith("*")) return meet(a.slice(1), b) || (b !== "" && meet(a, b.slice(1)));
    if (b.startsWith("*")) return meet(b, a);
    return a !== "" && a[0] === b[0] && meet(a.slice(1), b.slice(1));
}

function multilineProblems(parser: PlainObject): readonly string[] {
    const where = `multiline parser ${nameOf(parser)}`;
    const rules = maps(parser.rules);
    const states = rules.flatMap(({ state }) => names(state));
    return [
        ...unknown(where, parser, MULTILINE_PARSER_KEYS),
        ...rules.flatMap((rule) => unknown(where, rule, RULE_KEYS)),
        ...(states.includes("start_state") ? [] : [`${where}: no rule begins in start_state`]),
        ...rules
            .map(({ next_state: next }) => String(next))
            .filter((next) => !states.includes(next))
            .map((next) => `${where}: no rule goes on from state ${next}`),
    ];
}

/** Settings that lose lines in silence. */
function losses(service: PlainObject, plugins: readonly Plugin[]): readonly string[] {
    const of = (kind: Kind): readonly Plugin[] => plugins.filter((plugin) => plugin.kind === kind && !plugin.processor);
    return [
        ...(service["storage.path"] === undefined ? ["service: without storage.path nothing is kept on disk"] : []),
        ...(service["storage.checksum"] === true
            ? ["service: storage.checksum discards the chunks that were open when it crashed"]
            : []),
        ...of("input").flatMap((input) => [
            ...(input.settings["storage.type"] === "filesystem"
                ? []
                : [`${title(input)}: its lines aren't kept on disk`]),
            ...(input.name === "tail" && input.settings.db === undefined
                ? [`${title(input)}: without db it doesn't know where it was`]
                : []),
        ]),
        ...of("filter")
            .filter(({ name }) => name === "multiline")
            .map((filter) => `${title(filter)}: as a filter it drops what its emitter can't take; make it a processor`),
        ...of("output").flatMap((output) => [
            ...(output.settings["storage.total_limit_size"] === undefined
                ? [`${title(output)}: nothing bounds what it keeps on disk`]
                : []),
            ...(["no_limits", "false"].includes(String(output.settings.retry_limit).toLowerCase())
                ? []
                : [`${title(output)}: it gives up after some tries`]),
            ...(output.name === "opentelemetry" && !(Number(output.settings.batch_size) >= CHUNK_LINES)
                ? [`${title(output)}: of a chunk that is sent in parts, only the last one's failure is noticed`]
                : []),
        ]),
    ];
}
