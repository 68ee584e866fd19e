/** Attributes that nearly every record has, and that tell all by their name: they are treated by themselves. */

import { callers } from "./addresses";
import { ID_NAMES } from "./known";
import { isMatch, set, where } from "./ottl";
import { attribute } from "./records";
import type { Scrubbing } from "./scrubbing";

const DONE = "^(?:id_[0-9a-f]{16}|null|nil|none|undefined|unknown|anonymous|-|\\*+)?$";

/** The first 16 digits of a keyed SHA-256 of what an expression gives. */
export const digits = (key: string, value: string): string =>
    `Substring(SHA256(Concat([SHA256("${key}"), ${value}], "")), 0, 16)`;
/** The same behind a prefix that tells the kind. */
const keyedHash = (prefix: string, key: string, value: string): string =>
    `Concat(["${prefix}_", ${digits(key, value)}], "")`;

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
