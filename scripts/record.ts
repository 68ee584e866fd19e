/** `npm run record`: what a release holds data in. */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { valueAt } from "../config/merge";
import { argumentsOf, main } from "./shared/terminal/arguments";
import { inParallel } from "./shared/system/parallel";
import { renderedObjects } from "./shared/comparison/rendering";
import { sideOf, throughMirror } from "./shared/comparison/side";
import { helm } from "./shared/rendering/render";
import { planStack } from "./shared/planning/planned-stack";
import { PROJECT } from "../model/stack/project";
import { stacksIn } from "./shared/planning/stack-file";
import { UsageError } from "./shared/terminal/usage-error";
import { recordFile, recordText } from "./record/file";
import { inventoryOf } from "./record/inventory";
import { progress } from "./shared/terminal/findings";

const USAGE = `
npm run record -- [--stack NAME ...] [--mirror URL] [--without-charts]

Records what a release holds data in, into releases/<stack>.json: namespaces, volumes, stateful sets, custom resource
definitions, and the Helm releases with the values that decide about them. Tests hold every later change against it: one
that replaces or deletes any of these has to be listed in CHANGELOG.md. Run it for each version that is released.

  --stack NAME       this stack alone; may be repeated (default: every Pulumi.NAME.yaml)
  --mirror URL       the charts from here: an HTTP repository, a folder, or an oci:// prefix
  --without-charts   the plan alone, which needs neither helm nor charts: the tests see less then
`;

/** Version of package.json. */
function version(): string {
    const content: unknown = JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8"));
    const found = valueAt(content, ["version"]);
    if (typeof found === "string") return found;
    throw new UsageError("package.json has no version.");
}

main(async () => {
    const options = argumentsOf(USAGE, {
        stack: { type: "string", multiple: true },
        mirror: { type: "string" },
        "without-charts": { type: "boolean", default: false },
    });
    if (!options["without-charts"]) helm();
    for (const stack of options.stack ?? stacksIn(PROJECT)) {
        progress(`planning ${stack}`);
        const side = sideOf((await planStack(stack)).plan);
        const rendered = options["without-charts"]
            ? undefined
            : await inParallel(
                  side.releases.map((release) => () => {
                      progress(`rendering ${release.release} (${release.chart} ${release.version})`);
                      return renderedObjects(throughMirror(release, options.mirror));
                  }),
              );
        const inventory = inventoryOf(side, rendered?.flat());
        const file = recordFile(stack);
        mkdirSync(join(file, ".."), { recursive: true });
        writeFileSync(file, recordText({ version: version(), ...inventory }));
        const { releases, objects } = inventory;
        console.log(
            `${relative(process.cwd(), file)}: version ${version()}, ${releases.length} releases, ${objects.length} objects of our own, ` +
                (inventory.rendered === undefined ? "no charts" : `${inventory.rendered.length} of the charts`),
        );
    }
});
