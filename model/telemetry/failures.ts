/**
 * Which lines tell of a failure, as LogQL (https://grafana.com/docs/loki/latest/query/).
 *
 * Loki's `detected_level` is the line's own level where it has one. Else it is the first word of the text that is the name of a
 * level: `err=<nil>` and "no error" become errors. So a line without a level must still speak of one when everything
 * harmless is taken out of it.
 */

const ERRORS = "error|\\berrs?\\b|fatal|critical";
const WARNINGS = `${ERRORS}|\\bwarn`;
/** The same where something is said of them. */
const NAMES = "(err(or)?s?|fatal|critical|warn(ing)?s?)";

/** Texts in which the name of a level says nothing: RE2, which can't look ahead, so that they are taken out before the search. */
const HARMLESS = [
    // err=<nil>, error="", "error":null, errors: 0, error_count=0, fatal=false, err= status=200
    `[\\w.-]*${NAMES}[\\w.-]*"?(\\s*[=:]\\s*(<nil>|""|''|\\[]|\\{}|(nil|null|none|false|0)\\s*($|[,;)}]))|=((nil|null|none|false|-|0(\\.0+)?)(\\W|$)|\\s*$|\\s+[\\w.]+=)|s: *0\\b)`,
    // no error, without errors, 0 critical, not a fatal error, no new warnings
    `\\b(no|non|not|without|zero|0|never)[ -](an? |any |(more|new|other|such|fatal|critical|unexpected)[ -])*${NAMES}\\b`,
    "\\b(critical (path|section)|error (budget|page|rate|count)s?)\\b( (is|was|of))?( 0\\b)?",
    // Paths and parameters of a request; klog's own level.
    '[?&/][^\\s"]*',
    "^[ID]\\d{4} .*",
].join("|");

/** What is left of a harmless text where a pointer, or a value, was nil: `err=nil pointer dereference`. */
const LEFT = "pointer|dereference|value in";

/** In a template, between the backticks of LogQL. */
const quoted = (pattern: string): string => JSON.stringify(`(?is)${pattern}`);

/** How often a line speaks of a level when what is harmless is taken out of it: within a template. */
const spoken = (names: string): string =>
    `regexReplaceAll ${quoted(HARMLESS)} __line__ "" | count ${quoted(`${names}|${LEFT}`)}`;

/** Whether the level is from elsewhere than from words of the text: the line's own. */
const OWN = `or .level .severity_number .severity_text (not (__line__ | count ${quoted(NAMES)}))`;

/** Puts right the level that Loki has guessed, where none of these names is meant. */
const judged = (names: string, besides = ""): string =>
    `| label_format detected_level=\`{{ if ${OWN}${besides} (${spoken(names)}) }}{{ .detected_level }}{{ else }}unknown{{ end }}\``;

/** Lines of some levels, whose names in a text are these. */
const lines = (levels: string, names: string): string =>
    `| detected_level=~"${levels}" ${judged(names)} | detected_level!="unknown"`;

/** Lines that tell of a failure. */
export const FAILED = lines("error|fatal|critical", ERRORS);
/** The same and warnings. */
export const WORRYING = lines("warn|error|fatal|critical", WARNINGS);
/** Every line, with its level. */
export const LEVELLED = judged(WARNINGS, ' (not (contains .detected_level "warn error fatal critical"))');
