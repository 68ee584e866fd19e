import { isPlainObject, valueAt, type PlainObject } from "../../config/merge";
import { complaint, type Cluster } from "../shared/cluster/kubectl";
import type { Result } from "../shared/system/command";
import { UsageError } from "../shared/terminal/usage-error";
import { keyOf, wantedOf, type Scopes, type Wanted } from "./wanted";

/** Objects as they are in the cluster, and as they would be: asked of the API server, which changes nothing. */

/** The name that the dry run goes by. A name of its own keeps apart who has set what. */
export const MANAGER = "go-coffee-drift";

/** An object as it would be, or what the API server says instead. */
export type DryRun =
    | { readonly state: "applied"; readonly object: PlainObject }
    /** It has another value in a field that can't be changed. */
    | { readonly state: "invalid"; readonly reason: string }
    /** Whoever asks has no right to. */
    | { readonly state: "forbidden" }
    | { readonly state: "failed"; readonly reason: string };

export interface Api {
    readonly scopes: Scopes;
    /** Such as `apps/v1` and `apps/v1/Deployment`, as charts ask for them. */
    readonly names: readonly string[];
    readonly kubernetes: string;
}

/** The version of a cluster and the kinds that it knows. */
export async function apiOf(cluster: Cluster): Promise<Api> {
    const version: unknown = JSON.parse(await cluster.text(["get", "--raw", "/version"]));
    // It fails when one aggregated API is away, and prints the others all the same.
    const { stdout, stderr } = await cluster.run(["api-resources", "--no-headers"]);
    const kinds = stdout
        .split("\n")
        .map((line) => line.trim().split(/\s+/).slice(-3))
        .flatMap(([apiVersion, namespaced, kind]) =>
            kind === undefined ? [] : [{ apiVersion, name: `${apiVersion ?? ""}/${kind}`, namespaced }],
        );
    if (kinds.length === 0) throw new UsageError(`kubectl api-resources\n    ${stderr.trim()}`);
    return {
        scopes: new Map(kinds.map(({ name, namespaced }) => [name, namespaced === "true" ? "namespaced" : "cluster"])),
        names: [...new Set(kinds.flatMap(({ apiVersion, name }) => [apiVersion ?? "", name]))],
        kubernetes: String(valueAt(version, ["gitVersion"])).replace(/^v/, ""),
    };
}

/** Objects that kubectl prints: nothing, one, or a list. */
function printed(stdout: string): readonly PlainObject[] {
    if (stdout.trim() === "") return [];
    const answer: unknown = JSON.parse(stdout);
    const items = valueAt(answer, ["items"]);
    return (Array.isArray(items) ? items : [answer]).filter(isPlainObject);
}

const byKey = (objects: readonly PlainObject[]): ReadonlyMap<string, PlainObject> =>
    new Map(objects.map((object) => [keyOf(wantedOf(object)), object]));

const asInput = (manifests: readonly PlainObject[]): string =>
    JSON.stringify({ apiVersion: "v1", kind: "List", items: manifests });

/** The wanted objects that are in the cluster, by key. */
export async function liveObjects(
    cluster: Cluster,
    wanted: readonly Wanted[],
): Promise<ReadonlyMap<string, PlainObject>> {
    if (wanted.length === 0) return new Map();
    const args = ["get", "--filename", "-", "--ignore-not-found", "--show-managed-fields", "--output", "json"];
    return byKey(printed(await cluster.text(args, asInput(wanted.map(({ manifest }) => manifest)))));
}

const APPLY = [
    ...["apply", "--server-side", "--dry-run=server", "--force-conflicts", "--field-manager", MANAGER],
    ...["--validate=ignore", "--show-managed-fields", "--output", "json", "--filename", "-"],
] as const;

const FORBIDDEN = /^Error from server \(Forbidden\)/gm;
const INVALID = /^The .* is invalid: |field is immutable/m;

function refusal(result: Result): DryRun {
    if (INVALID.test(result.stderr)) return { state: "invalid", reason: complaint(result) };
    return result.stderr.match(FORBIDDEN) === null
        ? { state: "failed", reason: complaint(result) }
        : { state: "forbidden" };
}

/** What each object would be. Together where all are accepted, in ever smaller parts where the API server refuses some. */
export async function dryRun(
    cluster: Cluster,
    manifests: readonly PlainObject[],
): Promise<ReadonlyMap<string, DryRun>> {
    if (manifests.length === 0) return new Map();
    const result = await cluster.run(APPLY, asInput(manifests));
    if (result.code === 0) {
        return new Map([...byKey(printed(result.stdout))].map(([key, object]) => [key, { state: "applied", object }]));
    }
    const allForbidden = result.stderr.match(FORBIDDEN)?.length === manifests.length;
    if (allForbidden || manifests.length === 1) {
        return new Map(manifests.map((manifest) => [keyOf(wantedOf(manifest)), refusal(result)]));
    }
    const half = Math.ceil(manifests.length / 2);
    return new Map([
        ...(await dryRun(cluster, manifests.slice(0, half))),
        ...(await dryRun(cluster, manifests.slice(half))),
    ]);
}
