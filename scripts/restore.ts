/** `npm run restore`: a backup, put back. */

import { existsSync } from "node:fs";
import { join } from "node:path";
import { confirm } from "./shared/terminal/confirm";
import { damages, readManifest, type Manifest } from "./backup/manifest";
import type { PartName, Site } from "./backup/part";
import { absent, chosenParts, finding, PARTS } from "./backup/parts";
import { interruption, main, parsed } from "./shared/terminal/arguments";
import { openCluster } from "./shared/cluster/kubectl";
import { planStack } from "./shared/planning/planned-stack";
import { UsageError } from "./shared/terminal/usage-error";
import { progress, report, skipped, type Finding } from "./shared/terminal/findings";

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

/** @throws UsageError for a backup of another stack than the one that is restored or named. */
function refuseOtherStack(
    folder: string,
    { stack, context }: Manifest,
    wanted: string,
    from: string | undefined,
): void {
    if (stack === (from ?? wanted)) return;
    throw new UsageError(
        `${folder} is a backup of the stack ${stack} (context ${context}), and not of ${from ?? wanted}. Nothing was restored.\n` +
            `    To restore it into ${wanted} all the same: npm run restore -- ${folder} --stack ${wanted} --from ${stack}`,
    );
}

/** A part that can be restored. */
interface Step {
    readonly name: PartName;
    readonly file: string;
}

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
    const damaged = await damages(folder, manifest, parts);
    if (damaged.length > 0) {
        throw new UsageError(
            `The backup is damaged; nothing was restored.\n${damaged.map((line) => `    ${line}`).join("\n")}`,
        );
    }

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
    const findings: Finding[] = [];
    const steps: Step[] = [];
    for (const name of parts) {
        const kept = manifest.parts[name];
        const missing = kept === undefined ? skipped(name, "The backup doesn't hold it.") : absent(name, config);
        if (kept === undefined || missing !== undefined) {
            findings.push(...(missing === undefined ? [] : [missing]));
            continue;
        }
        const file = join(folder, kept.file);
        const intent = await finding(name, () => PARTS[name].intent(site, file));
        if (intent.outcome === "ok") {
            progress(`  ${name}: ${kept.content}\n      ${intent.found}`);
            steps.push({ name, file });
        } else {
            findings.push(intent);
        }
    }
    if (steps.length > 0)
        await confirm(`Restore ${steps.map(({ name }) => name).join(", ")} of ${options.stack}?`, options.yes);
    for (const { name, file } of steps) {
        progress(`${name}: restoring`);
        findings.push(
            await finding(name, () => {
                site.interrupted.throwIfAborted();
                return PARTS[name].restore(site, file);
            }),
        );
    }
    const place = ({ check }: Finding): number => parts.findIndex((name) => name === check);
    report(
        findings.sort((a, b) => place(a) - place(b)),
        options.json,
        options.stack,
    );
});
