/** Plays incidents on the real programs of one machine, one after the other. */
import { valueAt } from "../../config/merge";
import { incidentOf, type Incident, type IncidentName } from "../../demo/incidents";
import { call } from "../shared/loopback/trusting";
import { eventually, sleep } from "../shared/loopback/programs";
import type { FiringAlert } from "./local-prometheus";
import { keptOf } from "./kept";
import type { LocalStack } from "./local-stack";
import { verdictOf, type Rehearsed } from "./rehearsal";
import { Timeline } from "./alert-times";

/** Until the rates that alerts are made of have something to say. */
const WARM_UP = "sum(service:http_requests:rate5m) > 0 and on () count(up == 1) > 14";

/** Waits until the demo is seen: rates need a few samples. */
export const warmUp = (stack: LocalStack): Promise<true> =>
    eventually(
        "the demo's requests in Prometheus",
        async () => ((await stack.prometheus.query(WARM_UP)).length > 0 ? true : undefined),
        300_000,
    );

/** Why an incident can't be played here; undefined where it can. */
export function impossible({ expected, program, effects }: Incident, hasLoki: boolean): string | undefined {
    if (expected.needs === "loki" && !hasLoki) return "there is no loki on the PATH";
    if (expected.needs === "kubernetes" || (program === undefined && effects === undefined))
        return "it takes a cluster: one machine has no node to lose";
    return undefined;
}

/** How long after somebody was told is looked on, for what else would be told. */
const AFTERWARDS = 15_000;

export async function rehearse(
    stack: LocalStack,
    incident: IncidentName,
    say: (line: string) => void,
    aborted: AbortSignal,
    minutes = incidentOf(incident).expected.minutes,
): Promise<Rehearsed> {
    const { expected, title } = incidentOf(incident);
    const cause = Date.now();
    const timeline = new Timeline(await alertsOf(stack));
    const after = (): number => (Date.now() - cause) / 1000;
    const toldSince = () =>
        stack.stubs
            .told()
            .filter(({ time }) => time >= cause)
            .map((one) => ({ ...one, after: (one.time - cause) / 1000 }));
    const quiet = expected.alerts.length === 0;
    await stack.begin(incident);
    let lastSaid = "";
    const look = async (): Promise<void> => {
        timeline.see(await alertsOf(stack), after());
        const now = timeline
            .alerts()
            .map(({ name, firing }) => `${name} ${firing === undefined ? "pending" : "firing"}`)
            .join(", ");
        if (now !== lastSaid && now !== "") say(`${Math.round(after())} s: ${now}`);
        lastSaid = now;
    };
    const isTold = (): boolean =>
        !quiet &&
        toldSince().some(({ resolved, by }) => !resolved && (!expected.page || by === "PagerDuty")) &&
        timeline.alerts().some(({ name, firing }) => expected.alerts.includes(name) && firing !== undefined);
    const until = cause + minutes * 60_000;
    let end = until;
    while (Date.now() < end && !aborted.aborted) {
        await look();
        if (end === until && isTold()) end = Math.min(until, Date.now() + AFTERWARDS);
        await sleep(1000);
    }
    const trace = quiet ? undefined : await failedTrace(stack, timeline.alerts()[0]?.of ?? "");
    const hidden = (await stack.alertmanager.alerts().catch(() => []))
        .filter(({ status }) => status.state === "suppressed")
        .map(({ labels }) => labels.alertname ?? "");
    const beats = stack.stubs.beats();
    const stopped = (beats.at(-1) ?? 0) < Date.now() - 3 * 60_000;
    await stack.finish(incident);
    const told = toldSince();
    const kept = await keptOf(stack);
    return {
        incident,
        title,
        expected,
        cause,
        alerts: timeline.alerts(),
        told,
        hidden: [...new Set(hidden)],
        kept,
        ...(trace === undefined ? {} : { trace }),
        verdict: verdictOf(incident, timeline.alerts(), told, { stopped }),
    };
}

/** What Prometheus says, and what Loki's ruler has told Alertmanager beside it. */
async function alertsOf({ prometheus, alertmanager }: LocalStack): Promise<readonly FiringAlert[]> {
    const rules = await prometheus.alerts().catch(() => []);
    const known = new Set(rules.map(({ labels }) => labels.alertname));
    const told = await alertmanager.alerts().catch(() => []);
    const others = told
        .filter(({ labels }) => !known.has(labels.alertname))
        .map(({ labels, annotations = {}, startsAt }): FiringAlert => ({
            labels,
            annotations,
            state: "firing",
            activeAt: startsAt,
        }));
    return [...rules, ...others];
}

/** A trace with an error, of the service that an alert is about: its address in Jaeger. */
async function failedTrace({ jaeger, certificates }: LocalStack, service: string): Promise<string | undefined> {
    if (service === "") return undefined;
    const tags = encodeURIComponent(JSON.stringify({ error: "true" }));
    const path = `${jaeger.query}/api/traces?service=${service}&tags=${tags}&lookback=1h&limit=1`;
    try {
        const found: unknown = JSON.parse((await call(certificates, path)).body);
        const id = valueAt(found, ["data", 0, "traceID"]);
        return typeof id === "string" ? `${jaeger.query}/api/traces/${id}` : undefined;
    } catch {
        return undefined;
    }
}
