/**
 * Which lines of text are one trace: an exception or a panic with its message, its frames and its causes, in the shapes of
 * Go, Java, Kotlin, .NET, Node.js, Python, PHP, Ruby, Rust and Elixir. All are one machine, since the line of the logger that
 * comes before a trace doesn't tell the language.
 *
 * Regular expressions are read alike by Fluent Bit's engine (Onigmo) and JavaScript. A line is judged when it comes, by what
 * came before it alone: a message of several lines is known by its indentation, by words that drivers put there, or by a first
 * line that is visibly not the end.
 */

/** From one state to the next: a line that matches is joined to those before it. */
export interface Rule {
    readonly state: string;
    readonly regex: string;
    readonly next: string;
}

const START = "start_state";
/** Beginnings of a line. */
const anyOf = (...beginnings: readonly string[]): string => `^(${beginnings.join("|")})`;
const rule = (state: string, regex: string, next = state): Rule => ({ state, regex, next });
const starts = (next: string, ...regexes: readonly string[]): readonly Rule[] =>
    regexes.map((regex) => rule(START, regex, next));

/** Not JSON, which is one line whatever it tells of. */
const TEXT = String.raw`^(?!\s*\{)`;
const LEVEL_WORDS = "trace debug dbug info notice warn warning fail error fatal critical"
    .split(" ")
    .flatMap((word) => [word, word.toUpperCase(), word.replace(/^./, (letter) => letter.toUpperCase())])
    .join("|");
/** A line that no logger begins: without date, level, brackets or `key=`. */
const FREE = String.raw`^(?!\s*[\[{]|\d{4}[-/]\d\d|\d\d?[:.]\d\d|[A-Z][a-z]{2} +\d|[IWEF]\d{4} |<\d+>|\w+=|(${LEVEL_WORDS})\b)`;

const EXCEPTION = String.raw`[\w.$\\:]*(Exception|Error|Throwable)( \[\w+\])?`;
/** An exception by its full name at the beginning of a line, as loggers put it below their own line. */
const QUALIFIED = String.raw`([\w$]+\.)+[\w$]*(Exception|Error|Throwable)(: .*)?$`;
const TRACEBACK = String.raw`.*Traceback \(most recent call last\):$`;
const INDENTED = String.raw`\s+\S`;
const BLANK = String.raw`\s*$`;
const CLOSED = String.raw`\s*[}\])>]+[,;]*\s*$`;

/** What databases, drivers and clients put into messages. */
const TOLD_BY_DRIVERS = [
    "(DETAIL|Detail|HINT|Hint|CONTEXT|Context|WHERE|Where|POSITION|Position|STATEMENT|Statement|QUERY|Query|SQL|Reason): ",
    String.raw`LINE \d+: `,
    "HTTP response (headers|body): ",
    String.raw`ORA-\d+: `,
    "### ",
    "; (SQL|nested exception)",
    String.raw`\[(SQL|parameters|generated in|cached since).*\]$`,
    String.raw`\(Background on this error`,
    String.raw`(SELECT|INSERT|UPDATE|DELETE|FROM|WHERE|(LEFT |RIGHT |INNER |OUTER )?JOIN|ORDER BY|GROUP BY|HAVING|VALUES|SET|RETURNING|LIMIT|UNION|WITH|AND|OR|ON)\b.*`,
    "Require stack:$",
    "- /",
] as const;

/** Frames and causes that aren't indented. */
const FRAMES = [
    "(Caused by|Suppressed|Wrapped by|Location|[Ss]tack backtrace|[Ss]tack trace|Original Stack Trace|Error has been observed|Assembly trace)\\b",
    String.raw`\.\.\. \d+ (more|common frames omitted)`,
    String.raw`\(Coroutine `,
    "--- End of ",
    "note: ",
    String.raw`#\d+ `,
    String.raw`Next [\w\\]+: `,
    String.raw`\[(stacktrace|previous exception)\]`,
    String.raw`"\}\s*$`,
    String.raw`\S+\.rb:\d+:in (?!.*\([A-Z][\w:]*\)$)`,
    String.raw`\*\* \(`,
    String.raw`Node\.js v\d`,
    String.raw`\[UnhandledPromiseRejection`,
] as const;

/** Names of functions as Go prints them. */
const GO_CALL = String.raw`[^\s{(]+\(.*\)$`;
const GO_FUNCTION = String.raw`[\w./~-]+\.[\w.()*\[\]-]+$`;
const GO_FILE = String.raw`\s+\S+\.go:\d+`;

