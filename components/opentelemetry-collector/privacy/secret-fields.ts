/** Secrets that the name of their field gives away. */

import {
    AUTHORIZATION_FIELDS,
    COOKIE_FIELDS,
    PASS_FIELDS,
    PHRASE_FIELDS,
    PIN_FIELDS,
    SECRET_FIELDS,
    TOKEN_FIELDS,
} from "../../../model/telemetry/personal-data";
import { shaped, type FieldKind, type Replacement } from "./fields";
import { re, type Marks } from "./marks";
import { WORDS } from "./secrets";
import { QUOTE, SPACE } from "./text";

const LINE = `[^"${re.newline}${re.carriageReturn}]`;
const COOKIES = `[^"'${re.quote}${re.backslash}${re.newline}]*=[^"'${re.quote}${re.backslash}${re.newline}]*`;

const shortNumber = (start: string): Replacement => ({
    find: `${start}((?:${re.number}|${QUOTE})[0-9]{1,5}(?:[^0-9A-Za-z_./+=-]|$))`,
    by: "${1}",
});

/** Secrets by the name of their field: in objects, headers, forms and command lines. */
export const secretFields = (marks: Marks, extra: readonly string[]): readonly FieldKind[] => [
    {
        fields: AUTHORIZATION_FIELDS,
        label: "secret",
        // Schemes with more than one part go on to the end of the line.
        shapes: (start) => [
            {
                find: `${start}((?i:digest|aws4-hmac-sha256|hmac|signature|oauth)${SPACE}+${LINE}*)`,
                by: marks.found("secret", "${1}"),
            },
        ],
    },
    {
        fields: COOKIE_FIELDS,
        shapes: (start) => [shaped(start, `\\[?${QUOTE}${COOKIES}`, (group) => marks.found("cookie", group))],
    },
    {
        fields: { ...SECRET_FIELDS, names: [...SECRET_FIELDS.names, ...extra] },
        label: "secret",
        option: true,
        shapes: (start) => [
            // The working directory of a shell.
            {
                find: `${start}(/(?:home|root|usr|opt|app|var|srv|tmp|etc|data|workspace|src|mnt)[/ "'${re.quote}])`,
                by: "${1}",
            },
        ],
    },
    {
        fields: PASS_FIELDS,
        label: "secret",
        option: true,
        shapes: (start) => [shortNumber(start)],
    },
    {
        fields: PHRASE_FIELDS,
        label: "seed phrase",
        shapes: (start) => [shaped(start, WORDS, (group) => marks.found("seed phrase", group))],
    },
    {
        fields: TOKEN_FIELDS,
        label: "token",
        option: true,
        // The next page of a list is no secret.
        exceptions: "(?:page|continu[a-z]+|cursor|sync|cancel[a-z]*)[._ -]?token",
        // Tokens are counted too.
        shapes: (start) => [shortNumber(start)],
    },
    {
        fields: PIN_FIELDS,
        shapes: (start) => [shaped(start, "[0-9]{4,8}\\b", (group) => marks.found("secret", group))],
    },
];
