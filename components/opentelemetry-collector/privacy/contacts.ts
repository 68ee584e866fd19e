import { announced, candidate, INSIDE, judged, mark, nested, not, notAfter, notBefore, replaced } from "./candidates";
import { at, PRIVATE, re, type Marks } from "./marks";
import { NUMBERS, type Rule } from "./rules";
import { ASSIGN } from "./text";

/** E-mail addresses and telephone numbers by what they look like. */

const LETTER = "0-9A-Za-z\\x{a1}-\\x{d7ff}\\x{f900}-\\x{ffef}";
const DOMAIN = `(?:[${LETTER}](?:[${LETTER}-]*[${LETTER}])?(?:\\.|%2[Ee]))+(?:xn--[0-9A-Za-z-]+|[A-Za-z\\x{a1}-\\x{d7ff}]{2,})`;
const LOCAL = `[^\\s"'\\x60<>()\\[\\]{},;:=|&/?#@${PRIVATE}]+`;
const QUOTED = `${re.backslash}*${re.quote}[^"@${re.quote}${re.backslash}]{1,64}${re.backslash}*${re.quote}`;

export const email = (marks: Marks): Rule => ({
    hints: [["@", "%40", "%2540"]],
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
const D = "[0-9]";
/** North America: ten digits, of which the first is no 0 or 1. */
const NORTH_AMERICAN = `1${BETWEEN}{0,3}[2-9](?:${BETWEEN}{0,3}${D}){9}`;
/** Codes of the other countries: https://www.itu.int/pub/T-SP-E.164D */
const COUNTRY =
    "(?:2[07]|3[0-469]|4[013-9]|5[1-8]|6[0-6]|7|8[1246]|9[0-58]|2[1-689][0-9]|3[578][0-9]|42[0-3]|5[09][0-9]|6[789][0-9]|8[05789][0-9]|9[679][0-9])";
const INTERNATIONAL = `(?:${NORTH_AMERICAN}|${COUNTRY}(?:(?:${BETWEEN}{0,3}|%20)${D}){6,12})`;

/** What an amount is counted in, behind it. */
const UNITS =
    "wei|gwei|eth|btc|sats?|satoshi|usd[tc]?|eur|gbp|jpy|[mnu]?s|secs?|seconds|[kmg]?i?b|bytes|percent|tokens?|units?|points?|requests|rows|records|items|messages|events|blocks?|gas|ticks";
/** What a signed number is, before it. */
const AMOUNTS =
    "delta offset balance diff difference amount change adjusted adjustment pnl profit loss drift skew gain increase increment supply total sum nonce gas fee value price counter count size x y z".split(
        " ",
    );
const AMOUNT = `(?i:\\b(?:${AMOUNTS.join("|")})(?:${ASSIGN}| by | of | )["'${re.quote}]?)`;

export const phone = (marks: Marks): Rule => ({
    hints: [
        [
            "\\+[1-9]",
            "%2b[1-9]",
            "\\([0-9]{2,5}\\)(?:[ -]|%20)?[0-9]{3}",
            "0[1-9][0-9]{0,4}[ /.-][0-9]{2}",
            "00[1-9][0-9]",
            NUMBERS,
        ],
    ],
    steps: [
        mark(`\\+${INTERNATIONAL}`),
        mark(`%2[Bb]${INTERNATIONAL}`),
        // With a dialling code in brackets.
        mark("\\([0-9]{2,5}\\)(?:[ -]|%20)?[0-9]{3,4}(?:(?:[ -]|%20)?[0-9]{2,5}){1,3}"),
        // With an exit code.
        mark(`00(?:1[ /-]${BETWEEN}?[2-9](?:${BETWEEN}{0,3}${D}){9}|${COUNTRY}(?:[ ()/-]{0,2}${D}){7,12})`),
        // North American, without its country.
        mark("[0-9]{3}[-.][0-9]{3}[-.][0-9]{4}|(?:[2-9][0-9]{2} [2-9][0-9]{2}|555 [0-9]{3})[ -][0-9]{4}"),
        announced("\\b\\+?1[-. ]"),
        // National, with a leading zero.
        mark("0[1-9](?:[ .][0-9]{2}){4}"),
        mark("0[1-9][0-9]{1,4}[ /-](?:[0-9]{6,8}|[0-9]{3,5}[ -][0-9]{2,6})"),
        ...nested,
        announced("%[0-9A-F]{2}", ["%"]),
        // Part of a longer id, of a path, of a list of bytes or numbers; an order, an amount.
        notAfter(`[0-9A-Za-z_.${re.keep}-]`),
        notAfter("/", `[0-9]${INSIDE}`),
        notAfter("\\b[0-9A-Fa-f]{2} ", `0${INSIDE}`),
        notAfter("[0-9][ ,]", `[2-9][0-9]{2} ${INSIDE}`),
        notAfter(AMOUNT, "\\+[0-9.]*", ["\\+[0-9]"]),
        notBefore("[0-9A-Za-z_]|[.-][0-9]| [0-9a-fA-F]{2}\\b"),
        notBefore(` ?(?i:${UNITS})\\b`),
        notBefore("[ ,][0-9]", `[2-9][0-9]{2} ${INSIDE}`),
        not("(?:0[ ./-]?)+"),
        // A fraction, and sizes.
        not("\\+1\\.[0-9]+"),
        not("[0-9]{3} [0-9]{3} (?:1024|2048|4096|8192)"),
        ...replaced(marks.found("phone", "${1}")),
    ],
});