const GO_LINES = [
    INDENTED,
    String.raw`\[(signal|originating from) `,
    GO_CALL,
    "created by ",
    String.raw`\.\.\..* elided`,
    String.raw`(runtime( stack)?|PC|m)[:=]`,
    String.raw`r\w+ +0x`,
    String.raw`exit status \d+$`,
] as const;

const go: readonly Rule[] = [
    ...starts("go_message", anyOf("panic: ", "fatal error: "), String.raw`${TEXT}(.*\s)?http: panic serving `),
    ...starts("gin", String.raw`${TEXT}.*panic recovered:$`),
    ...starts(
        "go_gap",
        String.raw`${TEXT}(.*\s)?(panic: |fatal error: |SIG[A-Z]+: |\[PANIC RECOVER\] )`,
        String.raw`^goroutine \d+ .*\[.+\]:$`,
    ),
    // Frames alone: their first line was told by a logger that says no more than that.
    ...starts("go_frames", `^${GO_FUNCTION}`),
    rule("go_message", String.raw`^(goroutine \d+ |\[(signal|originating from) |${BLANK})`, "go_gap"),
    rule("go_message", FREE),
    // Another goroutine comes below an empty line.
    rule("go", `^${BLANK}`, "go_gap"),
    rule("go_gap", String.raw`^(${BLANK}|goroutine \d+ )`),
    ...["go", "go_gap"].map((state) => rule(state, anyOf(...GO_LINES), "go")),
    rule("go_frames", `^${GO_FILE}`, "go_next"),
    rule("go_next", `^${GO_FUNCTION}`, "go_frames"),
    // The request, the error, then a file and a call in turn.
    rule("gin", String.raw`^/\S+\.go:\d+ \(0x`, "gin_frames"),
    rule("gin", FREE),
    rule("gin", anyOf(BLANK, INDENTED)),
    rule("gin_frames", anyOf(String.raw`/\S+\.go:\d+ \(0x`, INDENTED, String.raw`\x1b\[[\d;]*m\s*$`)),
];

const python: readonly Rule[] = [
    ...starts("python", TEXT + TRACEBACK),
    rule("python", anyOf(String.raw`\s(?!\s*\+ Exception Group )`, "$", "Traceback ")),
    rule("python", String.raw`^(\w+\.)*\w+: \d+ validation errors? for `, "pydantic"),
    rule("python", String.raw`^(\w+\.)*\w+: .*[:\[({]\s*$`, "open1"),
    rule("python", String.raw`^(\w+\.)*\w+(: |:?$)`, "python_message"),
    rule(
        "python_message",
        anyOf("$", ...["During handling of the above exception", "The above exception was"]),
        "python_gap",
    ),
    rule("python_message", String.raw`^\[SQL: .*[^\]]$`, "python_sql"),
    rule("python_message", anyOf(INDENTED, CLOSED, ...TOLD_BY_DRIVERS)),
    rule("python_sql", String.raw`\]$`, "python_message"),
    rule("python_sql", FREE),
    // Between two exceptions, or between the parts of one message.
    rule("python_gap", "^Traceback ", "python"),
    rule("python_gap", anyOf("$", "During handling of the above exception", "The above exception was")),
    rule("python_gap", String.raw`^\[SQL: .*[^\]]$`, "python_sql"),
    rule("python_gap", anyOf(...TOLD_BY_DRIVERS), "python_message"),
    // A field, and what is wrong with it.
    rule("pydantic", anyOf(INDENTED, String.raw`[\w.\[\]()'-]+$`)),
    rule("pydantic", anyOf("$", "During handling of the above exception", "The above exception was"), "python_gap"),
];

const node: readonly Rule[] = [
    // Where it was thrown, the code there, a mark below it.
    ...starts("node_code", String.raw`^(file://)?(/|node:|[A-Z]:\\)\S*:\d+$`),
    rule("node_code", anyOf(INDENTED, BLANK, String.raw`\S.*[;{(,]$`), "node_thrown"),
    rule("node_thrown", anyOf(INDENTED, BLANK)),
    rule("node_thrown", String.raw`^(Uncaught )?${EXCEPTION}: .*[:\[({]\s*$`, "open1"),
    rule(
        "node_thrown",
        anyOf(String.raw`(Uncaught |\[)?${EXCEPTION}(:|$)`, String.raw`\[?UnhandledPromiseRejection`),
        "trace",
    ),
];

const rust: readonly Rule[] = [
    ...starts("open1", String.raw`${TEXT}(.*\s)?thread '[^']*' (\(\d+\) )?panicked at .*:$`),
    ...starts("trace", String.raw`${TEXT}(.*\s)?thread '[^']*' (\(\d+\) )?panicked at `),
];

