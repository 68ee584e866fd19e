import { TIMING, type Timing } from "../../model/alerting/timing";
import type { Labels } from "../types";
import { fulfils } from "./matchers";
import type { Receiver } from "./names";
import type { Hours } from "./notification-hours";
import { routingTree, type Route } from "./tree";

/** A route that takes an alert, with what it has from those above it: as Alertmanager has it. */
export interface Taken extends Timing, Partial<Hours> {
    readonly receiver: Receiver;
    readonly group_by: readonly string[];
    /** Where it is in the tree: alerts of two routes are never one group. */
    readonly path: string;
}

const ROOT: Taken = { receiver: "none", group_by: [], path: "", ...TIMING.other };

/** The routes that take an alert with these labels, in the order of the tree. */
export const routesOf = (labels: Labels): readonly Taken[] => taken(routingTree, labels, ROOT, "0");

/** Who is told of an alert with these labels, in the order of the tree: what Alertmanager would answer. */
export const receiversOf = (labels: Labels): readonly Receiver[] => routesOf(labels).map(({ receiver }) => receiver);

function taken(route: Route, labels: Labels, above: Taken, path: string): readonly Taken[] {
    if (!(route.matchers ?? []).every((matcher) => fulfils(labels, matcher))) return [];
    // Hours aren't inherited.
    const { active_time_intervals, mute_time_intervals } = route;
    const here: Taken = {
        receiver: route.receiver ?? above.receiver,
        group_by: route.group_by ?? above.group_by,
        group_wait: route.group_wait ?? above.group_wait,
        group_interval: route.group_interval ?? above.group_interval,
        repeat_interval: route.repeat_interval ?? above.repeat_interval,
        path,
        ...(active_time_intervals === undefined ? {} : { active_time_intervals }),
        ...(mute_time_intervals === undefined ? {} : { mute_time_intervals }),
    };
    const found: Taken[] = [];
    for (const [index, below] of (route.routes ?? []).entries()) {
        const told = taken(below, labels, here, `${path}.${index}`);
        found.push(...told);
        if (told.length > 0 && below.continue !== true) break;
    }
    return found.length > 0 ? found : [here];
}
