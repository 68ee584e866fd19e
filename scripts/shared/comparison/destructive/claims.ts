import { claimChanges } from "./templates";
import { titleOf } from "../applied-objects";
import { listed, type Subject, type Verdict } from "./verdict";

/** A claim of its own: its data live as long as it does. */
export const claims: Subject = {
    kinds: ["/PersistentVolumeClaim"],
    facts: ({ spec }) => ({ spec }),
    judge: ({ before, after }): readonly Verdict[] => {
        const object = titleOf(before.id);
        if (after === undefined) {
            return [
                {
                    severity: "destructive",
                    object,
                    found: "removed",
                    consequence:
                        "nothing reads its data any more, and a claim that is deleted takes its volume with it",
                    remedy: "copy the data first, and set the volume's reclaim policy to Retain",
                },
            ];
        }
        const changes = claimChanges(specOf(before.manifest), specOf(after.manifest));
        if (changes.length === 0) return [];
        const found = listed(changes.map(({ text }) => text));
        return [
            changes.every(({ grows }) => grows)
                ? {
                      severity: "note",
                      object,
                      found,
                      consequence: "nothing is lost where its storage class can expand volumes",
                      remedy: "npm run grow tells whether it can, and does it",
                  }
                : {
                      severity: "destructive",
                      object,
                      found,
                      consequence: "Kubernetes refuses it for a claim that is bound, and a claim made anew is empty",
                      remedy: "make a second claim, copy the data, and switch over",
                  },
        ];
    },
};

/** Labels and annotations of a claim may change. */
const specOf = ({ spec }: { readonly [key: string]: unknown }) => ({ spec });
