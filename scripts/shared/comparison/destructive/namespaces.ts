/** Destructive changes of namespaces. */

import { titleOf } from "../applied-objects";
import type { Subject, Verdict } from "./verdict";

export const namespaces: Subject = {
    kinds: ["/Namespace"],
    facts: () => ({}),
    judge: ({ before, after }): readonly Verdict[] =>
        after !== undefined
            ? []
            : [
                  {
                      severity: "destructive",
                      object: titleOf(before.id),
                      found: "removed",
                      consequence:
                          "everything in it is left behind or deleted, its volumes too; what moves starts empty elsewhere",
                      remedy: "keep its name, or copy the data of its claims before anything is deleted",
                  },
              ],
};
