/** `npm run erase`: a person's data, deleted with proof. */

import { loadStack } from "../checks/load";
import { set } from "../config/problems";
import { openCluster } from "./shared/cluster/kubectl";
import { planStack } from "./shared/planning/planned-stack";
import { argumentsOf, main, patience } from "./shared/terminal/arguments";
import { confirm } from "./shared/terminal/confirm";
import { failed, ok, progress, report, warning, type Finding } from "./shared/terminal/findings";
import { messageOf, UsageError } from "./shared/terminal/usage-error";
import { keysOf, pseudonymOf } from "./subjects/pseudonyms";
import { withStores } from "./subjects/stores";

const USAGE = `
npm run erase -- --subject 48151623 [--stack dev] [--yes] [--timeout 3600] [--json]

Deletes what is kept of a person, by the pseudonyms that the collectors made of the id (the key of now and former ones): lines
in Loki, spans in Elasticsearch; then looks whether anything is found still, and says so as evidence. Needs loki.erasure.
Loki writes what it has in memory first, for a deletion sees stored lines alone, and its compactor comes every ten minutes.
Jaeger's own volume knows no deletion: there it says until when a span is kept.

  --subject ID        the id of a customer or user, as applications say it
  --stack NAME        the stack: Pulumi.NAME.yaml (default dev)
  --yes               doesn't ask
  --timeout SECONDS   how long each deletion may take (default 3600)
  --json              {"findings": [{"check", "outcome", "found", "remedy"}]}

Exit code 1 when something is still found.
`;

main(async () => {
    const options = argumentsOf(USAGE, {
        subject: { type: "string" },
        stack: { type: "string", default: "dev" },
        yes: { type: "boolean", default: false },
        timeout: { type: "string", default: "3600" },
        json: { type: "boolean", default: false },
    });
    const { subject, stack } = options;
    if (subject === undefined) throw new UsageError(`Whose data? --subject ID\n\n${USAGE.trim()}`);
    const milliseconds = patience(options.timeout);
    const { config } = await planStack(stack);
    const settings = loadStack();
    if (!config.loki.erasure)
        throw new UsageError(
            `Loki deletes nothing before its time: loki.erasure is off.\n    ${set("loki.erasure", true)} && npm run up -- --stack ${stack}`,
        );
    const cluster = await openCluster(config);
    const keys = await keysOf(cluster, settings);
    await confirm(`Delete what ${cluster.context} keeps of ${subject}, for good?`, options.yes);
    const findings: Finding[] = [];
    await withStores(cluster, settings, milliseconds, async (stores) => {
        for (const key of keys)
            for (const store of stores) {
                const pseudonym = pseudonymOf(subject, key);
                const check = `${store.name}, ${pseudonym} (key ${key.id})`;
                progress(`${check} ...`);
                try {
                    const done = await store.erase(pseudonym, progress);
                    const { count, note } = await store.find(pseudonym);
                    findings.push(
                        count === undefined
                            ? warning(check, done, note ?? "")
                            : ok(check, `${done}; found now: ${count}, at ${new Date().toISOString()}`),
                    );
                } catch (error) {
                    findings.push(
                        failed(check, messageOf(error), `npm run subject-report -- --stack ${stack} --subject ID`),
                    );
                }
            }
    });
    report(findings, options.json, stack);
});
