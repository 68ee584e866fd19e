/** Who would be told of alerts, when and of what: Alertmanager's groups, inhibitions and hours over time. */

import { seconds, type Duration } from "../../../config/quantities";
import type { StackConfig } from "../../../config/schema";
import { routesOf, type Taken } from "../../../rules/routing/evaluate";
import { inhibitions, type Inhibition } from "../../../rules/routing/inhibition";
import { fulfils } from "../../../rules/routing/matchers";
import type { Receiver } from "../../../rules/routing/names";
import type { Labels } from "../../../rules/types";
import type { Episode } from "./episodes";
import { toldAt } from "./hours";

/** A message, or one that isn't sent. */
export interface Notification {
    /** Seconds since the beginning of the history. */
    readonly at: number;
    readonly receiver: Receiver;
    readonly firing: readonly Episode[];
    readonly resolved: readonly Episode[];
}

/** An alert that would have been told, and why it isn't. */
export interface Hidden {
    readonly at: number;
    readonly alert: Episode;
    readonly why: string;
}

export interface Told {
    readonly notifications: readonly Notification[];
    readonly hidden: readonly Hidden[];
}

const secondsOf = (time: Duration | "0s"): number => (time === "0s" ? 0 : seconds(time));

const firesAt = ({ firing, until }: Episode, at: number): boolean =>
    firing !== undefined && firing <= at && (until === undefined || at < until);

/** The rule that hides an alert at a moment, with the alert that does. */
function hiddenBy(labels: Labels, at: number, all: readonly Episode[]): { rule: Inhibition; by: Episode } | undefined {
    for (const rule of inhibitions.filter(({ target }) => target.every((matcher) => fulfils(labels, matcher)))) {
        const by = all.find(
            (one) =>
                firesAt(one, at) &&
                rule.source.every((matcher) => fulfils(one.labels, matcher)) &&
                rule.equal.every((label) => (one.labels[label] ?? "") === (labels[label] ?? "")),
        );
        if (by !== undefined) return { rule, by };
    }
    return undefined;
}

interface Group {
    readonly route: Taken;
    readonly alerts: Episode[];
}

/** Alerts that fire, by route and the labels that are grouped by. */
function groupsOf(fired: readonly Episode[]): readonly Group[] {
    const groups = new Map<string, Group>();
    for (const alert of fired)
        for (const route of routesOf(alert.labels)) {
            const key = JSON.stringify([route.path, route.group_by.map((label) => alert.labels[label] ?? "")]);
            const group = groups.get(key) ?? { route, alerts: [] };
            group.alerts.push(alert);
            groups.set(key, group);
        }
    return [...groups.values()];
}

/** What was last said to a receiver of a group. */
interface Entry {
    readonly at: number;
    readonly firing: ReadonlySet<Episode>;
    readonly resolved: ReadonlySet<Episode>;
}

const isSubset = (of: readonly Episode[], said: ReadonlySet<Episode>): boolean => of.every((one) => said.has(one));

/** Whether Alertmanager has news: https://github.com/prometheus/alertmanager/blob/main/notify/notify.go, needsUpdate */
function isNews(
    entry: Entry | undefined,
    firing: readonly Episode[],
    resolved: readonly Episode[],
    at: number,
    repeat: number,
): boolean {
    if (entry === undefined) return firing.length > 0;
    if (!isSubset(firing, entry.firing)) return true;
    if (firing.length === 0) return entry.firing.size > 0;
    return !isSubset(resolved, entry.resolved) || at - entry.at > repeat;
}

/** Follows a group from its first alert until nothing of it is left. */
function follow({ route, alerts }: Group, all: readonly Episode[], end: number, clock: (at: number) => boolean): Told {
    const notifications: Notification[] = [];
    const hidden: Hidden[] = [];
    const explained = new Set<string>();
    const [wait, interval, repeat] = [route.group_wait, route.group_interval, route.repeat_interval].map(secondsOf);
    const over = new Set<Episode>();
    let entry: Entry | undefined;
    let next: number | undefined;
    const begin = (from: number): number | undefined => {
        const later = alerts.filter((one) => !over.has(one)).map(({ firing = Infinity }) => Math.max(firing, from));
        return later.length === 0 ? undefined : Math.min(...later) + (wait ?? 0);
    };
    for (next = begin(0); next !== undefined && next <= end + (interval ?? 0);) {
        const at = next;
        const there = alerts.filter((one) => (one.firing ?? Infinity) <= at && !over.has(one));
        const explain = (alert: Episode, why: string): void => {
            if (firesAt(alert, at) && !explained.has(`${alerts.indexOf(alert)} ${why}`))
                hidden.push({ at, alert, why });
            explained.add(`${alerts.indexOf(alert)} ${why}`);
        };
        const shown = there.filter((alert) => {
            const found = hiddenBy(alert.labels, at, all);
            if (found !== undefined) explain(alert, `${found.by.labels.alertname ?? ""} hides it: ${found.rule.says}`);
            return found === undefined;
        });
        if (shown.length > 0) {
            const firing = shown.filter((one) => firesAt(one, at));
            const resolved = shown.filter((one) => !firesAt(one, at));
            if (!clock(at)) for (const one of firing) explain(one, `${route.receiver} isn't told at this hour`);
            else if (isNews(entry, firing, resolved, at, repeat ?? 0)) {
                notifications.push({ at, receiver: route.receiver, firing, resolved });
                entry = { at, firing: new Set(firing), resolved: new Set(resolved) };
            }
        }
        for (const one of there) if (!firesAt(one, at)) over.add(one);
        const left = alerts.some((one) => (one.firing ?? Infinity) <= at && !over.has(one));
        next = left ? at + Math.max(interval ?? 1, 1) : begin(at);
    }
    return { notifications, hidden };
}

/**
 * What is sent and what isn't. `start` is the moment at which the history begins, in seconds since 1970; what is told of
 * nobody (`none`) is left out.
 */
export function told(episodes: readonly Episode[], config: StackConfig, start: number, end: number): Told {
    const fired = episodes.filter(({ firing }) => firing !== undefined);
    const all = groupsOf(fired)
        .filter(({ route }) => route.receiver !== "none")
        .map((group) => follow(group, fired, end, (at) => toldAt(group.route, start + at, config)));
    const once = new Map(
        all.flatMap(({ hidden }) => hidden).map((one) => [`${fired.indexOf(one.alert)} ${one.why}`, one] as const),
    );
    return {
        notifications: all.flatMap(({ notifications }) => notifications).sort((a, b) => a.at - b.at),
        hidden: [...once.values()].sort((a, b) => a.at - b.at),
    };
}
