import type { AlertProof, RecordingProof } from "../../harness/proofs";
import { levels } from "./levels";
import { nodes } from "./nodes";
import { objects } from "./objects";
import { volumes } from "./volumes";
import { workloads } from "./workloads";

export const infrastructure: readonly (AlertProof | RecordingProof)[] = [
    ...levels,
    ...objects,
    ...nodes,
    ...workloads,
    ...volumes,
];
