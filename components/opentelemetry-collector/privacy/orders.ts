import { at, re } from "./marks";
import { NUMBERS, type Rule } from "./rules";
import { ASSIGN } from "./text";

/** Fields whose numbers are those of orders and the like, even where they look like a card's or a telephone's. */
const OTHERS =
    "order invoice tracking shipment booking ticket receipt reference transaction request correlation trace span message sku ean upc gtin isbn batch offset".split(
        " ",
    );

/** Keeps what is announced as such from being taken for anything else, and escaped characters from what follows them. */
export const orders: Rule = {
    hints: [[NUMBERS]],
    steps: [
        // All but a blank and a plus, which numbers have.
        { find: "%(?:[013-9A-Fa-f][0-9A-Fa-f]|2[1-9AC-Fac-f])", by: `\${0}${at.apart}`, words: ["%"] },
        {
            find: `((?i:\\b(?:${OTHERS.join("|")})[._ -]?(?:id|no\\.?|nr\\.?|num|number|ref|key)?s?(?:${ASSIGN}|/| ?#? ?)[\\["'${re.quote}${re.backslash}${re.number}]{0,3}))([0-9])`,
            by: `\${1}${at.keep}\${2}`,
            words: OTHERS,
        },
    ],
};
