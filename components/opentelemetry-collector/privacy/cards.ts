import { announced, candidate, mark, notAfter, notBefore, replaced } from "./candidates";
import { re, type Marks } from "./marks";
import { isMatch, literal, replace, set, where } from "./ottl";
import { NUMBERS, type Rule } from "./rules";
import { ASSIGN } from "./text";

/** Numbers of payment cards: an issuer's prefix, its length or its groups, and a right check digit (Luhn). */

const S = "(?:[ .+_\\x{a0}\\x{2009}\\x{2011}\\x{2013}-]|%20)";
const NUMBER = [
    // In groups: 4-4-4-4, with up to three digits more, and 4-6-5 or 4-6-4.
    `[2-6][0-9]{3}${S}{1,2}[0-9]{4}${S}{1,2}[0-9]{4}${S}{1,2}[0-9]{4}(?:${S}?[0-9]{1,3})?`,
    `3[0-9]{3}${S}{1,2}[0-9]{6}${S}{1,2}[0-9]{4,5}`,
    // In one: Visa, Mastercard, American Express, Diners, JCB, Discover, UnionPay, Maestro, Mir.
    "4(?:[0-9]{18}|[0-9]{15}|[0-9]{12})",
    "(?:5[1-5]|2[2-7])[0-9]{14}",
    "3[47][0-9]{13}",
    "3(?:0[0-5]|095|[689][0-9])[0-9]{11}(?:[0-9]{2})?",
    "35[0-9]{14,17}",
    "(?:6[0-9]|5[06-8]|81)[0-9]{10,17}",
].join("|");

/** Fields whose numbers are those of orders and the like, even where they look like a card's. */
const OTHERS =
    "order|invoice|tracking|shipment|booking|ticket|receipt|reference|transaction|request|correlation|trace|span|message|sku|ean|isbn|batch|offset";
const OTHER_NUMBER = `(?i:\\b(?:${OTHERS})[._ -]?(?:id|no\\.?|nr\\.?|num|number|ref|key)?s?(?:${ASSIGN}|/| ?#? ?)[\\["'${re.quote}${re.backslash}${re.number}]{0,3})`;
const CARD_WORD = "(?i:(?:card|visa|amex|maestro|mastercard|master|pan|cc|number|num|no|nr)[_.-]?)";

/** How many card numbers of one record are judged by their check digit; further ones are taken for cards. */
const JUDGED = 4;

export const card = (marks: Marks, digits: string): Rule => ({
    hints: [[NUMBERS]],
    steps: [
        mark(NUMBER),
        notAfter(OTHER_NUMBER),
        announced(`${CARD_WORD}|%[0-9A-F]{2}`),
        notAfter(`[0-9A-Za-z_.-]`),
        notBefore("[0-9A-Za-z_]|[.-][0-9A-Za-z]"),
    ],
    more: (text) => {
        const isThere = isMatch(text, re.candidate);
        const first = `^([^${re.candidate}]*)${candidate()}`;
        const judge = [
            where(
                set(
                    digits,
                    `ExtractPatterns(${text}, ${literal(`${re.candidate}(?P<digits>[^${re.candidateEnd}]*)`)})["digits"]`,
                ),
                isThere,
            ),
            where(replace(digits, "%20|[^0-9]+", ""), isThere),
            where(replace(text, first, `\${1}${marks.found("card", "${2}")}`), isThere, `IsValidLuhn(${digits})`),
            where(replace(text, first, "${1}${2}"), isThere, `not IsValidLuhn(${digits})`),
        ];
        return [
            ...Array.from({ length: JUDGED }, () => judge).flat(),
            ...replaced(marks.found("card", "${1}")).map(({ find, by, after = "" }) =>
                where(replace(text, find, by), isMatch(text, after)),
            ),
        ];
    },
});
