import { re, type Marks } from "./marks";
import type { Rule } from "./rules";
import { SPACE } from "./text";

/** What the object around a field tells: the `id` and `name` of a `customer`, as events of payment services have them. */

const PEOPLE = [
    "user",
    "customer",
    "buyer",
    "payer",
    "member",
    "account",
    "subscriber",
    "recipient",
    "cardholder",
    "owner",
];
const QUOTE = `${re.backslash}*["'${re.quote}]`;

const field = (names: string): string =>
    `(?i)((?:${PEOPLE.join("|")})${QUOTE}${SPACE}*:${SPACE}*\\{[^{}]*?${QUOTE}(?:${names})${QUOTE}${SPACE}*:${SPACE}*)`;

export const nestedFields = (marks: Marks): Rule => ({
    hints: [PEOPLE.map((word) => `${word}[^a-z0-9]{2,8}\\{`)],
    steps: [
        {
            find: `${field("id|uuid|guid")}(${QUOTE})([A-Za-z0-9][\\w.@|+-]*)`,
            by: `\${1}\${2}${marks.hashed("id", "${3}")}`,
        },
        {
            find: `${field("id|uuid|guid")}${re.number}([^${re.numberEnd}]+)${re.numberEnd}`,
            by: `\${1}${marks.hashed("id", "${2}")}`,
        },
        { find: `${field("id")}([0-9]+)`, by: `\${1}${marks.hashed("id", "${2}")}` },
        {
            find: `${field("name|full_?name|display_?name")}(${QUOTE})([^"'${re.quote}${re.backslash}${re.mark}]+)`,
            by: `\${1}\${2}${marks.found("name", "${3}")}`,
        },
    ],
});
