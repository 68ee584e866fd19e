/** A simulation as people read it: one line for each thing that happens, in its order. */

import type { Labels } from "../../rules/types";
import type { Episode } from "../shared/alerting/episodes";
import type { History } from "../shared/alerting/history";
import type { Told } from "../shared/alerting/notifications";

export interface Event {
    /** Seconds since the beginning of the history. */
    readonly at: number;
    readonly what: "pending" | "firing" | "over" | "told" | "hidden";
    readonly text: string;
}

const LEFT_OUT = ["alertname", "severity", "team"];

/** ServiceDown{namespace="go-coffee", service="web-ui"} */
export function nameOfAlert({ alertname = "", ...labels }: Labels): string {
    const shown = Object.entries(labels)
        .filter(([label]) => !LEFT_OUT.includes(label))
        .sort()
        .map(([label, value]) => `${label}=${JSON.stringify(value)}`);
    return shown.length === 0 ? alertname : `${alertname}{${shown.join(", ")}}`;
}

const names = (alerts: readonly Episode[]): string => alerts.map(({ labels }) => nameOfAlert(labels)).join(", ");

const ofEpisode = ({ labels, pending, firing, until, summary }: Episode): readonly Event[] => [
    ...(firing === pending ? [] : [{ at: pending, what: "pending" as const, text: nameOfAlert(labels) }]),
    ...(firing === undefined
        ? []
        : [
              {
                  at: firing,
                  what: "firing" as const,
                  text: `${nameOfAlert(labels)}, ${labels.severity ?? ""}, ${labels.team ?? "no team"}: ${summary}`,
              },
          ]),
    ...(until === undefined ? [] : [{ at: until, what: "over" as const, text: nameOfAlert(labels) }]),
];

/** Everything that happens, in its order; whoever is told of the same at the same moment is one line. */
export function eventsOf(episodes: readonly Episode[], { notifications, hidden }: Told): readonly Event[] {
    const messages = new Map<string, { at: number; receivers: string[]; text: string }>();
    for (const { at, receiver, firing, resolved } of notifications) {
        const text = [
            ...(firing.length > 0 ? [names(firing)] : []),
            ...(resolved.length > 0 ? [`resolved: ${names(resolved)}`] : []),
        ].join("; ");
        const message = messages.get(`${at} ${text}`) ?? { at, receivers: [], text };
        message.receivers.push(receiver);
        messages.set(`${at} ${text}`, message);
    }
    return [
        ...episodes.flatMap(ofEpisode),
        ...[...messages.values()].map(({ at, receivers, text }): Event => ({
            at,
            what: "told",
            text: `${receivers.join(", ")}: ${text}`,
        })),
        ...hidden.map(({ at, alert, why }): Event => ({
            at,
            what: "hidden",
            text: `${nameOfAlert(alert.labels)}: ${why}`,
        })),
    ].sort((a, b) => a.at - b.at);
}

const two = (number: number): string => String(number).padStart(2, "0");

/** Since the beginning, or by the clock (UTC) where the history has one. */
function moment(at: number, { start }: History): string {
    if (start !== 0) return new Date((start + at) * 1000).toISOString().slice(0, 19).replace("T", " ");
    return `${Math.floor(at / 3600)}:${two(Math.floor(at / 60) % 60)}:${two(Math.floor(at) % 60)}`;
}

export const timeline = (events: readonly Event[], history: History): string =>
    events.length === 0
        ? "Nothing fires."
        : events.map(({ at, what, text }) => `${moment(at, history)}  ${what.padEnd(7)}  ${text}`).join("\n");
