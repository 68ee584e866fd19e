import { STEMS } from "../../../model/telemetry/personal-data";
import { ethereumAddresses, ipAddresses, type Treatment } from "./addresses";
import { card } from "./cards";
import { email, phone } from "./contacts";
import type { FieldKind } from "./fields";
import { iban } from "./iban";
import { identifierFields, identifiers } from "./identifiers";
import { nestedFields } from "./nested";
import type { Marks } from "./marks";
import { personalFields } from "./personal-fields";
import type { Rule } from "./rules";
import { secretFields } from "./secret-fields";
import { secretValues } from "./secrets";

/** A part of the work that is done on the records alone that have a hint of it. */
export interface FieldStage {
    readonly name: string;
    /** Pieces of the names of its fields, in lower case. */
    readonly stems: readonly string[];
    readonly kinds: readonly FieldKind[];
}
export interface LookStage {
    readonly name: string;
    readonly rules: readonly Rule[];
}

/** What is done with personal data where there is a choice. */
export interface Policy {
    readonly ipAddresses: Treatment;
    readonly keepInternalAddresses: boolean;
    readonly ethereumAddresses: Treatment;
    readonly hashedFields: readonly string[];
    readonly droppedFields: readonly string[];
    readonly keptFields: readonly string[];
}

/** Kinds of data that the names of fields tell, in their order. */
export const fieldStages = (policy: Policy, marks: Marks): readonly FieldStage[] => [
    {
        name: "secrets",
        stems: [...STEMS.secrets, ...policy.droppedFields],
        kinds: secretFields(marks, policy.droppedFields),
    },
    {
        name: "identifiers",
        stems: [...STEMS.identifiers, ...policy.hashedFields],
        kinds: identifierFields(marks, policy.hashedFields),
    },
    { name: "personal", stems: STEMS.personal, kinds: personalFields(marks) },
];

/** Kinds of data that are told by what they look like, in their order. */
export const lookStages = (policy: Policy, marks: Marks, digits: string): readonly LookStage[] => [
    { name: "keys", rules: secretValues(marks) },
    {
        name: "people",
        rules: [
            identifiers(marks),
            nestedFields(marks),
            ...ethereumAddresses(policy.ethereumAddresses, marks),
            email(marks),
        ],
    },
    {
        name: "numbers",
        rules: [
            ...ipAddresses(policy.ipAddresses, policy.keepInternalAddresses, marks),
            iban(marks),
            card(marks, digits),
            phone(marks),
        ],
    },
];
