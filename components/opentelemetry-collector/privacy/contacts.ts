import { announced, candidate, judged, mark, nested, not, notAfter, notBefore, replaced } from "./candidates";
import { at, PRIVATE, re, type Marks } from "./marks";
import { NUMBERS, type Rule } from "./rules";

/** E-mail addresses and telephone numbers by what they look like. */

const LETTER = "0-9A-Za-z\\x{a1}-\\x{d7ff}\\x{f900}-\\x{ffef}";
const DOMAIN = `(?:[${LETTER}](?:[${LETTER}-]*[${LETTER}])?\\.)+(?:xn--[0-9A-Za-z-]+|[A-Za-z\\x{a1}-\\x{d7ff}]{2,})`;
const LOCAL = `[^\\s"'\\x60<>()\\[\\]{},;:=|&/?#@${PRIVATE}]+`;
const QUOTED = `${re.backslash}*${re.quote}[^"@${re.quote}${re.backslash}]{1,64}${re.backslash}*${re.quote}`;

export const email = (marks: Marks): Rule => ({
    hints: [["@", "%40"]],
    steps: [
        // Nobody's address: `git@github.com`.
        { find: "git@", by: `git${at.keep}@` },
        mark(`@(?:${DOMAIN}|\\[[0-9A-Fa-f:.]+\\])`),
        mark(`%(?:25)?40${DOMAIN}`),
        judged(`(?:${LOCAL}|${QUOTED})${candidate()}`, marks.found("email", "${0}")),
        judged(candidate(), "${1}"),
    ],
});

const BETWEEN = "[ ()./-]";
const INTERNATIONAL = `[1-9](?:(?:${BETWEEN}{0,3}|%20)[0-9]){8,14}`;

export const phone = (marks: Marks): Rule => ({
    hints: [
        [
            "\\+[1-9]",
            "%2b[1-9]",
            "\\([0-9]{2,5}\\)[ -]?[0-9]{3}",
            "0[1-9][0-9]{0,4}[ /.-][0-9]{2}",
            "00[1-9][0-9]",
            NUMBERS,
        ],
    ],
    steps: [
        mark(`\\+${INTERNATIONAL}`),
        mark(`%2[Bb]${INTERNATIONAL}`),
        // With a dialling code in brackets.
        mark("\\([0-9]{2,5}\\)[ -]?[0-9]{3,4}(?:[ -]?[0-9]{2,5}){1,3}"),
        // North American.
        mark("[0-9]{3}[-.][0-9]{3}[-.][0-9]{4}"),
        announced("\\b\\+?1[-. ]"),
        // With an exit code.
        mark("00[1-9][0-9]{0,2}[ /-]?[0-9](?:[ ()/-]{0,2}[0-9]){7,12}"),
        // National, with a leading zero.
        mark("0[1-9](?:[ .][0-9]{2}){4}"),
        mark("0[1-9][0-9]{1,4}[ /-](?:[0-9]{6,8}|[0-9]{3,5}[ -][0-9]{2,6})"),
        ...nested,
        // Part of a longer id, of a path, of a list of bytes.
        notAfter(`[0-9A-Za-z_.${re.keep}-]`),
        notAfter("/", `[0-9][^${re.candidateEnd}]*`),
        notAfter("\\b[0-9A-Fa-f]{2} ", `0[^${re.candidateEnd}]*`),
        notBefore("[0-9A-Za-z_]|[.-][0-9]| [0-9a-fA-F]{2}\\b"),
        not("(?:0[ ./-]?)+"),
        ...replaced(marks.found("phone", "${1}")),
    ],
});
