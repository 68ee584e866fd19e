import { isPlainObject, valueAt, type PlainObject } from "../../../../config/merge";
import { fieldChanges } from "../fields";
import { titleOf, type AppliedObject } from "../applied-objects";
import { claimChanges, nameOfTemplate, type ClaimChange } from "./templates";
import { listed, type Subject, type Verdict } from "./verdict";

/** Prometheus and Alertmanager: the operator makes their stateful sets and volumes of `spec.storage`. */
export const operated: Subject = {
    kinds: ["monitoring.coreos.com/Prometheus", "monitoring.coreos.com/Alertmanager"],
    facts: ({ spec }) => ({
        spec: Object.fromEntries(
            ["storage", "persistentVolumeClaimRetentionPolicy"].flatMap((key) => {
                const value = valueAt(spec, [key]);
                return value === undefined ? [] : [[key, value]];
            }),
        ),
    }),
    judge: ({ before, after }): readonly Verdict[] =>
        after === undefined ? [removed(before)] : changed(before, after),
};

const storageOf = ({ manifest }: AppliedObject): unknown => valueAt(manifest, ["spec", "storage"]);
const templateOf = (object: AppliedObject): PlainObject | undefined => {
    const template = valueAt(storageOf(object), ["volumeClaimTemplate"]);
    return isPlainObject(template) ? template : undefined;
};

function removed(object: AppliedObject): Verdict {
    const path = ["spec", "persistentVolumeClaimRetentionPolicy", "whenDeleted"];
    const common = { severity: "destructive", object: titleOf(object.id), found: "removed" } as const;
    if (templateOf(object) === undefined) {
        return {
            ...common,
            consequence: "the operator deletes its pods, and what they hold with them",
            remedy: "there is no volume to keep",
        };
    }
    return {
        ...common,
        consequence:
            valueAt(object.manifest, path) === "Delete"
                ? "the operator deletes its pods, and its claims go with them"
                : "the operator deletes its pods; its claims stay behind, and nothing reads them any more",
        remedy: "let what it holds expire or copy it first, then remove it",
    };
}

function changed(before: AppliedObject, after: AppliedObject): readonly Verdict[] {
    const object = titleOf(after.id);
    const [was, is] = [templateOf(before), templateOf(after)];
    const changes = was === undefined || is === undefined ? kindChanges(before, after) : storageChanges(was, is);
    if (changes.length === 0) return [];
    const found = listed(changes.map(({ text }) => text));
    if (changes.every(({ grows }) => grows)) {
        return [
            {
                severity: "note",
                object,
                found,
                consequence: "the operator makes the stateful set anew and leaves the claims as they are",
                remedy: "npm run grow enlarges the claims",
            },
        ];
    }
    const fresh = was === undefined || is === undefined || nameOfTemplate(was) !== nameOfTemplate(is);
    return [
        {
            severity: "destructive",
            object,
            found,
            consequence: fresh
                ? "the operator starts every replica anew, without what it holds now"
                : "claims that are there stay as they are; a replica follows only with a new claim, which is empty",
            remedy: fresh
                ? "copy the data to the new volumes, or keep the storage as it is"
                : "keep the claims, or delete one at a time and let its replica fill up before the next",
        },
    ];
}

/** Where one of the sides has no claim: storage that goes with the pod, or none at all. */
const kindChanges = (before: AppliedObject, after: AppliedObject): readonly ClaimChange[] =>
    fieldChanges(storageOf(before), storageOf(after)).length === 0
        ? []
        : [
              templateOf(before) === undefined
                  ? { text: "its storage becomes a volume", grows: false }
                  : { text: "its volume is removed", grows: false },
          ];

/** The claims are named after the template: with another name they are others. */
const storageChanges = (was: PlainObject, is: PlainObject): readonly ClaimChange[] =>
    nameOfTemplate(was) === nameOfTemplate(is)
        ? claimChanges(was, is)
        : [
              {
                  text: `its volume is named ${nameOfTemplate(is) || "db"} instead of ${nameOfTemplate(was) || "db"}`,
                  grows: false,
              },
          ];
