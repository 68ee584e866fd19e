import { IDENTIFIER_FIELDS } from "../../../model/telemetry/personal-data";
import type { FieldKind } from "./fields";
import { at, type Marks } from "./marks";
import type { Rule } from "./rules";
import { singleValue } from "./text";

/** Ids of users and customers: keyed hashes, so that what belongs together stays together. */

const value = singleValue("[A-Za-z0-9](?:[\\w.@|+%:-]*[A-Za-z0-9_])?");

export const identifierFields = (marks: Marks, extra: readonly string[]): readonly FieldKind[] => [
    {
        fields: { ...IDENTIFIER_FIELDS, names: [...IDENTIFIER_FIELDS.names, ...extra] },
        shapes: (start) => [{ find: start + value.find, by: value.by((group) => marks.hashed("id", group)) }],
    },
];

const PEOPLE = ["user", "customer", "account", "member", "profile"];
const PATH = `(?i)(/(?:${PEOPLE.join("|")})s?/)`;
const UUID = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";
const PREFIXED = "(?:usr|user|cust?|acct?|u|c)[_-][A-Za-z0-9]*[0-9][A-Za-z0-9]*";

/** In paths and in prose. */
export const identifiers = (marks: Marks): Rule => ({
    hints: [
        [
            ...PEOPLE.flatMap((word) => [`/${word}s?/[^/ ]*[0-9]`, `${word} (?:id )?#?(?:[0-9]{4}|[0-9a-z]{1,8}[_-])`]),
            ...["cus_", "usr_", "cust_", "acct_"],
        ],
    ],
    steps: [
        { find: `${PATH}(v[0-9]+\\b)`, by: `\${1}${at.keep}\${2}` },
        {
            find: `${PATH}([A-Za-z0-9_.@|%~-]*[0-9][A-Za-z0-9_.@|%~-]*)`,
            by: `\${1}${marks.hashed("id", "${2}")}`,
        },
        {
            find: `(?i)(\\b(?:user|customer|member|account)(?: id)? #?)([0-9]{4,}\\b|${UUID}|${PREFIXED})`,
            by: `\${1}${marks.hashed("id", "${2}")}`,
        },
        { find: "\\b((?:cus|usr|cust|acct)_[A-Za-z0-9]*[0-9][A-Za-z0-9]*)", by: marks.hashed("id", "${1}") },
    ],
});
