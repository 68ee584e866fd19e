import { objectOf } from "../shared/comparison/changes";
import type { Base } from "./git";
import { titleOf } from "../shared/comparison/applied-objects";
import { destroys, differs, type StackDiff } from "../shared/comparison/stack";

/** The comparison for scripts: every field whole, values of Secrets masked. */
export const asJson = (base: Base, stacks: readonly StackDiff[]): string =>
    JSON.stringify(
        {
            base,
            differs: stacks.some(differs),
            destructive: stacks.some(destroys),
            stacks: stacks.map((diff) =>
                diff.state !== "compared"
                    ? diff
                    : {
                          stack: diff.stack,
                          state: diff.state,
                          verdicts: diff.verdicts,
                          objects: diff.changes.map((change) => {
                              const { id, release } = objectOf(change);
                              return {
                                  change: change.change,
                                  object: titleOf(id),
                                  ...id,
                                  ...(release === undefined ? {} : { release }),
                                  ...(change.change === "changed" ? { fields: change.fields } : {}),
                              };
                          }),
                      },
            ),
        },
        null,
        2,
    );
