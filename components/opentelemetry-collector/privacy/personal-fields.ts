import { PERSONAL_FIELDS } from "../../../model/telemetry/personal-data";
import { shaped, type FieldKind } from "./fields";
import { re, type Marks } from "./marks";

/** Further words of a name are capitalised and no keys themselves. */
const NAME = `\\p{L}[\\p{L}\\p{N}'.’%+-]*(?: \\p{Lu}[\\p{L}'.’-]*){0,3}`;
const LINE_END = `["${re.quote}${re.backslash}${re.newline}${re.tab};|{}&<>]`;
const DATE = [
    "[0-9]{1,4}[./-][0-9]{1,2}[./-][0-9]{1,4}(?:T[0-9:.]+Z?)?",
    "[0-9]{1,2}(?:st|nd|rd|th)?[ .-]+[A-Za-z]{3,9}[ .,-]+[0-9]{4}",
    "[A-Za-z]{3,9} [0-9]{1,2}(?:st|nd|rd|th)?,? [0-9]{4}",
    "[0-9]{8}\\b",
].join("|");
const POSTCODE = [
    "[0-9]{4,6}(?:-[0-9]{3,4})?\\b",
    "[0-9]{3}-[0-9]{4}\\b",
    "[A-Za-z]{1,2}[0-9][A-Za-z0-9]? ?[0-9][A-Za-z]{2}\\b",
    "[A-Za-z][0-9][A-Za-z][ -]?[0-9][A-Za-z][0-9]\\b",
].join("|");

/** Names, addresses, dates of birth and numbers of documents by the name of their field. */
export const personalFields = (marks: Marks): readonly FieldKind[] => {
    const mark = (kind: string) => (group: string) => marks.found(kind, group);
    const ofShape = (fields: FieldKind["fields"], kind: string, shape: string): FieldKind => ({
        fields,
        shapes: (start) => [shaped(start, shape, mark(kind))],
    });
    return [
        {
            fields: PERSONAL_FIELDS.name,
            label: "name",
            shapes: (start) => [
                { find: `${start}(${NAME})([^\\p{L}\\p{N}_=:.-]|$)`, by: `${marks.found("name", "${1}")}\${2}` },
            ],
        },
        {
            fields: PERSONAL_FIELDS.address,
            label: "address",
            shapes: (start) => [
                {
                    find: `${start}([^"'${re.quote}${re.backslash}${re.number}${re.newline}${re.tab}=;|{}\\[&<>]+?)( [\\w.-]+=|${LINE_END}|$)`,
                    by: `${marks.found("address", "${1}")}\${2}`,
                },
            ],
        },
        ofShape(PERSONAL_FIELDS.postcode, "address", POSTCODE),
        ofShape(PERSONAL_FIELDS.birth, "birth date", DATE),
        ofShape(PERSONAL_FIELDS.identity, "id number", "[A-Za-z]{0,3}[0-9](?:[ ./-]?[A-Z0-9]){3,20}"),
        ofShape(PERSONAL_FIELDS.card, "card", "[0-9](?:(?:[ .+_-]|%20)?[0-9]){11,18}"),
        ofShape(PERSONAL_FIELDS.account, "account", "[A-Za-z]{0,4}[0-9](?:(?:[ -]|%20)?[A-Za-z0-9]){3,33}"),
        ofShape(PERSONAL_FIELDS.phone, "phone", "(?:\\+|%2B|00)?[0-9(][0-9 ()./-]{3,24}[0-9]"),
    ];
};
