import { at, re } from "./marks";
import { isMatch, replace, set, where } from "./ottl";

/**
 * A record's text is JSON: one text for attributes, name and body, with keys beside their values, at any depth. Escaped
 * characters and numbers are put into marks, so that a quote in the text is always one of JSON's own.
 */

const ESCAPES: readonly { readonly escape: string; readonly character: string }[] = [
    { escape: "\\\\", character: at.backslash },
    { escape: '\\"', character: at.quote },
    { escape: "\\n", character: at.newline },
    { escape: "\\r", character: at.carriageReturn },
    { escape: "\\t", character: at.tab },
];
/** What the collector escapes without need. */
const NEEDLESS = { "\\u0026": "&", "\\u003c": "<", "\\u003e": ">" } as const;

const quoted = (text: string): string => text.replaceAll("\\", "\\\\");

/** Makes escapes single characters and marks numbers. */
export const encode = (text: string): readonly string[] => [
    ...[...ESCAPES, ...Object.entries(NEEDLESS).map(([escape, character]) => ({ escape, character }))].map(
        ({ escape, character }) => where(replace(text, quoted(escape), character), isMatch(text, "\\\\")),
    ),
    // Strings are matched to be passed over: what is left are numbers.
    where(
        replace(text, `("[^"]*")|(-?[0-9][0-9.eE+-]*)`, `\${1}${at.number}\${2}${at.numberEnd}`),
        isMatch(text, String.raw`[:,\[]-?[0-9]`),
    ),
    where(replace(text, re.number + re.numberEnd, ""), isMatch(text, re.number)),
];

/** An object or a list that is an application's own: a share of a record ends with a mark of ours. */
const NESTED = `[^${re.own}]":[\\[{]`;
const number = (inner: string): string => `${re.number}(${inner})${re.numberEnd}`;
const noMark = (ends: string): string => `[^${ends}${re.mark}]*`;
const ENTRY = `"${noMark('"')}":(?:"${noMark('"')}"|${re.number}${noMark(re.numberEnd)}${re.numberEnd}|true|false|null),?`;

/**
 * Makes a changed text JSON again. Where nothing is nested, it keeps the changed entries alone, so that the others keep
 * their types: what is parsed from JSON has floating numbers.
 */
export const decode = (text: string, state: { readonly changed: string; readonly keys: string }): readonly string[] =>
    [
        where(set(state.keys, "true"), isMatch(text, `${re.markEnd}[^"]*":`)),
        replace(text, `":${re.mark}([^${re.markEnd}]*)${re.markEnd}`, `":"${at.mark}\${1}${at.markEnd}"`),
        replace(text, number(`[^${re.numberEnd}]*${re.mark}[^${re.numberEnd}]*`), '"${1}"'),
        where(replace(text, ENTRY, ""), `${state.keys} == nil`, `not ${isMatch(text, NESTED)}`),
        replace(text, `,\\}(,"[^"]{1,6}${re.own}":|\\}+$)`, "}${1}"),
        replace(text, number("-?[0-9]{16,}"), '"${1}"'),
        replace(text, `[${re.number}${re.numberEnd}${re.mark}${re.markEnd}${re.keep}${re.apart}]`, ""),
        ...ESCAPES.map(({ escape, character }) => replace(text, character, escape)),
    ].map((statement) =>
        statement.includes(" where ")
            ? `${statement} and ${state.changed} != nil`
            : where(statement, `${state.changed} != nil`),
    );
