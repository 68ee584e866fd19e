import type { AlertProof, RecordingProof } from "../harness/proofs";
import { infrastructure } from "./infrastructure";
import { services } from "./services";

/** Every proof of Prometheus' rules. */
export const PROOFS: readonly (AlertProof | RecordingProof)[] = [...services, ...infrastructure];
