import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { chartSource } from "../../../model/charts/source";
import { isPlainObject, type PlainObject } from "../../../config/merge";
import { nameOf } from "../rendering/render";
import type { Plan } from "../planning/engine";
import { objectsOf, releasesOf, type PlannedRelease } from "../planning/graph";

/** A stack as one revision plans it. */
export interface Side {
    readonly releases: readonly PlannedRelease[];
    /** Objects of our own. */
    readonly objects: readonly PlainObject[];
}

export const sideOf = ({ resources }: Plan): Side => ({
    releases: releasesOf(resources),
    objects: objectsOf(resources).map(({ manifest }) => manifest),
});

/** Reads what `npm start` wrote into a folder (the layout of scripts/plan/plan-files.ts); undefined where it wrote no plan. */
export function readSide(folder: string): Side | undefined {
    const list = join(folder, "releases.yaml");
    if (!existsSync(list)) return undefined;
    const releases: unknown = parse(readFileSync(list, "utf8"));
    return {
        releases: (Array.isArray(releases) ? releases : []).filter(isPlainObject).map((release) => {
            const name = String(release.release);
            const { repository } = release;
            return {
                release: name,
                chart: String(release.chart),
                version: String(release.version),
                ...(typeof repository === "string" ? { repository } : {}),
                namespace: String(release.namespace),
                values: manifestOf(join(folder, "values", `${name}.yaml`)),
            };
        }),
        objects: filesBelow(join(folder, "objects")).map(manifestOf),
    };
}

const filesBelow = (folder: string): readonly string[] =>
    !existsSync(folder)
        ? []
        : readdirSync(folder, { recursive: true, encoding: "utf8" })
              .filter((file) => file.endsWith(".yaml"))
              .sort()
              .map((file) => join(folder, file));

function manifestOf(file: string): PlainObject {
    const content: unknown = existsSync(file) ? parse(readFileSync(file, "utf8")) : {};
    return isPlainObject(content) ? content : {};
}

/** The release with its chart from a mirror, which is what `chartMirror` may be. */
export function throughMirror(release: PlannedRelease, mirror: string | undefined): PlannedRelease {
    if (mirror === undefined) return release;
    const { repository = "", ...rest } = release;
    const row = { ...rest, chart: nameOf(release), repository };
    const source: { readonly chart: string; readonly repositoryOpts?: { readonly repo: string } } = chartSource(
        row,
        mirror,
    );
    return {
        ...rest,
        chart: source.chart,
        ...(source.repositoryOpts === undefined ? {} : { repository: source.repositoryOpts.repo }),
    };
}
