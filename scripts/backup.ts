/** `npm run backup`: what is neither code nor in object storage, into a folder. */

import { chmodSync, existsSync, mkdirSync, readdirSync, rmdirSync } from "node:fs";
import { join, relative } from "node:path";
import { writeManifest } from "./backup/manifest";
import type { PartName, Saved, Site } from "./backup/part";
import { absent, chosenParts, finding, PARTS } from "./backup/parts";
import { stamp } from "./backup/time";
import { argumentsOf, interruption, main } from "./shared/terminal/arguments";
import { openCluster } from "./shared/cluster/kubectl";
import { planStack } from "./shared/planning/planned-stack";
import { PROJECT } from "../model/stack/project";
import { UsageError } from "./shared/terminal/usage-error";
import { ok, progress, report, type Finding } from "./shared/terminal/findings";

const USAGE = `
npm run backup -- [--stack dev] [--to FOLDER] [--only grafana,silences,traces] [--json]

Backs up what is neither code nor in object storage: Grafana's database, silences, and traces in the stack's own
Elasticsearch (as a snapshot, which Elasticsearch writes into the object storage by itself). The folder holds a manifest
with the checksum of each part. npm run restore brings it back. Needs kubectl; docs/backup.md says more.

  --stack NAME    the stack: Pulumi.NAME.yaml (default dev); its cluster must be the current context
  --to FOLDER     where to write, a folder that is new or empty (default backups/<stack>-<UTC time>)
  --only PARTS    some of grafana, silences, traces; may be repeated
  --json          the result as JSON

Exit code 1 when a part could not be backed up; the others are kept all the same.
`;

/** A folder that only its owner reads: dashboards, users and comments are nobody else's business. */
function makeFolder(folder: string): void {
    if (existsSync(folder) && readdirSync(folder).length > 0) {
        throw new UsageError(`${folder} isn't empty: a backup has a folder of its own.`);
    }
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    chmodSync(folder, 0o700);
}

main(async () => {
    const options = argumentsOf(USAGE, {
        stack: { type: "string", default: "dev" },
        to: { type: "string" },
        only: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
    });
    const parts = chosenParts(options.only);
    const { config } = await planStack(options.stack);
    const cluster = await openCluster(config);
    const time = new Date();
    const site: Site = {
        ...{ stack: options.stack, config, cluster, time },
        interrupted: interruption(),
        tell: progress,
    };
    const folder = options.to ?? join(PROJECT, "backups", `${options.stack}-${stamp(time)}`);
    makeFolder(folder);
    const saved = new Map<PartName, Saved>();
    const findings: Finding[] = [];
    for (const name of parts) {
        const skipped = absent(name, config);
        if (skipped === undefined) progress(`${name}: backing up`);
        findings.push(
            skipped ??
                (await finding(name, async () => {
                    site.interrupted.throwIfAborted();
                    const part = await PARTS[name].backUp(site, folder);
                    saved.set(name, part);
                    return `${part.content} (${part.file})`;
                })),
        );
    }
    if (saved.size > 0) {
        const manifest = await writeManifest(site, folder, saved);
        findings.push(ok("backup", relative(process.cwd(), manifest)));
    } else if (readdirSync(folder).length === 0) {
        rmdirSync(folder);
    }
    report(findings, options.json, options.stack);
});
