import type { AlertProof, RecordingProof } from "../harness/proofs";
import { figures } from "./business/figures";
import { hours } from "./business/hours";
import { serviceAlerts } from "./services/alerts";
import { serviceDown } from "./services/down";
import { levels } from "./services/levels";

/** Every proof of Prometheus' rules. */
export const PROOFS: readonly (AlertProof | RecordingProof)[] = [
    ...hours,
    ...figures,
    ...levels,
    ...serviceDown,
    ...serviceAlerts,
];
