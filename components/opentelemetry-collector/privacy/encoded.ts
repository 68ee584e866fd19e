import { at, re, type Marks } from "./marks";
import { isMatch, literal, replace, set, where } from "./ottl";
import { cache } from "./records";
import type { Rule } from "./rules";

/** Values that are a text in base64, as bytes are: read, and where the text tells something, gone as a whole. */

const BASE64 = "[0-9A-Za-z+/]";
const ENCODED = `"((?:${BASE64}{4}){3,}(?:${BASE64}{4}|${BASE64}{2}==|${BASE64}{3}=))"`;
/** What makes a text that is encoded one that must go. */
const TELLING =
    "[0-9A-Za-z._%+-]+@[0-9A-Za-z-]+\\.[A-Za-z]{2,}|(?i:pass(?:word|wd|phrase)|secret|token|api[_-]?key|authorization|private key)|\\b[3-6][0-9]{3}[ -]?[0-9]{4}[ -]?[0-9]{4}[ -]?[0-9]{3,4}\\b|\\b(?:[0-9]{1,3}\\.){3}[0-9]{1,3}\\b";

export const encoded = (marks: Marks): Rule => ({
    hints: [['"[0-9a-z+/]{14,}={0,2}"']],
    steps: [],
    more: (text) => {
        const read = cache("b");
        const decode = `replace_pattern(${read}, ${literal(ENCODED)}, ${literal("${1}")}, Base64Decode, ${literal(`${at.candidate}%s${at.candidateEnd}`)})`;
        return [
            where(set(read, text), isMatch(text, ENCODED)),
            where(decode, `${read} != nil`),
            where(
                replace(text, ENCODED, `"${marks.found("encoded", "${1}")}"`),
                isMatch(read, `${re.candidate}[^${re.candidateEnd}]*(?:${TELLING})`),
            ),
        ];
    },
});
