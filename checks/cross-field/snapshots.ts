import type { Check } from "./contract";
import { or, remove, set, type Problem } from "../../config/problems";
import { objectStorageLines } from "./object-storage";

/** Snapshots go where the object storage is, beside the logs and never among them. */
export const snapshotProblems: Check = ({ elasticsearch, objectStorage, cluster }) => {
    const snapshots = elasticsearch.mode === "managed" ? elasticsearch.snapshots : undefined;
    if (snapshots === undefined) return [];
    const { bucket, annotations } = snapshots;
    if (objectStorage === undefined) {
        return [
            {
                key: "elasticsearch.snapshots.bucket",
                value: bucket,
                problem: "needs objectStorage: its provider, and how the stack proves to it who it is",
                fix: `${remove("elasticsearch.snapshots")}${or(objectStorageLines(cluster.platform))}`,
            },
        ];
    }
    const problems: Problem[] = [];
    if (bucket === objectStorage.logs) {
        problems.push({
            key: "elasticsearch.snapshots.bucket",
            value: bucket,
            problem: "is the bucket of logs (objectStorage.logs): what expires there would break snapshots",
            fix: set("elasticsearch.snapshots.bucket", `${bucket}-snapshots`),
        });
    }
    if (annotations !== undefined && objectStorage.identity.type === "secret") {
        problems.push({
            key: "elasticsearch.snapshots.annotations",
            value: annotations,
            problem: "are of no use: the identity is a secret (objectStorage.identity.type)",
            fix: remove("elasticsearch.snapshots.annotations"),
        });
    }
    return problems;
};
