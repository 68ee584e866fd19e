import type { Labels } from "../types";
import { fulfils } from "./matchers";
import type { Receiver } from "./names";
import { routingTree, type Route } from "./tree";

/** Who is told of an alert with these labels, in the order of the tree: what Alertmanager would answer. */
export const receiversOf = (labels: Labels): readonly Receiver[] => told(routingTree, labels, "none");

function told(route: Route, labels: Labels, above: Receiver): readonly Receiver[] {
    if (!(route.matchers ?? []).every((matcher) => fulfils(labels, matcher))) return [];
    const receiver = route.receiver ?? above;
    const found: Receiver[] = [];
    for (const below of route.routes ?? []) {
        const taken = told(below, labels, receiver);
        found.push(...taken);
        if (taken.length > 0 && below.continue !== true) break;
    }
    return found.length > 0 ? found : [receiver];
}
