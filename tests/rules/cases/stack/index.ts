import type { AlertProof, RecordingProof } from "../../harness/proofs";
import { certificates } from "./certificates";
import { collectors } from "./collectors";
import { components } from "./components";
import { elasticsearch } from "./elasticsearch";
import { fluentBitAlerts } from "./fluent-bit";
import { jaegerAlerts } from "./jaeger";
import { knownPast } from "./known-past";
import { lokiRequests } from "./loki-requests";
import { remoteWrite } from "./remote-write";
import { samplers } from "./samplers";
import { scrapes } from "./scrapes";
import { stores } from "./stores";
import { thanos } from "./thanos";

export const stack: readonly (AlertProof | RecordingProof)[] = [
    ...knownPast,
    ...components,
    ...jaegerAlerts,
    ...scrapes,
    ...collectors,
    ...samplers,
    ...stores,
    ...remoteWrite,
    ...thanos,
    ...lokiRequests,
    ...fluentBitAlerts,
    ...elasticsearch,
    ...certificates,
];