const ruby: readonly Rule[] = starts(
    "trace",
    String.raw`${TEXT}(.*\s)?\S+\.rb:\d+:in `,
    String.raw`${TEXT}(.*\s)?[A-Z]\w*(::[A-Z]\w*)* \(.*\):$`,
    String.raw`${TEXT}.* \([A-Z]\w*(::\w+)*\)$`,
);

const elixir: readonly Rule[] = [
    ...starts(
        "elixir",
        String.raw`${TEXT}.*\[error\] .*(terminating|crashed|exited|raised an exception|started from .*)`,
        String.raw`${TEXT}(.*\s)?\*\* \(`,
    ),
    rule(
        "elixir",
        anyOf(
            INDENTED,
            BLANK,
            String.raw`\*\* \(`,
            "(Last message|State|Function|Args|Initial Call|Ancestors|Message Queue|Messages|Links|Dictionary|Trapping Exits|Status|Heap Size|Stack Size|Reductions|Start Call|Server|Client|Request|Registered Name)\\b.*:",
        ),
    ),
];

/** The category of .NET's console logger: the message itself is what follows. */
const dotnet: readonly Rule[] = starts("trace", String.raw`^(trce|dbug|info|warn|fail|crit): [\w.+\x60\[\]]+\[\d+\]$`);

/** Exceptions of every language that calls them so. */
const exceptions: readonly Rule[] = [
    ...starts(
        "open",
        String.raw`${TEXT}(.*\s)?${EXCEPTION}: .*[\[({]\s*$`,
        // A statement that goes on on the next line.
        String.raw`${TEXT}(.*\s)?${EXCEPTION}: .*\[(SELECT|INSERT|UPDATE|DELETE|WITH|select|insert|update|delete|with)\b[^\]]*$`,
    ),
    ...starts("open1", String.raw`${TEXT}(.*\s)?${EXCEPTION}: (.*:)?\s*$`),
    ...starts(
        "trace",
        String.raw`${TEXT}(.*\s)?${EXCEPTION}: `,
        String.raw`${TEXT}(Exception in thread "[^"]*" |Unhandled exception\. |Uncaught )?([\w$]+\.)+[\w$]*(Exception|Error|Throwable)$`,
        String.raw`^(Uncaught )?[A-Z]\w*(Error|Exception)$|^Error$`,
    ),
    rule("trace", anyOf(INDENTED, BLANK, CLOSED, ...FRAMES, ...TOLD_BY_DRIVERS)),
    // A bracket is open: until it closes.
    rule("open", CLOSED, "trace"),
    rule("open", String.raw`^\s+at \S`, "trace"),
    rule("open", String.raw`^[^\[]*\]`, "trace"),
    rule("open", anyOf(INDENTED, BLANK)),
    rule("open", FREE),
    // A line ends with a colon: some lines, until the first frame.
    ...[1, 2, 3, 4].flatMap((line) => [
        rule(
            `open${line}`,
            anyOf(String.raw`\s+(at|File|from|\d+:) \S`, CLOSED, ...FRAMES, ...TOLD_BY_DRIVERS),
            "trace",
        ),
        rule(`open${line}`, anyOf(INDENTED, BLANK)),
        rule(`open${line}`, FREE, line < 4 ? `open${line + 1}` : "trace"),
    ]),
];

/** The line of a logger, where what it tells of comes below. */
const logged: readonly Rule[] = [
    ...starts(
        "logged",
        String.raw`${TEXT}.*\b(ERROR|WARN|WARNING|FATAL|SEVERE|CRITICAL|DPANIC|PANIC|Internal Server Error|Exception|exception|raised unexpected|root cause)\b`,
    ),
    rule("logged", `^${TRACEBACK}`, "python"),
    rule("logged", String.raw`^${EXCEPTION}: .*[\[({]\s*$`, "open"),
    rule("logged", anyOf(QUALIFIED, String.raw`${EXCEPTION}: `, INDENTED), "trace"),
    rule("logged", `^${GO_FUNCTION}`, "go_frames"),
    rule("logged", String.raw`^goroutine \d+ .*\[.+\]:$`, "go_gap"),
    rule("logged", anyOf(String.raw`\S+\.rb:\d+:in `, String.raw`\[stacktrace\]`, String.raw`#0 `), "trace"),
    rule("logged", String.raw`^\s*$`, "logged_gap"),
    rule("logged_gap", anyOf(QUALIFIED, String.raw`\S+\.rb:\d+:in `), "trace"),
];

export const STACK_TRACES: { readonly [parser: string]: readonly Rule[] } = {
    "stack-trace": [...python, ...go, ...node, ...rust, ...elixir, ...exceptions, ...dotnet, ...ruby, ...logged],
};
