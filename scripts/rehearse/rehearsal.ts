/** One incident from its cause to its end, and what became of it. */
import { incidentOf, type Expectation, type IncidentName } from "../../demo/incidents";
import type { Kept } from "./kept";
import type { Alert } from "./alert-times";
import type { Told } from "./stubs";

/** What a rehearsal of an incident has shown; times in seconds since the cause. */
export interface Rehearsed {
    readonly incident: IncidentName;
    readonly title: string;
    readonly expected: Expectation;
    /** Milliseconds since 1970. */
    readonly cause: number;
    readonly alerts: readonly Alert[];
    readonly told: readonly (Told & { readonly after: number })[];
    /** Alerts that Alertmanager kept to itself, with what hid them. */
    readonly hidden: readonly string[];
    /** What was sent until the end, and what is kept of it. */
    readonly kept: readonly Kept[];
    /** A trace of what failed. */
    readonly trace?: string;
    readonly verdict: Verdict;
}

export type Verdict =
    | { readonly kind: "as expected"; readonly why: string }
    | { readonly kind: "not as expected"; readonly why: string }
    | { readonly kind: "not tried"; readonly why: string };

/** An incident that can't be played here. */
export const notTried = (incident: IncidentName, why: string): Rehearsed => ({
    incident,
    title: incidentOf(incident).title,
    expected: incidentOf(incident).expected,
    cause: Date.now(),
    alerts: [],
    told: [],
    hidden: [],
    kept: [],
    verdict: { kind: "not tried", why },
});

/** Whether what was expected has come, and nothing else. */
export function verdictOf(
    incident: IncidentName,
    alerts: readonly Alert[],
    told: readonly (Told & { readonly after: number })[],
    beats: { readonly stopped: boolean },
): Verdict {
    const { expected } = incidentOf(incident);
    const pages = told.filter(({ by, resolved }) => by === "PagerDuty" && !resolved);
    const fired = [...new Set(alerts.filter(({ firing }) => firing !== undefined).map(({ name }) => name))];
    if (incident === "alertmanager-gone")
        return beats.stopped
            ? { kind: "as expected", why: "the heartbeat has stopped" }
            : { kind: "not as expected", why: "the heartbeat goes on" };
    if (expected.alerts.length === 0)
        return pages.length === 0 && fired.length === 0
            ? { kind: "as expected", why: "nobody was told of anything" }
            : { kind: "not as expected", why: `fired: ${fired.join(", ")}; pages: ${pages.length}` };
    const right = expected.alerts.filter((name) => fired.includes(name));
    if (right.length === 0)
        return {
            kind: "not as expected",
            why: `none of ${expected.alerts.join(", ")} fired${fired.length > 0 ? `, but ${fired.join(", ")}` : ""}`,
        };
    const first = told.find(({ resolved }) => !resolved);
    if (first === undefined) return { kind: "not as expected", why: `${right.join(", ")} fired, and nobody was told` };
    if (expected.page && !pages.some(({ to }) => to === expected.team))
        return { kind: "not as expected", why: `${expected.team ?? ""} wasn't paged` };
    return {
        kind: "as expected",
        why: `${right[0] ?? ""} fired; the first message came after ${Math.round(first.after)} s`,
    };
}
