/** `npm run manifests`: every chart of a stack, rendered. */

import { mkdirSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { unknownKeys } from "./charts/keys";
import { KNOWN_BEYOND_VALUES } from "./charts/known";
import { argumentsOf, main } from "./shared/terminal/arguments";
import { clusterRolesOf, documentsOf, imagesOf } from "./shared/rendering/documents";
import { chartValues, nameOf, renderRelease } from "./shared/rendering/render";
import { planFiles, writeFiles } from "./plan/plan-files";
import { objectsOf, releasesOf, type PlannedRelease } from "./shared/planning/graph";
import { planWithMirror } from "./shared/planning/planned-stack";
import { PROJECT } from "../model/stack/project";
import { UsageError } from "./shared/terminal/usage-error";

const USAGE = `
npm run manifests -- [--stack dev] [--out out] [--mirror URL]

Plans a stack and renders every chart with helm into out/<stack>/manifests/<release>.yaml, as they would be installed.
Values are checked against the charts' schemas and against the keys that the charts know. Needs helm and the chart
repositories, or a mirror or folder of them (config key chartMirror).

  --stack NAME    the stack: Pulumi.NAME.yaml (default dev)
  --out FOLDER    where to write (default out)
  --mirror URL    in place of the chartMirror of the stack; a folder of charts too
`;

/** Keys of our values that the chart doesn't know, as lines to read. */
async function unknownIn(release: PlannedRelease): Promise<readonly string[]> {
    const chart = nameOf(release);
    const unknown = unknownKeys(release.values, await chartValues(release), KNOWN_BEYOND_VALUES[chart] ?? []);
    return unknown.map((key) => `${release.release}: the chart ${chart} knows no value ${key}`);
}

main(async () => {
    const options = argumentsOf(USAGE, {
        stack: { type: "string", default: "dev" },
        out: { type: "string", default: join(PROJECT, "out") },
        mirror: { type: "string" },
    });
    const { plan } = await planWithMirror(options.stack, options.mirror);
    const folder = join(options.out, options.stack);
    writeFiles(folder, planFiles(plan));
    const releases = releasesOf(plan.resources);
    mkdirSync(join(folder, "manifests"), { recursive: true });
    const rendered = await Promise.all(
        releases.map(async (release) => {
            const manifest = await renderRelease(release);
            writeFileSync(join(folder, "manifests", `${release.release}.yaml`), manifest);
            console.log(`rendered ${release.release} (${release.chart} ${release.version})`);
            return { documents: documentsOf(manifest), unknown: await unknownIn(release) };
        }),
    );
    const documents = [
        ...rendered.flatMap((release) => release.documents),
        ...objectsOf(plan.resources).map((own) => own.manifest),
    ];
    const list = (title: string, entries: readonly string[]): void => {
        const unique = [...new Set(entries)].sort();
        console.log(`\n${title} (${unique.length}):\n${unique.map((entry) => `  ${entry}`).join("\n")}`);
    };
    list("Images", documents.flatMap(imagesOf));
    list("Cluster roles", clusterRolesOf(documents));
    console.log(`\n${releases.length} manifests in ${relative(process.cwd(), join(folder, "manifests"))}/`);
    const unknown = rendered.flatMap((release) => release.unknown);
    if (unknown.length > 0) throw new UsageError(`\n${unknown.join("\n")}`);
});
