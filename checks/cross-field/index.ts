/** Every check between several settings. */

import { channelProblems } from "./channels";
import type { Check } from "./contract";
import { exportProblems } from "./exports";
import { hourProblems } from "./hours";
import { logProblems } from "./logs";
import { longTermProblems } from "./long-term";
import { nameProblems } from "./names";
import { overrideProblems } from "./overrides";
import { plainSecretProblems } from "./plain-secrets";
import { productionProblems } from "./production";
import { queueProblems } from "./queues";
import { remoteWriteProblems } from "./remote-write";
import { secretProblems } from "./secrets";
import { serviceProblems } from "./services";
import { sizeProblems } from "./sizes";
import { snapshotProblems } from "./snapshots";
import { spanProblems } from "./spans";
import { storageProblems } from "./storage";
import { tlsProblems } from "./tls";
import { topologyProblems } from "./topology";

const CHECKS: readonly Check[] = [
    productionProblems,
    channelProblems,
    hourProblems,
    secretProblems,
    storageProblems,
    snapshotProblems,
    sizeProblems,
    spanProblems,
    queueProblems,
    exportProblems,
    remoteWriteProblems,
    longTermProblems,
    logProblems,
    topologyProblems,
    tlsProblems,
    nameProblems,
    overrideProblems,
    plainSecretProblems,
    serviceProblems,
];

/** What types can't say: problems between several settings, all at once. */
export const crossFieldProblems: Check = (config, configured) => CHECKS.flatMap((check) => check(config, configured));
