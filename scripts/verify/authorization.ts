/** What a command shows to the collectors to be taken for an application (`collector.authentication`). */

import type { StackConfig } from "../../config/schema";
import { definitionOf } from "../../config/secrets";
import type { Cluster } from "../shared/cluster/kubectl";
import { secretText } from "../shared/cluster/object-fields";
import { UsageError } from "../shared/terminal/usage-error";

/**
 * Headers of a request that brings telemetry; undefined where the collectors ask for a certificate of an authority that
 * isn't the stack's, of which commands have none.
 *
 * @throws UsageError where the token can't be read.
 */
export async function senderHeaders(
    cluster: Cluster,
    { collector, existingSecrets, namespaces }: StackConfig,
): Promise<{ readonly [name: string]: string } | undefined> {
    switch (collector.authentication.type) {
        case "none":
            return {};
        case "certificate":
            return undefined;
        case "bearer": {
            const { secret, key: ownKey } = definitionOf("otlpToken");
            const { name, key } = existingSecrets.otlpToken ?? { name: secret, key: ownKey };
            const token = secretText(await cluster.get("secret", name, namespaces.monitoring), key);
            if (token === undefined)
                throw new UsageError(
                    `There is no key ${key} to be read in the Secret ${namespaces.monitoring}/${name}.`,
                );
            return { authorization: `Bearer ${token.trim()}` };
        }
    }
}
