import type { HelmValues } from "../helm/values";
import { STACK_TRACES } from "./traces";

/**
 * Stack traces that containers print as many lines: https://docs.fluentbit.io/manual/data-pipeline/parsers/multiline-parsing.
 * The built-in parsers know one language each, and miss much of it.
 */

/** How long a trace's next line is awaited: what a crash of Fluent Bit itself can lose. */
const WAIT_MS = 1000;

/** The parsers as the configuration file declares them. */
export const multilineParsers: readonly HelmValues[] = Object.entries(STACK_TRACES).map(([name, rules]) => ({
    name,
    type: "regex",
    flush_timeout: WAIT_MS,
    // Each stream of a container for itself.
    key_group: "log.iostream",
    rules: rules.map(({ state, regex, next }) => ({ state, regex: `/${regex}/`, next_state: next })),
}));

/**
 * Joins traces within the input: as a filter it would hand the lines to an emitter, which drops what its memory can't
 * take while the collector is away.
 */
export const joinTraces = (key: string): HelmValues => ({
    name: "multiline",
    "multiline.key_content": key,
    "multiline.parser": Object.keys(STACK_TRACES).join(", "),
    mode: "parser",
    buffer: true,
    flush_ms: WAIT_MS,
});
