import { isDeepStrictEqual } from "node:util";
import { parse } from "yaml";
import { isPlainObject } from "../../../config/merge";
import { renderRelease } from "../rendering/render";
import type { PlannedRelease } from "../planning/graph";
import { UsageError } from "../terminal/usage-error";
import { allNoise, noiseBetween, type Noise } from "./changes";
import { idOf, type AppliedObject } from "./applied-objects";
import { inParallel } from "../system/parallel";

/** Releases that differ between two sides, rendered: objects of equal ones are equal. */
export interface RenderedSides {
    readonly before: readonly AppliedObject[];
    readonly after: readonly AppliedObject[];
    readonly noise: Noise;
}

/** A document of a rendered chart, not parsed yet. */
interface Document {
    readonly release: PlannedRelease;
    readonly text: string;
}

/** Two renderings of one release, which tell what is made up each time. */
interface Rendering {
    readonly once: readonly Document[];
    readonly again: readonly Document[];
}

export async function renderSides(
    before: readonly PlannedRelease[],
    after: readonly PlannedRelease[],
    say: (line: string) => void,
    signal?: AbortSignal,
): Promise<RenderedSides> {
    const without = (releases: readonly PlannedRelease[], others: readonly PlannedRelease[]) =>
        releases.filter((release) => !others.some((other) => isDeepStrictEqual(release, other)));
    const render = (side: string, releases: readonly PlannedRelease[]) =>
        releases.map((release) => async (): Promise<Rendering & { readonly side: string }> => {
            say(`rendering ${release.release} (${release.chart} ${release.version}) of the ${side}`);
            return { side, once: await documentsOf(release), again: await documentsOf(release) };
        });
    const renderings = await inParallel(
        [...render("base", without(before, after)), ...render("working tree", without(after, before))],
        signal,
    );
    const documents = (side: string): readonly Document[] =>
        renderings.filter((rendering) => rendering.side === side).flatMap(({ once }) => once);
    const [old, present] = [documents("base"), documents("working tree")];
    return {
        before: parsed(unlike(old, present)),
        after: parsed(unlike(present, old)),
        noise: allNoise(
            renderings.map(({ once, again }) => noiseBetween(parsed(unlike(once, again)), parsed(unlike(again, once)))),
        ),
    };
}

/** Every object of a release. */
export const renderedObjects = async (release: PlannedRelease): Promise<readonly AppliedObject[]> =>
    parsed(await documentsOf(release));

async function documentsOf(release: PlannedRelease): Promise<readonly Document[]> {
    try {
        const manifest = await renderRelease(release);
        return manifest
            .split(/^---$/m)
            .filter((text) => text.trim() !== "")
            .map((text) => ({ release, text }));
    } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        throw new UsageError(`${error.message}\n\nWithout the charts: --without-charts`);
    }
}

/** Documents that the other side doesn't have to the letter: the others, large definitions above all, need no parsing. */
function unlike(documents: readonly Document[], others: readonly Document[]): readonly Document[] {
    const known = new Set(others.map(identity));
    return documents.filter((document) => !known.has(identity(document)));
}

const identity = ({ release, text }: Document): string => `${release.release} ${release.namespace} ${text}`;

const parsed = (documents: readonly Document[]): readonly AppliedObject[] =>
    documents.flatMap(({ release, text }) => {
        const manifest: unknown = parse(text);
        if (!isPlainObject(manifest) || manifest.kind === undefined) return [];
        return [{ id: idOf(manifest, release.namespace), release: release.release, manifest }];
    });
