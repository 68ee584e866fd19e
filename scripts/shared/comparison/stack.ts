import { statefulOf } from "../rendering/stateful";
import type { PlannedRelease } from "../planning/graph";
import { compareObjects, type ObjectChange } from "./changes";
import { bySeverity, objectVerdicts } from "./destructive";
import { releaseVerdicts } from "./destructive/releases";
import type { Verdict } from "./destructive/verdict";
import { own, type AppliedObject } from "./applied-objects";
import { renderSides } from "./rendering";
import { throughMirror, type Side } from "./side";

/** A stack of both revisions, or of one of them. */
export type StackDiff =
    | { readonly state: "new" | "removed"; readonly stack: string; readonly releases: number; readonly objects: number }
    | {
          readonly state: "compared";
          readonly stack: string;
          readonly changes: readonly ObjectChange[];
          /** Destructive ones first. */
          readonly verdicts: readonly Verdict[];
      };

/** Where the charts come from, or that they are left out. */
export type Charts =
    { readonly from: "releases" } | { readonly from: "mirror"; readonly mirror: string } | { readonly from: "nowhere" };

export interface Conversation {
    readonly say: (line: string) => void;
    readonly signal?: AbortSignal;
}

/** Compares a stack, of which at least one side has a plan. */
export async function compareStack(
    stack: string,
    before: Side | undefined,
    after: Side | undefined,
    charts: Charts,
    { say, signal }: Conversation,
): Promise<StackDiff> {
    if (before === undefined || after === undefined) {
        const { releases = [], objects = [] } = before ?? after ?? {};
        const state = before === undefined ? "new" : "removed";
        return { state, stack, releases: releases.length, objects: objects.length };
    }
    const known = releaseVerdicts(before.releases, after.releases);
    if (charts.from === "nowhere") {
        const of = (side: Side): readonly AppliedObject[] => [
            ...side.objects.map(own),
            ...side.releases.map((release) => ({ ...releaseObject(release), manifest: { ...release } })),
        ];
        const changes = compareObjects(of(before), of(after));
        const made = compareObjects(before.releases.flatMap(volumesOf), after.releases.flatMap(volumesOf));
        return {
            state: "compared",
            stack,
            changes,
            verdicts: bySeverity([...known, ...objectVerdicts([...changes, ...made])]),
        };
    }
    const mirror = charts.from === "mirror" ? charts.mirror : undefined;
    const through = (side: Side) => side.releases.map((release) => throughMirror(release, mirror));
    const rendered = await renderSides(
        through(before),
        through(after),
        (line) => {
            say(`${stack}: ${line}`);
        },
        signal,
    );
    const changes = compareObjects(
        [...before.objects.map(own), ...before.releases.map(releaseObject), ...rendered.before],
        [...after.objects.map(own), ...after.releases.map(releaseObject), ...rendered.after],
        rendered.noise,
    );
    return { state: "compared", stack, changes, verdicts: bySeverity([...known, ...objectVerdicts(changes)]) };
}

/** A release as an object: what a new version of a chart is seen by. */
const releaseObject = ({ release, namespace, values: _, ...chart }: PlannedRelease): AppliedObject => ({
    id: { group: "helm.sh", kind: "Release", namespace, name: release },
    manifest: chart,
});

/** What a release makes volumes of, known from its values alone. */
export const volumesOf = (release: PlannedRelease): readonly AppliedObject[] =>
    statefulOf(release).map((manifest) => ({ ...own(manifest), release: release.release }));

export const isDestructive = ({ severity }: Verdict): boolean => severity === "destructive";

export const differs = (diff: StackDiff): boolean => diff.state !== "compared" || diff.changes.length > 0;

export const destroys = (diff: StackDiff): boolean => diff.state === "compared" && diff.verdicts.some(isDestructive);
