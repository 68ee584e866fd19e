import { PRIVATE, re } from "./marks";

/** Pieces of regular expressions (RE2, which has no look-around) for keys and values in a text. */

export const SPACE = `[ ${re.tab}${re.newline}${re.carriageReturn}]`;
const Q = re.quote;
const B = re.backslash;

/** Between a key and its value: JSON, logfmt, YAML, Go, PHP, Ruby, forms, query strings and elements. */
export const ASSIGN =
    `(?:(?:${B}|["'${Q}\\x60)\\]]|%22|%27|%5[Dd]){0,4}${SPACE}*(?:=>|:=|[:=]|%3[DdAa]|%253[Dd])${SPACE}*(?:\\[\\]string\\{)?` +
    `|(?:${SPACE}[^<>"]{0,40})?>)`;

/** The ways of quoting: what starts, what is inside, what ends. */
const QUOTES = [
    [`"`, `[^"]+`, `"`],
    [Q, `(?:[^"${Q}${B}]|${B}[^"])+`, Q],
    [`${B}+${Q}`, `(?:[^"${Q}${B}]|${B}+[^"${Q}${B}])+`, `${B}*${Q}`],
    [`'`, `[^"'${Q}${re.newline}]+`, `'`],
    [`\\x60`, `[^"\\x60]+`, `\\x60`],
    [`%22`, `[^"%${Q} ]+`, `%22`],
] as const;
/** Any of the starts, or none. */
export const QUOTE = `(?:${B}*["'${Q}\\x60]|%22)?`;

const END = ` "'\\x60,;&|<>(){}\\[\\]\\s${PRIVATE}`;
/** A value without quotes; a bracket ends it unless it goes on right behind. A placeholder isn't a value. */
export const BARE = `(?:[^${END}*%?$]|%[0-9A-Fa-f]{2}|\\$[a-z]|\\$[0-9][a-z]?\\$)(?:[^${END}]|[)}\\](\\[{][A-Za-z0-9])*`;

const sum = (...groups: readonly number[]): string => groups.map((group) => `\${${group}}`).join("");

/** A value in a pattern, and what it is replaced by. */
export interface ValuePattern {
    readonly find: string;
    readonly by: (mark: (value: string) => string) => string;
}

/** A value of any kind behind one group: an object, a list, quoted text, a number, text of an element, or `bare`. */
export function anyValue(bare: string): ValuePattern {
    const quotes = sum(3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
    return {
        find:
            String.raw`(\{(")(?:[^{}]|\{[^{}]*\})*\}` +
            `|\\{(${B}*${Q})?(?:[^{}"]|\\{[^{}"]*\\})+\\}` +
            String.raw`|\[(")[^\[\]]*\]` +
            `|\\[(${B}*${Q})?[^\\[\\]"]+\\]` +
            QUOTES.map(([open, inner, close]) => `|(${open})${inner}${close}`).join("") +
            `|${re.number}[^${re.numberEnd}]+${re.numberEnd}` +
            `|[^<>"=&${PRIVATE}]+(</)|${bare})`,
        by: (mark) => `${quotes}${mark("${2}")}${quotes}\${13}`,
    };
}

/** A single value, replaced without the quotes around it. */
export function singleValue(bare: string): ValuePattern {
    const quotes = sum(1, 3, 5, 7, 9, 11);
    return {
        find:
            `(?:${QUOTES.map(([open, inner, close]) => `(${open})(${inner})${close}`).join("|")}` +
            `|${re.number}([^${re.numberEnd}]+)${re.numberEnd}|(${bare}))`,
        by: (mark) => `${quotes}${mark(sum(2, 4, 6, 8, 10, 12, 13, 14))}${quotes}`,
    };
}

/** What stands where a value would and isn't one: nothing, something hidden, or prose. */
export const NO_VALUE =
    "null|nil|none|undefined|true|false|n/a|unknown|unset|empty|blank|redacted|hidden|masked|filtered|required|missing|" +
    "invalid|incorrect|expired|is|was|must|should|cannot|can't|too|not|does|doesn't|may|NULL|None|N/A|REDACTED|FILTERED";
/** The same without quotes, where prose is more likely. */
export const PROSE =
    "yes|no|valid|correct|wrong|unexpected|accepted|rejected|denied|granted|are|were|can|could|has|have|had|did|didn't|do|" +
    "don't|will|would|changed|updated|reset|removed|deleted|rotated|created|refreshed|revoked|issued|generated|found|" +
    "verified|mismatch|mismatched|failed|failure|failing|unauthorized|forbidden|optional|disabled|enabled|ok|okay|success|" +
    "for|from|to|in|on|at|by|of|and|or|the|a|an|with|without|when|while|as|if|got|only|please|use|using|include|omit|" +
    "field|validation|policy|length|string|int|int32|int64|integer|number|uuid|bool|boolean|object|array|text|varchar";
/** What hides a value already. */
export const HIDDEN = String.raw`[*•]{2,}|x{4,}|X{4,}|-|<[^<>]*>|\[[A-Z_]+\]|\{\{?[^{}"${Q}]*\}`;
/** What follows such a word. */
export const STOP = `(?:[ "'${Q}${B}${re.newline}${re.tab},;)}\\]&<]|[.:!](?:[ "${Q}]|$)|$)`;
