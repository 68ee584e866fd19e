import { announced, candidate, judged, mark, notAfter, notBefore } from "./candidates";
import { at, re, type Marks } from "./marks";
import { NUMBERS, type Rule, type Step } from "./rules";

/** Numbers of payment cards: an issuer's prefix, its length or its groups, and a right check digit (Luhn). */

const S = "(?:[ .+_\\x{a0}\\x{2009}\\x{2011}\\x{2013}-]|%20)";
const D = "[0-9]";
/** In groups: 4-4-4-4 and 4-6-5 or 4-6-4. What stands beside them, such as a date or a check number, is no part of it. */
const GROUPED = [`[2-6]${D}{3}(?:${S}{1,2}${D}{4}){3}`, `3${D}{3}${S}{1,2}${D}{6}${S}{1,2}${D}{4,5}`].join("|");
/** The longest: 4-4-4-4-3. */
const LONG = `[56]${D}{3}(?:${S}${D}{4}){3}${S}${D}{3}`;
const NUMBER = [
    GROUPED,
    // In one: Visa, Mastercard, American Express, Diners, JCB, Discover, UnionPay, Maestro, Mir.
    "4(?:[0-9]{18}|[0-9]{15}|[0-9]{12})",
    "(?:5[1-5]|2[2-7])[0-9]{14}",
    "3[47][0-9]{13}",
    "3(?:0[0-5]|095|[689][0-9])[0-9]{11}(?:[0-9]{2})?",
    "35[0-9]{14,17}",
    "(?:6[0-9]|5[06-8]|81)[0-9]{10,17}",
].join("|");

const CARD_WORDS = "card visa amex maestro mastercard master pan cc number num no nr".split(" ");
const CARD_WORD = `(?i:(?:${CARD_WORDS.join("|")})[_.-]?)`;

const SHORTEST = 12;
const LONGEST = 19;

/** The digits of a candidate: however many there are, the last ones are in the same groups. */
const NO_DIGIT = "(?:%20|[^0-9%])*";
const ALL_DIGITS = Array.from({ length: LONGEST - SHORTEST }).reduce<string>(
    (before) => `(?:${before}(${D})${NO_DIGIT})?`,
    "",
);
const DIGITS = ALL_DIGITS + Array.from({ length: SHORTEST }, () => `(${D})`).join(NO_DIGIT);
/** Adds the digits up, as marks of which ten are none, of all candidates of a text at once; every other counts twice. */
const addUp: readonly Step[] = [
    {
        find: `${re.candidate}(${DIGITS})${re.candidateEnd}`,
        by: `${at.candidate}\${1}${at.sum}${Array.from({ length: LONGEST }, (_, index) => {
            const digit = `${at.single}\${${index + 2}}`;
            return (LONGEST - index) % 2 === 0 ? `${digit}${digit}${at.doubled}\${${index + 2}}` : digit;
        }).join("")}${at.candidateEnd}`,
        after: re.candidate,
    },
    // Twice a digit of two digits is the sum of these: one more than the sum modulo ten.
    { find: `${re.doubled}[5-9]`, by: at.unit, after: re.sum },
    ...Array.from({ length: 9 }, (_, less): Step => ({
        find: `${re.single}${less + 1}`,
        by: at.unit.repeat(less + 1),
        after: re.sum,
    })),
    { find: `[${re.single}${re.doubled}][0-4]?`, by: "", after: re.sum },
    { find: `${re.unit}{10}`, by: "", after: re.sum },
];

const judge = (marks: Marks): readonly Step[] => [
    ...addUp,
    judged(`${re.candidate}([^${re.candidate}${re.sum}]*)${re.sum}${re.candidateEnd}`, marks.found("card", "${1}")),
    { find: `${re.sum}${re.unit}*`, by: "", after: re.sum },
    judged(candidate(), "${1}"),
];

const judgedCards = (found: readonly Step[], marks: Marks): readonly Step[] => [
    ...found,
    announced(`${CARD_WORD}|%[0-9A-F]{2}`, [...CARD_WORDS, "%"]),
    notAfter(`[0-9A-Za-z_.${re.keep}-]|(?:^|[^0-9A-Za-z])\\+`),
    notBefore("[0-9A-Za-z_]|[.-][0-9A-Za-z]"),
    ...judge(marks),
    { find: re.announced, by: "", after: re.announced },
];
/** Behind another number of four digits that could be its first group. */
const behindFour: Step = {
    find: `([2-6]${D}{3}${S}{1,2})(${GROUPED})`,
    by: `\${1}${at.candidate}\${2}${at.candidateEnd}`,
};

export const card = (marks: Marks): Rule => ({
    hints: [[NUMBERS]],
    steps: [...judgedCards([mark(NUMBER)], marks), ...judgedCards([mark(LONG), behindFour], marks)],
});
