import type { HelmValues } from "../../components/helm/values";
import { makeCertificates } from "../shared/loopback/certificates";
import { kubernetesApi } from "../shared/loopback/kubernetes-api";
import { temporaryFolder } from "../shared/loopback/programs";
import { startContender, type Contender, type Measured, type Surroundings } from "./contender";
import { LOADS, PODS, SIGNALS, type Pace, type Signal, type Traffic } from "./load";
import { startSink } from "./sink";

/** A configuration, and the signals that it is measured with. */
export interface Candidate {
    readonly name: string;
    readonly config: HelmValues;
    readonly signals: readonly Signal[];
}

export interface Outcome {
    readonly name: string;
    /** A measurement each round. */
    readonly measured: { readonly [signal in Signal]: readonly Measured[] };
    /** The most memory that it held, with all signals, in bytes. */
    readonly peakMemory: number;
}

const WARM_UP_SECONDS = 0.3;
/** What a certificate must also name: the samplers, as the gateway of prod knows them. */
const SAMPLER_NAME = "otel-sampler.go-coffee-monitoring.svc";

/**
 * Measures candidates side by side, in turns: what else the machine does meets all of them alike. Only one of them is
 * sent to at a time.
 */
export async function run(
    candidates: readonly Candidate[],
    rounds: number,
    pace: Pace,
    say: (progress: string) => void,
    traffic?: Traffic,
): Promise<readonly Outcome[]> {
    const folder = temporaryFolder("bench");
    const certificates = makeCertificates(folder, [SAMPLER_NAME]);
    const names = candidates.map(({ name }) => name);
    const sink = await startSink(folder, certificates, names);
    const { env } = await kubernetesApi(certificates, PODS);
    const around: Surroundings = { folder, certificates, sink, env };
    const started: (Candidate & { readonly contender: Contender; readonly runs: Record<Signal, Measured[]> })[] = [];
    for (const candidate of candidates) {
        say(`starting ${candidate.name}`);
        const contender = await startContender(candidate.name, candidate.config, around);
        started.push({ ...candidate, contender, runs: { traces: [], logs: [] } });
    }
    for (const signal of SIGNALS) {
        const groups = LOADS[signal](traffic);
        const turn = started.filter(({ signals }) => signals.includes(signal));
        for (let round = 0; round <= rounds; round++) {
            say(round === 0 ? `${signal}: warming up` : `${signal}: round ${round} of ${rounds}`);
            let before = Promise.resolve();
            for (const { contender, runs } of turn) {
                const now = contender.send(signal, groups, round === 0 ? { ...pace, seconds: WARM_UP_SECONDS } : pace);
                // Its last items are still on their way when the next one has its turn.
                const [{ arrived }] = await Promise.all([now, before]);
                before = arrived().then((measured) => {
                    if (round > 0) runs[signal].push(measured);
                });
            }
            await before;
        }
    }
    const outcomes = started.map(({ name, contender, runs }) => ({
        name,
        measured: runs,
        peakMemory: contender.peakMemory(),
    }));
    await Promise.all(started.map(({ contender }) => contender.stop()));
    return outcomes;
}
