/** Restoring a backup, part by part. */

import { join } from "node:path";
import { confirm } from "../shared/terminal/confirm";
import { skipped, type Finding } from "../shared/terminal/findings";
import { UsageError } from "../shared/terminal/usage-error";
import { damages, type Manifest } from "./manifest";
import type { PartName, Site } from "./part";
import { absent, finding, PARTS } from "./parts";

/** @throws UsageError for a backup of another stack than the one that is restored or named. */
export function refuseOtherStack(
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

/** @throws UsageError for a backup whose files aren't what its manifest says. */
export async function refuseDamaged(folder: string, manifest: Manifest, parts: readonly PartName[]): Promise<void> {
    const damaged = await damages(folder, manifest, parts);
    if (damaged.length === 0) return;
    throw new UsageError(
        `The backup is damaged; nothing was restored.\n${damaged.map((line) => `    ${line}`).join("\n")}`,
    );
}

/** A part that can be restored. */
interface Step {
    readonly name: PartName;
    readonly file: string;
}

/** Says what will be replaced, asks, and restores; a finding for each part, in their order. */
export async function restoreParts(
    site: Site,
    folder: string,
    manifest: Manifest,
    parts: readonly PartName[],
    agreed: boolean,
): Promise<readonly Finding[]> {
    const findings: Finding[] = [];
    const steps: Step[] = [];
    for (const name of parts) {
        const kept = manifest.parts[name];
        const missing = kept === undefined ? skipped(name, "The backup doesn't hold it.") : absent(name, site.config);
        if (kept === undefined || missing !== undefined) {
            findings.push(...(missing === undefined ? [] : [missing]));
            continue;
        }
        const file = join(folder, kept.file);
        const intent = await finding(name, () => PARTS[name].intent(site, file));
        if (intent.outcome === "ok") {
            site.tell(`  ${name}: ${kept.content}\n      ${intent.found}`);
            steps.push({ name, file });
        } else {
            findings.push(intent);
        }
    }
    if (steps.length > 0)
        await confirm(`Restore ${steps.map(({ name }) => name).join(", ")} of ${site.stack}?`, agreed);
    for (const { name, file } of steps) {
        site.tell(`${name}: restoring`);
        findings.push(
            await finding(name, () => {
                site.interrupted.throwIfAborted();
                return PARTS[name].restore(site, file);
            }),
        );
    }
    const place = ({ check }: Finding): number => parts.findIndex((name) => name === check);
    return findings.sort((a, b) => place(a) - place(b));
}
