/** `npm run restore`: a backup, put back. */

import { existsSync } from "node:fs";
import { readManifest } from "./backup/manifest";
import type { Site } from "./backup/part";
import { chosenParts } from "./backup/parts";
import { refuseDamaged, refuseOtherStack, restoreParts } from "./backup/restoration";
import { interruption, main, parsed } from "./shared/terminal/arguments";
import { openCluster } from "./shared/cluster/kubectl";
import { planStack } from "./shared/planning/planned-stack";
import { UsageError } from "./shared/terminal/usage-error";
import { progress, report } from "./shared/terminal/findings";

const USAGE = `
npm run restore -- FOLDER [--stack dev] [--only grafana,silences,traces] [--from STACK] [--yes] [--json]

Restores a backup that npm run backup has made. Its checksums are looked at first; then it says what will be replaced, and
asks. Grafana's database is replaced (the one before is kept beside it), silences and indices are only added.

  --stack NAME    the stack that is restored: Pulumi.NAME.yaml (default dev); its cluster must be the current context
  --only PARTS    some of grafana, silences, traces; may be repeated
  --from STACK    take a backup of this stack, where it is another one's
  --yes           don't ask
  --json          the result as JSON

Exit code 1 when a part could not be restored.
`;

main(async () => {
    const { values: options, positionals } = parsed(
        USAGE,
        {
            stack: { type: "string", default: "dev" },
            only: { type: "string", multiple: true, default: [] },
            from: { type: "string" },
            yes: { type: "boolean", default: false },
            json: { type: "boolean", default: false },
        },
        1,
    );
    const [folder] = positionals;
    if (folder === undefined) throw new UsageError(`Which backup? Name its folder.\n\n${USAGE.trim()}`);
    if (!existsSync(folder)) throw new UsageError(`There is no folder ${folder}.`);
    const parts = chosenParts(options.only);
    const manifest = readManifest(folder);
    refuseOtherStack(folder, manifest, options.stack, options.from);
    await refuseDamaged(folder, manifest, parts);

    const { config } = await planStack(options.stack);
    const site: Site = {
        ...{ stack: options.stack, config, cluster: await openCluster(config), time: new Date() },
        interrupted: interruption(),
        tell: progress,
    };
    progress(
        `The backup of ${manifest.stack} (context ${manifest.context}) of ${manifest.time}, into ${options.stack} ` +
            `(context ${site.cluster.context}, namespace ${config.namespaces.monitoring}):`,
    );
    report(await restoreParts(site, folder, manifest, parts, options.yes), options.json, options.stack);
});
