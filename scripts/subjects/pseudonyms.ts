/** What somebody is called in what is stored: docs/privacy.md says how the collectors make it. */
import { createHash } from "node:crypto";
import { valueAt } from "../../config/merge";
import { definitionOf } from "../../config/secrets";
import type { SecretReference, Settings } from "../../model/stack/stack";
import type { Cluster } from "../shared/cluster/kubectl";
import { secretText } from "../shared/cluster/object-fields";
import { UsageError } from "../shared/terminal/usage-error";

/** A key of hashes: the one that is used now, or a former one by the name that it was kept under. */
export interface PseudonymKey {
    readonly id: string;
    readonly key: string;
}

/** Secret in the monitoring namespace that keeps former keys, a name each: what was stored under them stays findable. */
export const FORMER_KEYS = "collector-privacy-former";
export const CURRENT = "current";

const DIGITS = 16;
const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

/** As the collector writes it: `id_` and 16 hexadecimal digits of SHA-256 over the key's own hash and the id. */
export const pseudonymOf = (subject: string, { key }: PseudonymKey): string =>
    `id_${sha256(sha256(key) + subject).slice(0, DIGITS)}`;

/** @throws UsageError where the stack's key can't be read. */
export async function keysOf(cluster: Cluster, { config, references }: Settings): Promise<readonly PseudonymKey[]> {
    const { monitoring } = config.namespaces;
    const { secret, key } = definitionOf("pseudonymKey");
    const at: SecretReference = references.pseudonymKey ?? { name: secret, key };
    const current = secretText(await cluster.get("secret", at.name, monitoring), at.key);
    if (current === undefined)
        throw new UsageError(
            `The key of the pseudonyms can't be read: there is no ${at.key} in the Secret ${at.name} of ${monitoring}.\n    kubectl auth can-i get secrets --namespace ${monitoring}`,
        );
    const former = await cluster.get("secret", FORMER_KEYS, monitoring);
    return [
        { id: CURRENT, key: current },
        ...Object.keys(valueAt(former, ["data"]) ?? {}).map((id) => ({ id, key: secretText(former, id) ?? "" })),
    ];
}
