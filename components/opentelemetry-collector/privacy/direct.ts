/** Attributes that nearly every record has, and that tell all by their name: they are treated by themselves. */

import { callers } from "./addresses";
import { ID_NAMES } from "./known";
import { isMatch, set, where } from "./ottl";
import { attribute } from "./records";
import type { Scrubbing } from "./scrubbing";
import { HIDDEN, NO_VALUE } from "./text";

const DONE = `^(?:id_[0-9a-f]{16}|(?:${NO_VALUE})|(?:${HIDDEN})|)$`;

/** A keyed hash of what an expression gives: a prefix that tells the kind, and 16 digits of SHA-256. */
export const keyedHash = (prefix: string, key: string, value: string): string =>
    `Concat(["${prefix}_", Substring(SHA256(Concat([SHA256("${key}"), ${value}], "")), 0, 16)], "")`;

export const direct = ({ policy, key }: Scrubbing): readonly string[] => [
    ...callers(policy.ipAddresses, policy.keepInternalAddresses, attribute, (value) => keyedHash("ip", key, value)),
    ...ID_NAMES.filter((name) => !policy.keptFields.includes(name)).map((name) =>
        where(
            set(attribute(name), keyedHash("id", key, `String(${attribute(name)})`)),
            `${attribute(name)} != nil`,
            `not ${isMatch(attribute(name), DONE)}`,
        ),
    ),
];
