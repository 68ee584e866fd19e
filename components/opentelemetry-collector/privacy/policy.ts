import { ethereumAddresses, ipAddresses, type AddressTreatment, type Treatment } from "./addresses";
import { card } from "./cards";
import { email, phone } from "./contacts";
import { coordinates } from "./coordinates";
import { encoded } from "./encoded";
import type { FieldKind } from "./fields";
import { iban } from "./iban";
import { identifierFields, identifiers } from "./identifiers";
import { nationalIds, type Country } from "./national-ids";
import { nestedFields } from "./nested";
import type { Marks } from "./marks";
import { orders } from "./orders";
import { personalFields } from "./personal-fields";
import type { Rule } from "./rules";
import { secretFields } from "./secret-fields";
import { secretValues } from "./secrets";

/** A part of the work that is done on texts that have `having` in them, if anything. */
export interface LookStage {
    readonly rules: readonly Rule[];
    readonly having?: string;
}

/** What is done with personal data where there is a choice. */
export interface Policy {
    readonly ipAddresses: AddressTreatment;
    readonly keepInternalAddresses: boolean;
    readonly ethereumAddresses: Treatment;
    readonly hashedFields: readonly string[];
    readonly droppedFields: readonly string[];
    readonly keptFields: readonly string[];
    /** Countries whose national identifiers are looked for by their form. */
    readonly nationalIds: readonly Country[];
    readonly coordinates: "keep" | "round";
}

/** Kinds of data that the names of fields tell, in their order. */
export const fieldKinds = (policy: Policy, marks: Marks): readonly FieldKind[] => [
    ...secretFields(marks, policy.droppedFields),
    ...identifierFields(marks, policy.hashedFields),
    ...personalFields(marks),
];

/** Kinds of data that are told by what they look like, in their order. */
export const lookStages = (policy: Policy, marks: Marks): readonly LookStage[] => [
    { rules: secretValues(marks) },
    {
        rules: [
            identifiers(marks),
            nestedFields(marks),
            ...ethereumAddresses(policy.ethereumAddresses, marks),
            email(marks),
        ],
    },
    {
        rules: [
            ...ipAddresses(policy.ipAddresses, policy.keepInternalAddresses, marks),
            orders,
            iban(marks),
            card(marks),
            ...nationalIds(policy.nationalIds, marks),
            phone(marks),
            ...coordinates(policy.coordinates, marks),
            encoded(marks),
        ],
    },
];
