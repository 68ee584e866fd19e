/** `privacy`: what is kept, hashed or dropped of personal data. */

import { z } from "zod";
import { shaped } from "./shapes";

const treatment = z.enum(["keep", "hash", "drop"]);
/** Countries whose numbers have a form of their own. */
export const COUNTRIES = ["BR", "CN", "ES", "FI", "FR", "GB", "IN", "IT", "KR", "SE", "US"] as const;
const fields = z.array(shaped(/^[A-Za-z][\w.-]*$/, "the name of a field", "loyalty_number")).default([]);

export const privacy = z
    .strictObject({
        ipAddresses: z
            .enum(["keep", "hash", "network", "drop"])
            .default("drop")
            .describe(
                "What becomes of IP addresses: kept, replaced by a keyed hash, cut to their network, or replaced by a mark.",
            ),
        keepInternalAddresses: z
            .boolean()
            .default(false)
            .describe("Whether addresses of private networks are kept: pods and nodes, not people."),
        ethereumAddresses: treatment
            .default("hash")
            .describe("What becomes of Ethereum addresses. Hashes of transactions always stay, private keys never do."),
        nationalIds: z
            .array(z.enum(COUNTRIES))
            .default(["US", "GB", "IT", "BR", "FR"])
            .describe("Countries that are served: the numbers which these give their people are found by their form."),
        coordinates: z
            .enum(["keep", "round"])
            .default("keep")
            .describe("What becomes of geographical coordinates: kept, or rounded to about a kilometre."),
        hashedFields: fields.describe("Further fields that become keyed hashes, as ids of customers and users do."),
        droppedFields: fields.describe("Further fields whose values are dropped, whatever they hold."),
        keptFields: fields.describe("Fields that are never looked into: what they hold is known to be harmless."),
    })
    .describe("Personal data and secrets in spans, metrics and logs.");
