import { gunzipSync } from "node:zlib";
import { isPlainObject, valueAt, type PlainObject } from "../../config/merge";
import type { Cluster } from "../shared/cluster/kubectl";
import type { PlannedRelease } from "../shared/planning/graph";
import { differences } from "./differences";

/** A release of the plan and how it stands in the cluster. */
export interface ReleaseState {
    readonly release: string;
    readonly namespace: string;
    /** What is not as planned; empty when it is. */
    readonly problems: readonly string[];
}

const revisionOf = (secret: PlainObject): number => Number(valueAt(secret, ["metadata", "labels", "version"]));

/** What helm wrote about a revision: JSON, packed, in base64, which the Secret has in base64 once more. */
function recordOf(secret: PlainObject): PlainObject {
    const packed = Buffer.from(String(valueAt(secret, ["data", "release"])), "base64").toString();
    const record: unknown = JSON.parse(gunzipSync(Buffer.from(packed, "base64")).toString());
    return isPlainObject(record) ? record : {};
}

/** Most paths that are listed one by one. */
const MOST_PATHS = 10;

/** Values that a release was installed with, where they aren't the plan's: a failed upgrade goes back to older ones. */
function valuesProblem(installed: unknown, planned: PlainObject): readonly string[] {
    const paths = differences({ values: installed ?? {} }, { values: planned }).map(({ path }) => path);
    if (paths.length === 0) return [];
    const shown = paths.slice(0, MOST_PATHS).map((path) => path.replace(/^values\./, ""));
    const more = paths.length > MOST_PATHS ? `, and ${paths.length - MOST_PATHS} more` : "";
    return [`was installed with other values than planned: ${shown.join(", ")}${more}`];
}

function problemsOf(newest: PlainObject | undefined, { version, values }: PlannedRelease): readonly string[] {
    if (newest === undefined) return ["is not installed"];
    const status = String(valueAt(newest, ["metadata", "labels", "status"]));
    const record = recordOf(newest);
    const installed = String(valueAt(record, ["chart", "metadata", "version"]));
    return [
        ...valuesProblem(record.config, values),
        ...(status === "deployed" ? [] : [`is ${status}, not deployed`]),
        ...(withoutV(installed) === withoutV(version) ? [] : [`has chart version ${installed}, planned is ${version}`]),
    ];
}

const withoutV = (version: string): string => version.replace(/^v/, "");

/** Status and chart version of a release in the cluster against the plan. */
export async function releaseState(cluster: Cluster, planned: PlannedRelease): Promise<ReleaseState> {
    const { release, namespace } = planned;
    const revisions = await cluster.list("secrets", { namespace, selector: `owner=helm,name=${release}` });
    const [newest] = [...revisions].sort((one, other) => revisionOf(other) - revisionOf(one));
    return { release, namespace, problems: problemsOf(newest, planned) };
}
