/** Destructive changes of Helm releases. */

import type { PlannedRelease } from "../../planning/graph";
import { nameOf } from "../../rendering/render";
import type { Verdict } from "./verdict";

const KEPT = "keep its name, or copy the data of its volumes before the old one is gone";

/** Releases that are replaced or removed: everything in them is, but what charts and the stack say to keep. */
export function releaseVerdicts(
    before: readonly PlannedRelease[],
    after: readonly PlannedRelease[],
): readonly Verdict[] {
    const present = new Map(after.map((release) => [release.release, release]));
    const known = new Set(before.map(({ release }) => release));
    const fresh = after.filter(({ release }) => !known.has(release));
    return before.flatMap((was) => {
        const object = `Release ${was.namespace}/${was.release}`;
        const common = { severity: "destructive", object } as const;
        const is = present.get(was.release);
        if (is === undefined) {
            const successor = fresh.find((candidate) => nameOf(candidate) === nameOf(was));
            return successor === undefined
                ? [
                      {
                          ...common,
                          found: "removed",
                          consequence: "helm deletes its objects; claims of its stateful sets stay behind",
                          remedy: "let what it holds expire or copy it first",
                      },
                  ]
                : [
                      {
                          ...common,
                          found: `renamed to ${successor.release}`,
                          consequence:
                              "helm deletes its objects and installs the new ones, which start on empty volumes",
                          remedy: KEPT,
                      },
                  ];
        }
        return [
            ...(is.namespace === was.namespace
                ? []
                : [
                      {
                          ...common,
                          found: `moves to the namespace ${is.namespace}`,
                          consequence: "helm deletes its objects and installs them there, on empty volumes",
                          remedy: KEPT,
                      },
                  ]),
            ...(nameOf(is) === nameOf(was)
                ? []
                : [
                      {
                          ...common,
                          found: `has the chart ${nameOf(is)} instead of ${nameOf(was)}`,
                          consequence: "helm deletes the objects that the new chart doesn't have under the same names",
                          remedy: "compare the names and volumes of both charts, and copy the data of those that go",
                      },
                  ]),
        ];
    });
}
