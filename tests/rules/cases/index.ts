import type { AlertProof, RecordingProof } from "../harness/proofs";
import { serviceAlerts } from "./services/alerts";
import { serviceDown } from "./services/down";
import { levels } from "./services/levels";

/** Every proof of Prometheus' rules. */
export const PROOFS: readonly (AlertProof | RecordingProof)[] = [...levels, ...serviceDown, ...serviceAlerts];
