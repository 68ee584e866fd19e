import type { PlainObject } from "../../../../config/merge";
import type { AppliedObject } from "../applied-objects";

/** What a change does to what is deployed. */
export interface Verdict {
    /** `note`: nothing is lost, but something is to be done or known. */
    readonly severity: "destructive" | "note";
    /** The object, as CHANGELOG lists it: "StatefulSet go-coffee-monitoring/loki". */
    readonly object: string;
    /** What is changed: "volume storage shrinks from 20Gi to 10Gi". */
    readonly found: string;
    /** What is lost or refused. */
    readonly consequence: string;
    /** The way that keeps the data. */
    readonly remedy: string;
}

/** An object that both sides have, or that is removed. */
export interface Pair {
    readonly before: AppliedObject;
    readonly after?: AppliedObject;
}

/** A kind of object on which something hangs, and the rule for it. */
export interface Subject {
    /** API group and kind, such as "apps/StatefulSet"; "/Namespace" of the core group. */
    readonly kinds: readonly string[];
    readonly judge: (pair: Pair) => readonly Verdict[];
    /** What the rule reads of a manifest beside its name: what a record of a release has to keep. */
    readonly facts?: (manifest: PlainObject) => PlainObject;
}

/** A verdict in one line. */
export const lineOf = ({ object, found, consequence, remedy }: Verdict): string =>
    `${object}: ${found}: ${consequence}; ${remedy}`;

/** "a", "a and b", "a, b and c" */
export const listed = (words: readonly string[]): string =>
    words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} and ${words.at(-1) ?? ""}`;
