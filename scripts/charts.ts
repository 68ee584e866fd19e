/** `npm run charts`: charts for clusters without network. */

import { judge, mending } from "../model/charts/folder-verdict";
import { readChartFolder } from "../model/charts/folder";
import { DISTINCT_CHARTS } from "../model/charts/charts";
import { PROJECT } from "../model/stack/project";
import { pull, type Pulled } from "./charts/pull";
import { byReason } from "./charts/reasons";
import { main, parsed } from "./shared/terminal/arguments";
import { stacksIn } from "./shared/planning/stack-file";
import { UsageError } from "./shared/terminal/usage-error";
import { table } from "./shared/terminal/text";
import { failed, ok, progress, report } from "./shared/terminal/findings";

const USAGE = `
npm run charts -- pull   [--to charts] [--mirror URL] [--stack NAME ...] [--accept CHART ...]
                         [--without-image-digests] [--json]
npm run charts -- verify [--to charts] [--json]

pull    puts every chart of the stack into a folder that serves as chartMirror where there is no network: archives, an
        index.yaml that makes it a Helm repository on any web server, images.txt with every image to be mirrored, and
        charts.lock.json with the digests of both. Needs helm. A chart whose version is in the lock must be the same again.
verify  holds a folder against its lock, as each use of it does. Needs nothing else.

  --to FOLDER              the folder, relative to the project (default charts)
  --mirror URL             pull from this HTTP repository or oci:// prefix, in place of the chartMirror of the stacks
  --stack NAME             list the images of this stack; may be repeated (default: every Pulumi.NAME.yaml)
  --accept CHART           take a chart although it isn't the one that the lock has under this version; may be repeated
  --without-image-digests  don't ask registries for the digests of images
  --json                   prints JSON
`;

/** A folder the way `chartMirror` names it. */
const asMirror = (folder: string): string => (/^\.{0,2}\//.test(folder) ? folder : `./${folder}`);

function pulledText(folder: string, { charts, images, untold }: Pulled): string {
    const rows = charts.map(({ name, version, change, sha256 }) => [name, version, change, sha256]);
    const lacking = untold.map(({ image, problem }) => ({ name: image, reason: problem }));
    return [
        table([["CHART", "VERSION", "DIGEST IS", "SHA256"], ...rows]),
        ...(lacking.length > 0 ? [`Images whose digest could not be learnt:\n${byReason(lacking)}`] : []),
        `${charts.length} charts and the names of ${images.length} images are in ${folder}. To install from it:\n` +
            `  npm run config -- --stack NAME -- set chartMirror ${folder}`,
    ].join("\n\n");
}

function verify(folder: string, asJson: boolean): void {
    const found = readChartFolder(folder);
    const findings = judge(found).map(({ part, problem }) =>
        problem === undefined ? ok(part, "as locked") : failed(part, `${folder} ${problem}`, mending(folder, found)),
    );
    report(findings, asJson, "dev");
}

function acceptable(names: readonly string[]): readonly string[] {
    const known = DISTINCT_CHARTS.map(({ chart }) => chart);
    const unknown = names.find((name) => !known.includes(name));
    if (unknown === undefined) return names;
    throw new UsageError(`--accept ${unknown}: there is no such chart. There are: ${known.join(", ")}.`);
}

main(async () => {
    const { values, positionals } = parsed(
        USAGE,
        {
            to: { type: "string", default: "charts" },
            mirror: { type: "string" },
            stack: { type: "string", multiple: true },
            accept: { type: "string", multiple: true },
            "without-image-digests": { type: "boolean", default: false },
            json: { type: "boolean", default: false },
        },
        1,
    );
    const folder = asMirror(values.to);
    const [verb] = positionals;
    if (verb === "verify") {
        verify(folder, values.json);
        return;
    }
    if (verb !== "pull") throw new UsageError(`What is to be done: pull or verify?\n\n${USAGE.trim()}`);
    const pulled = await pull(
        {
            folder,
            mirror: values.mirror,
            stacks: values.stack ?? stacksIn(PROJECT),
            accepted: acceptable(values.accept ?? []),
            imageDigests: !values["without-image-digests"],
        },
        progress,
    );
    console.log(values.json ? JSON.stringify({ folder, ...pulled }, null, 2) : pulledText(folder, pulled));
});
