import { candidate, judged, mark, notAfter, notBefore } from "./candidates";
import { re, type Marks } from "./marks";
import type { Rule } from "./rules";
import type { COUNTRIES } from "../../../config/schema/privacy";

/** Numbers that a state gives its people, where their form alone tells them; the others are known by their field's name. */
const D = "[0-9]";
const DAY = "(?:0[1-9]|[12][0-9]|3[01])";
const MONTH = "(?:0[1-9]|1[0-2])";
const YEAR = "(?:19|20)[0-9]{2}";

export type Country = (typeof COUNTRIES)[number];

const NATIONAL_IDS = {
    /** Cadastro de pessoa física. */
    BR: `${D}{3}\\.${D}{3}\\.${D}{3}-${D}{2}`,
    /** Resident identity number. */
    CN: `[1-9]${D}{5}${YEAR}${MONTH}${DAY}${D}{3}[0-9Xx]`,
    /** Documento nacional de identidad, and that of foreigners. */
    ES: `(?:${D}{8}-?|[XYZ]-?${D}{7}-?)[A-HJ-NP-TV-Z]`,
    /** Henkilötunnus. */
    FI: `${DAY}${MONTH}${D}{2}[-+A]${D}{3}[0-9A-Y]`,
    /** Numéro de sécurité sociale. */
    FR: `[12] ${D}{2} ${MONTH} (?:${D}{2}|2[AB]) ${D}{3} ${D}{3} ${D}{2}`,
    /** National insurance number. */
    GB: `[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z](?: ?${D}{2}){3} ?[A-D]`,
    /** Permanent account number. */
    IN: `[A-Z]{3}[ABCFGHLJPT][A-Z]${D}{4}[A-Z]`,
    /** Codice fiscale. */
    IT: `[A-Z]{6}${D}{2}[A-EHLMPRST]${D}{2}[A-Z]${D}{3}[A-Z]`,
    /** Resident registration number. */
    KR: `${D}{2}${MONTH}${DAY}-[1-8]${D}{6}`,
    /** Personnummer. */
    SE: `(?:${YEAR}|${D}{2})${MONTH}${DAY}[-+]${D}{4}`,
    /** Social security number. */
    US: `(?:00[1-9]|0[1-9]${D}|[1-57-8]${D}{2}|6(?:[0-5]${D}|6[0-57-9]|[7-9]${D}))-(?:0[1-9]|[1-9]${D})-(?:000[1-9]|00[1-9]${D}|0[1-9]${D}{2}|[1-9]${D}{3})`,
} as const satisfies Readonly<Record<Country, string>>;

export const nationalIds = (countries: readonly Country[], marks: Marks): readonly Rule[] =>
    countries.length === 0
        ? []
        : [
              {
                  hints: [['[0-9][^"]{0,4}[0-9][^"]{0,4}[0-9]']],
                  steps: [
                      mark(countries.map((country) => NATIONAL_IDS[country]).join("|")),

                      notAfter(`[0-9A-Za-z_.${re.keep}-]|[0-9A-Za-z][/+]`),
                      notBefore("[0-9A-Za-z_]|[.+/-][0-9A-Za-z]"),
                      judged(candidate(), marks.found("id number", "${1}")),
                      { find: re.announced, by: "", after: re.announced },
                  ],
              },
          ];
