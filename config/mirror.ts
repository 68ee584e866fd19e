/** Where charts come from in place of their own repositories: what `chartMirror` may say. */

export type ChartMirror =
    | { readonly kind: "repository"; readonly url: string }
    /** Prefix of an OCI registry; each chart is below it, under its own name. */
    | { readonly kind: "registry"; readonly prefix: string }
    /** Folder of archives that `npm run charts -- pull` has made; relative to the project, or absolute. */
    | { readonly kind: "folder"; readonly path: string };

export const CHART_MIRROR = /^((https?|oci):\/\/\S+|\.{0,2}\/.+)$/;

const withoutEnd = (text: string): string => text.replace(/\/+$/, "");

/** Reads a `chartMirror` that has the shape above. */
export function chartMirrorOf(text: string): ChartMirror {
    if (text.startsWith("oci://")) return { kind: "registry", prefix: withoutEnd(text) };
    if (/^\.{0,2}\//.test(text)) return { kind: "folder", path: withoutEnd(text) };
    return { kind: "repository", url: text };
}
