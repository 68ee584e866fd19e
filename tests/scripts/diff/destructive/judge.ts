import type { PlainObject } from "../../../../config/merge";
import { compareObjects } from "../../../../scripts/shared/comparison/changes";
import { bySeverity, objectVerdicts, subjectOf } from "../../../../scripts/shared/comparison/destructive";
import { lineOf } from "../../../../scripts/shared/comparison/destructive/verdict";
import { idOf, type AppliedObject } from "../../../../scripts/shared/comparison/applied-objects";

/** Namespace of what is judged. */
export const NAMESPACE = "made-up";

export const object = (
    apiVersion: string,
    kind: string,
    name: string,
    rest: PlainObject,
    release?: string,
): AppliedObject => {
    const manifest = { apiVersion, kind, metadata: { name, namespace: NAMESPACE }, ...rest };
    return { id: idOf(manifest), ...(release === undefined ? {} : { release }), manifest };
};

/** Each verdict in a line, with its severity. */
export const verdicts = (before: readonly AppliedObject[], after: readonly AppliedObject[]): readonly string[] =>
    bySeverity(objectVerdicts(compareObjects(before, after))).map(
        (verdict) => `${verdict.severity}: ${lineOf(verdict)}`,
    );

export const claimOf = (size: string, storageClass?: string): PlainObject => ({
    accessModes: ["ReadWriteOnce"],
    resources: { requests: { storage: size } },
    ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
});
export const template = (name: string, size: string, storageClass?: string): PlainObject => ({
    metadata: { name },
    spec: claimOf(size, storageClass),
});

/** What the rules read of objects is enough to judge them. */
const factsOf = (one: AppliedObject): AppliedObject => {
    const facts = subjectOf(one)?.facts?.(one.manifest);
    const { apiVersion, kind, metadata } = one.manifest;
    return facts === undefined ? one : { ...one, manifest: { apiVersion, kind, metadata, ...facts } };
};

export type Case = readonly [
    what: string,
    before: AppliedObject,
    after: AppliedObject | undefined,
    lines: readonly string[],
];

/** Judges cases as they are, and as a record keeps them: only what the rules read. */
export const judged = (cases: readonly Case[]): void => {
    test.each(cases)("%s", (_, before, after, lines) => {
        expect(verdicts([before], after === undefined ? [] : [after])).toEqual(lines);
        expect(verdicts([factsOf(before)], after === undefined ? [] : [factsOf(after)])).toEqual(lines);
    });
};
