/** Every check between several settings. */

import { channelProblems } from "./channels";
import type { Check } from "./contract";
import { exportProblems } from "./exports";
import { hourProblems } from "./hours";
import { logProblems } from "./logs";
import { longTermProblems } from "./long-term";
import { nameProblems } from "./names";
import { outsideProblems } from "./outside";
import { overrideProblems } from "./overrides";
import { plainSecretProblems } from "./plain-secrets";
import { productionProblems } from "./production";
import { queueProblems } from "./queues";
import { receiverProblems } from "./receivers";
import { remoteWriteProblems } from "./remote-write";
import { secretProblems } from "./secrets";
import { senderProblems } from "./senders";
import { serviceProblems } from "./services";
import { signInProblems } from "./sign-in";
import { sizeProblems } from "./sizes";
import { snapshotProblems } from "./snapshots";
import { spanProblems } from "./spans";
import { storageProblems } from "./storage";
import { tlsProblems } from "./tls";
import { topologyProblems } from "./topology";

const CHECKS: readonly Check[] = [
    productionProblems,
    channelProblems,
    receiverProblems,
    hourProblems,
    secretProblems,
    senderProblems,
    signInProblems,
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
    outsideProblems,
    overrideProblems,
    plainSecretProblems,
    serviceProblems,
];

/** What types can't say: problems between several settings, all at once. */
export const crossFieldProblems: Check = (config, configured) => CHECKS.flatMap((check) => check(config, configured));
