import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CHARTS } from "../../model/charts/charts";
import { IMAGES } from "../../model/charts/images";
import { contentOf } from "../shared/cluster/stream";
import { PROJECT } from "../../model/stack/project";
import { UsageError } from "../shared/terminal/usage-error";
import { PART_NAMES, type PartName, type Saved, type Site } from "./part";

/** What a backup is of: manifest.json in its folder. */

const FILE = "manifest.json";

const schema = z.strictObject({
    format: z.literal(1),
    stack: z.string(),
    context: z.string(),
    namespace: z.string(),
    /** When it was started, UTC. */
    time: z.iso.datetime(),
    /** Of what was backed up, and of this project. */
    versions: z.record(z.string(), z.string()),
    parts: z.partialRecord(
        z.enum(PART_NAMES),
        z.strictObject({
            file: z.string().regex(/^[\w-]+\.\w+$/),
            size: z.int().min(0),
            sha256: z.string().regex(/^[0-9a-f]{64}$/),
            content: z.string(),
        }),
    ),
});
export type Manifest = z.output<typeof schema>;

const project = z.object({ name: z.string(), version: z.string() });

function versions(): Manifest["versions"] {
    const { name, version } = project.parse(JSON.parse(readFileSync(join(PROJECT, "package.json"), "utf8")));
    return {
        [name]: version,
        [CHARTS.prometheusStack.chart]: CHARTS.prometheusStack.version,
        elasticsearch: IMAGES.elasticsearch.tag,
    };
}

/** Writes the manifest of the parts that a folder holds, and tells where it is. */
export async function writeManifest(
    { stack, cluster, config, time }: Site,
    folder: string,
    parts: ReadonlyMap<PartName, Saved>,
): Promise<string> {
    const measured = await Promise.all(
        [...parts].map(async ([name, { file, content }]) => [
            name,
            { file, ...(await contentOf(join(folder, file))), content },
        ]),
    );
    const manifest = {
        format: 1,
        stack,
        context: cluster.context,
        namespace: config.namespaces.monitoring,
        time: time.toISOString(),
        versions: versions(),
        parts: Object.fromEntries(measured) as Manifest["parts"],
    } satisfies Manifest;
    const file = join(folder, FILE);
    writeFileSync(file, `${JSON.stringify(manifest, null, 2)}\n`, { mode: 0o600 });
    return file;
}

/**
 * The manifest of a backup.
 *
 * @throws UsageError where the folder holds none.
 */
export function readManifest(folder: string): Manifest {
    const file = join(folder, FILE);
    if (!existsSync(file)) throw new UsageError(`${folder} holds no backup: there is no ${FILE} in it.`);
    const parsed = schema.safeParse(json(file));
    if (parsed.success) return parsed.data;
    const issues = parsed.error.issues.map(({ path, message }) => `    ${path.join(".")}: ${message}`);
    throw new UsageError(`${file} is no manifest of a backup:\n${issues.join("\n")}`);
}

function json(file: string): unknown {
    try {
        return JSON.parse(readFileSync(file, "utf8"));
    } catch {
        return undefined;
    }
}

/** What is wrong with the files of a backup, against its manifest. */
export async function damages(
    folder: string,
    { parts }: Manifest,
    only: readonly PartName[],
): Promise<readonly string[]> {
    const found = await Promise.all(
        only.map(async (name) => {
            const kept = parts[name];
            if (kept === undefined) return [];
            const file = join(folder, kept.file);
            if (!existsSync(file)) return [`${file} is missing`];
            const { size, sha256 } = await contentOf(file);
            if (size !== kept.size) return [`${file} has ${size} bytes, and the manifest says ${kept.size}`];
            return sha256 === kept.sha256
                ? []
                : [`${file} has the sha256 ${sha256}, and the manifest says ${kept.sha256}`];
        }),
    );
    return found.flat();
}
