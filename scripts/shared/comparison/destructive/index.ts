import type { ObjectChange } from "../changes";
import type { AppliedObject } from "../applied-objects";
import { claims } from "./claims";
import { definitions } from "./definitions";
import { elasticsearch } from "./elasticsearch";
import { immutable } from "./immutable";
import { namespaces } from "./namespaces";
import { operated } from "./operated";
import { statefulSets } from "./stateful-sets";
import type { Subject, Verdict } from "./verdict";

/** Every subject, those first on which most hangs. */
const SUBJECTS: readonly Subject[] = [
    namespaces,
    definitions,
    claims,
    statefulSets,
    operated,
    elasticsearch,
    immutable,
];

const BY_KIND = new Map(SUBJECTS.flatMap((subject) => subject.kinds.map((kind) => [kind, subject])));

/** The subject that an object is; undefined for one that can be replaced without a loss. */
export const subjectOf = ({ id: { group, kind } }: AppliedObject): Subject | undefined =>
    BY_KIND.get(`${group}/${kind}`);

/** What changes of objects destroy, or refuse to do. */
export const objectVerdicts = (changes: readonly ObjectChange[]): readonly Verdict[] =>
    changes.flatMap((change) => (change.change === "added" ? [] : (subjectOf(change.before)?.judge(change) ?? [])));

const RANK = { destructive: 0, note: 1 } as const;

/** Destructive ones first, otherwise in their order. */
export const bySeverity = (verdicts: readonly Verdict[]): readonly Verdict[] =>
    [...verdicts].sort((a, b) => RANK[a.severity] - RANK[b.severity]);
