import { announced, candidate, judged, mark, notAfter } from "./candidates";
import { re, type Marks } from "./marks";
import { NUMBERS, type Rule } from "./rules";

/**
 * Bank accounts by country: how many characters an IBAN has, of digits alone behind the country or of letters too.
 * https://www.swift.com/standards/data-standards/iban-international-bank-account-number
 */
const OF_DIGITS: Readonly<Record<number, string>> = {
    15: "NO",
    16: "BE",
    18: "DK FI FO GL",
    19: "SI",
    20: "AT BA EE LT XK",
    21: "HR",
    22: "CR DE ME RS VA",
    23: "AE IL TL",
    24: "CZ ES SE SK TN",
    25: "LY PT ST",
    26: "IS",
    27: "MR",
    28: "HU PL",
    29: "EG",
};
const OF_LETTERS_TOO: Readonly<Record<number, string>> = {
    18: "NL",
    19: "MK",
    20: "KZ LU",
    21: "CH LI LV",
    22: "BG BH GB GE IE",
    23: "GI IQ",
    24: "AD MD PK RO SA VG",
    26: "TR",
    27: "FR GR IT MC SM",
    28: "AL AZ BY CY DO GT LB SV",
    29: "BR PS QA UA",
    30: "JO KW MU",
    31: "MT SC",
    32: "LC",
};

/** In groups of four that may be set apart; country and check digits are the first. */
const grouped = (length: number, one: string): string => {
    const groups = Math.floor((length - 4) / 4);
    const rest = (length - 4) % 4;
    return `(?:${APART}${one}{4}){${groups}}${rest === 0 ? "" : `${APART}${one}{${rest}}`}`;
};
const APART = "(?:[ -]|%20)?";

const ofCountries = (lengths: Readonly<Record<number, string>>, one: string): readonly string[] =>
    Object.entries(lengths).map(
        ([length, countries]) => `(?:${countries.replaceAll(" ", "|")})[0-9]{2}${grouped(Number(length), one)}`,
    );
const IBAN = [...ofCountries(OF_DIGITS, "[0-9]"), ...ofCountries(OF_LETTERS_TOO, "[0-9A-Z]")].join("|");

export const iban = (marks: Marks): Rule => ({
    hints: [[NUMBERS]],
    steps: [
        mark("[A-Za-z]{2}[0-9]{2}(?:(?:[ -]|%20)?[0-9A-Za-z]{4}){2,7}(?:(?:[ -]|%20)?[0-9A-Za-z]{1,3})?"),
        announced("%[0-9A-F]{2}"),
        notAfter("[0-9A-Za-z_]"),
        // The words behind it may look like its groups.
        judged(
            `${re.candidate}((?i:${IBAN}))((?:[ -][^${re.candidateEnd}]*)?)${re.candidateEnd}`,
            `${marks.found("iban", "${1}")}\${2}`,
        ),
        judged(candidate(), "${1}"),
        { find: re.announced, by: "", after: re.announced },
    ],
});
