import type { JsonObject } from "../../model/formats/json";
import {
    IDENTIFIER_FIELDS,
    PERSONAL_FIELDS,
    PHRASE_FIELDS,
    SECRET_FIELDS,
    type FieldNames,
} from "../../model/telemetry/personal-data";
import type { StackConfig } from "../../config/schema";

/** What people are told apart by and written to, beside the fields that the collector knows by their values. */
const BY_VALUE_ELSEWHERE: FieldNames = {
    names: ["email", "email_address", "e_mail", "mail_address"],
    words: ["ip", "ip_address", "client_ip", "remote_ip", "remote_addr", "client_address", "iban", "wallet_address"],
};

/** `first_name` is also `firstName` and `customer_first_name`. */
const spelled = (name: string): string => name.split("_").join("_?");

/** A label that lives while a series is relabelled. */
const FOUND = "__tmp_private";

/**
 * Leaves out series with personal data or secrets among their labels from what Prometheus scrapes itself, by the same names
 * that the collector scrubs by. Without the label alone, series that differ in it would be one, and all but the first lost;
 * a hash that relabelling can make has no key, so that anybody finds out what is behind it. Values aren't looked into:
 * relabelling knows one label at a time.
 */
export function withoutPrivateSeries({ privacy }: StackConfig): readonly JsonObject[] {
    const fields: readonly FieldNames[] = [
        ...Object.values(PERSONAL_FIELDS),
        SECRET_FIELDS,
        PHRASE_FIELDS,
        IDENTIFIER_FIELDS,
        BY_VALUE_ELSEWHERE,
    ];
    const names = [...fields.flatMap((field) => field.names), ...privacy.hashedFields, ...privacy.droppedFields];
    const words = fields.flatMap((field) => field.words ?? []);
    const kept = new Set(privacy.keptFields);
    const pattern = (all: readonly string[]): string =>
        [...new Set(all)]
            .filter((name) => !kept.has(name))
            .map(spelled)
            .join("|");
    return [
        {
            action: "labelmap",
            regex: `(?i)(?:(?:.*_)?(?:${pattern(names)})|${pattern(words)})`,
            replacement: FOUND,
        },
        { action: "drop", sourceLabels: [FOUND], regex: ".+" },
    ];
}
