/** `npm run scan`: what a scanner of Kubernetes objects finds in a stack, and whether each finding is explained. */

import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isPlainObject, type PlainObject } from "../config/merge";
import { PROJECT } from "../model/stack/project";
import { nameOf, namespaceOf } from "./shared/cluster/object-fields";
import { objectsOf, releasesOf } from "./shared/planning/graph";
import { planWithMirror } from "./shared/planning/planned-stack";
import { documentsOf } from "./shared/rendering/documents";
import { renderRelease } from "./shared/rendering/render";
import { onPath, run } from "./shared/system/command";
import { argumentsOf, main } from "./shared/terminal/arguments";
import { progress } from "./shared/terminal/findings";
import { UsageError } from "./shared/terminal/usage-error";
import { checkovScan, exceptions, judged } from "./scan/checkov";

const EXCEPTIONS = "scripts/scan/exceptions.yaml";
const CHECKOV = "checkov==3.3.30";
const USAGE = `
npm run scan -- [--stack dev] [--mirror URL] [--out out]

Renders every chart of a stack and has checkov look at it, objects of our own included. What it finds must be explained in
${EXCEPTIONS}; what isn't, and explanations of nothing, end it with status 1.
Needs helm, the charts, and checkov on the PATH: pip install ${CHECKOV}

  --stack NAME    the stack: Pulumi.NAME.yaml (default dev)
  --mirror URL    in place of the chartMirror of the stack; a folder of charts too
  --out FOLDER    where the objects are written, one file each (default out)
`;

/** Texts with braces are taken for templates and left out: dashboards, rules and pipelines aren't what is scanned. */
const SCANNED = /^(?!ConfigMap$|Secret$|PrometheusRule$)/;

const fileOf = (object: PlainObject): string =>
    `${[String(object.kind), namespaceOf(object), nameOf(object)].join("-")}.json`;

main(async () => {
    const options = argumentsOf(USAGE, {
        stack: { type: "string", default: "dev" },
        out: { type: "string", default: join(PROJECT, "out") },
        mirror: { type: "string" },
    });
    const checkov = onPath("checkov");
    if (checkov === undefined) throw new UsageError(`There is no checkov on the PATH: pip install ${CHECKOV}`);
    const { plan } = await planWithMirror(options.stack, options.mirror);
    progress("rendering the charts");
    const rendered = await Promise.all(
        releasesOf(plan.resources).map(async (release) =>
            documentsOf(await renderRelease(release)).map((document): PlainObject => {
                // Charts that name no namespace are installed into that of their release.
                const metadata = isPlainObject(document.metadata) ? document.metadata : {};
                return { ...document, metadata: { namespace: release.namespace, ...metadata } };
            }),
        ),
    );
    const objects = [...rendered.flat(), ...objectsOf(plan.resources).map(({ manifest }) => manifest)];
    const folder = join(options.out, options.stack, "scanned");
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
    const scanned = objects.filter(({ kind }) => SCANNED.test(String(kind)));
    for (const object of scanned) writeFileSync(join(folder, fileOf(object)), JSON.stringify(object));
    progress(`checkov looks at ${scanned.length} objects`);
    const { stdout } = await run(checkov, [
        ...["--directory", folder, "--framework", "kubernetes", "--output", "json"],
        ...["--quiet", "--compact", "--skip-download"],
    ]);
    const { findings, passed, unread } = checkovScan(JSON.parse(stdout));
    const known = exceptions.parse(parse(readFileSync(join(PROJECT, EXCEPTIONS), "utf8")));
    const { unexplained, idle } = judged(findings, known);
    for (const { check, title, object } of unexplained) console.log(`${check} ${object}: ${title}`);
    console.log(
        `${passed} checks pass, ${findings.length} fail: ${findings.length - unexplained.length} explained in ${EXCEPTIONS}, ${unexplained.length} not`,
    );
    if (unread > 0) throw new UsageError(`${unread} files couldn't be read by checkov`);
    if (unexplained.length > 0) throw new UsageError(`Mend them, or say in ${EXCEPTIONS} why they stay.`);
    // One file serves every stack: what explains nothing in this one may do so in another.
    if (idle.length > 0) progress(`explained, and not found in ${options.stack}: ${idle.join(", ")}`);
});
