import type { HelmValues } from "../helm/values";

/**
 * Stack traces that containers print as many lines: https://docs.fluentbit.io/manual/data-pipeline/parsers/multiline-parsing.
 * The built-in parsers of these names miss generic functions and deadlocks (go), exceptions without a message (java) and
 * the markers that Python 3.11 underlines code with.
 */

/** From one state to the next: a line that matches is joined to those before it. */
interface Rule {
    readonly state: string;
    readonly regex: string;
    readonly next: string;
}

const START = "start_state";
/** Beginnings of a line. */
const anyOf = (...beginnings: readonly string[]): string => `^(${beginnings.join("|")})`;
/** One exception of Python's told behind another. */
const CHAINED = ["During handling of the above exception", "The above exception was the direct cause"] as const;

/** Not JSON, which is one line whatever it tells of. */
const TEXT = String.raw`^(?!\s*\{)`;

/** Regular expressions that Fluent Bit's engine (Onigmo) and JavaScript read alike. */
export const STACK_TRACES: { readonly [parser: string]: readonly Rule[] } = {
    "go-trace": [
        {
            state: START,
            regex: String.raw`${TEXT}(.*\s)?(panic: |fatal error: |http: panic serving |SIG[A-Z]+: )`,
            next: "go",
        },
        { state: START, regex: String.raw`^goroutine \d+ .*\[.+\]:$`, next: "go" },
        {
            state: "go",
            regex: anyOf(
                String.raw`\s*$`,
                String.raw`\t`,
                String.raw`goroutine \d+ `,
                String.raw`\[(signal|originating from) `,
                String.raw`[^\s{(]+\(.*\)$`,
                "created by ",
                String.raw`\.\.\..* elided`,
                String.raw`(runtime( stack)?|PC|m)[:=]`,
                String.raw`r\w+ +0x`,
                String.raw`exit status \d+$`,
            ),
            next: "go",
        },
    ],
    "java-trace": [
        {
            state: START,
            regex: String.raw`${TEXT}(Exception in thread "[^"]*" )?([\w$]+\.)+[\w$]*(Exception|Error|Throwable)$`,
            next: "java",
        },
        { state: START, regex: String.raw`${TEXT}(.*\s)?[\w.$]*(Exception|Error|Throwable): `, next: "java" },
        {
            state: "java",
            regex: anyOf(
                String.raw`\s+at \S`,
                String.raw`\s*(Caused by|Suppressed): `,
                String.raw`\s+\.\.\. \d+ (more|common frames omitted)`,
                String.raw`\s*$`,
            ),
            next: "java",
        },
    ],
    "python-trace": [
        { state: START, regex: String.raw`${TEXT}.*Traceback \(most recent call last\):$`, next: "python" },
        { state: "python", regex: anyOf(String.raw`\s`, "$", "Traceback ", ...CHAINED), next: "python" },
        { state: "python", regex: String.raw`^(\w+\.)*\w+(: |:?$)`, next: "python_message" },
        { state: "python_message", regex: anyOf("$", ...CHAINED), next: "python" },
    ],
};

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
