import type { AlertProof, RecordingProof } from "../harness/proofs";
import { anomalies } from "./business/anomalies";
import { figures } from "./business/figures";
import { dependencyAlerts } from "./business/dependencies";
import { hours } from "./business/hours";
import { processing } from "./business/processing";
import { salesAlerts } from "./business/sales";
import { infrastructure } from "./infrastructure";
import { serviceAlerts } from "./services/alerts";
import { serviceDown } from "./services/down";
import { entryTraffic } from "./services/entry";
import { probes } from "./services/probes";
import { widespreadOutage } from "./services/widespread";
import { levels } from "./services/levels";
import { sloAlerts } from "./slos/alerts";
import { sloLevels } from "./slos/levels";
import { stack } from "./stack";

/** Every proof of Prometheus' rules. */
export const PROOFS: readonly (AlertProof | RecordingProof)[] = [
    ...hours,
    ...figures,
    ...anomalies,
    ...processing,
    ...dependencyAlerts,
    ...salesAlerts,
    ...levels,
    ...serviceDown,
    ...serviceAlerts,
    ...entryTraffic,
    ...probes,
    ...widespreadOutage,
    ...sloLevels,
    ...sloAlerts,
    ...infrastructure,
    ...stack,
];
