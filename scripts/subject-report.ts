/** `npm run subject-report`: what is kept of a person. */

import { loadStack } from "../checks/load";
import { openCluster } from "./shared/cluster/kubectl";
import { planStack } from "./shared/planning/planned-stack";
import { argumentsOf, main, patience } from "./shared/terminal/arguments";
import { json, table } from "./shared/terminal/text";
import { UsageError } from "./shared/terminal/usage-error";
import { keysOf, pseudonymOf } from "./subjects/pseudonyms";
import { withStores } from "./subjects/stores";

const USAGE = `
npm run subject-report -- --subject 48151623 [--stack dev] [--json]

Tells how many lines and spans are kept of a person: by the pseudonyms that the collectors made of the id, under the key of
now and every former one in the Secret collector-privacy-former. The id itself is stored nowhere. Changes nothing.

  --subject ID   the id of a customer or user, as applications say it
  --stack NAME   the stack: Pulumi.NAME.yaml (default dev)
  --json         [{"store", "pseudonym", "key", "count"}]
`;

main(async () => {
    const options = argumentsOf(USAGE, {
        subject: { type: "string" },
        stack: { type: "string", default: "dev" },
        json: { type: "boolean", default: false },
    });
    const { subject } = options;
    if (subject === undefined) throw new UsageError(`Whose data? --subject ID\n\n${USAGE.trim()}`);
    const { config } = await planStack(options.stack);
    const settings = loadStack();
    const cluster = await openCluster(config);
    const keys = await keysOf(cluster, settings);
    const found = await withStores(cluster, settings, patience("60"), (stores) =>
        Promise.all(
            keys.flatMap((key) =>
                stores.map(async (store) => ({ ...(await store.find(pseudonymOf(subject, key))), key: key.id })),
            ),
        ),
    );
    if (options.json) console.log(json(found));
    else
        console.log(
            table([
                ["store", "pseudonym", "key", "found"],
                ...found.map(({ store, pseudonym, key, count, note }) => [
                    store,
                    pseudonym,
                    key,
                    note ?? `${count ?? 0}`,
                ]),
            ]),
        );
    if (!options.json)
        console.log(
            "\nNot searched: metrics that applications push with an id as a label, and backups (docs/privacy.md).",
        );
});
