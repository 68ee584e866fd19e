/** Secrets that the name of their field gives away. */

import { PHRASE_FIELDS, SECRET_FIELDS, TOKEN_FIELDS } from "../../../model/telemetry/personal-data";
import { shaped, type FieldKind } from "./fields";
import { re, type Marks } from "./marks";
import { WORDS } from "./secrets";
import { QUOTE, SPACE } from "./text";

const LINE = `[^"${re.newline}${re.carriageReturn}]`;
const COOKIES = `[^"'${re.quote}${re.backslash}${re.newline}]*=[^"'${re.quote}${re.backslash}${re.newline}]*`;

/** Secrets by the name of their field: in objects, headers, forms and command lines. */
export const secretFields = (marks: Marks, extra: readonly string[]): readonly FieldKind[] => [
    {
        fields: { names: ["authorization"] },
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
        fields: { names: ["cookie", "cookies"] },
        shapes: (start) => [shaped(start, `\\[?${QUOTE}${COOKIES}`, (group) => marks.found("cookie", group))],
    },
    {
        fields: { ...SECRET_FIELDS, names: [...SECRET_FIELDS.names, ...extra] },
        label: "secret",
        option: true,
        // The working directory of a shell.
        exceptions: (mark) => [{ find: `((?i:pwd))${mark}(${re.capitalsEnd}?=/)`, by: "${1}${2}" }],
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
        exceptions: (mark) => [
            { find: `(?i)((?:page|continu[a-z]+|cursor|sync|cancel[a-z]*)[._ -]?token)${mark}`, by: "${1}" },
        ],
        // Tokens are counted too.
        shapes: (start) => [
            { find: `${start}((?:${re.number}|${QUOTE})[0-9]{1,5}(?:[^0-9A-Za-z_./+=-]|$))`, by: "${1}" },
        ],
    },
    {
        fields: { names: [], words: ["pin", "pin_code", "pin_number"] },
        shapes: (start) => [shaped(start, "[0-9]{4,8}\\b", (group) => marks.found("secret", group))],
    },
];
