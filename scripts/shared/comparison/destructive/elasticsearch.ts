import { isPlainObject, valueAt, type PlainObject } from "../../../../config/merge";
import { titleOf, type AppliedObject } from "../applied-objects";
import { templateChanges } from "./templates";
import { listed, type Subject, type Verdict } from "./verdict";

/** What ECK takes where the resource says nothing: volumes are deleted with the cluster. */
const DEFAULT_POLICY = "DeleteOnScaledownAndClusterDeletion";

const setsOf = ({ spec }: PlainObject): readonly PlainObject[] => {
    const sets = valueAt(spec, ["nodeSets"]);
    return Array.isArray(sets) ? sets.filter(isPlainObject) : [];
};
const nameOfSet = ({ name }: PlainObject): string => (typeof name === "string" ? name : "");
const policyOf = ({ spec }: PlainObject): string => {
    const policy = valueAt(spec, ["volumeClaimDeletePolicy"]);
    return typeof policy === "string" ? policy : DEFAULT_POLICY;
};

/** Elasticsearch as ECK runs it: https://www.elastic.co/docs/deploy-manage/deploy/cloud-on-k8s/volume-claim-templates */
export const elasticsearch: Subject = {
    kinds: ["elasticsearch.k8s.elastic.co/Elasticsearch"],
    facts: (manifest) => ({
        spec: {
            volumeClaimDeletePolicy: policyOf(manifest),
            nodeSets: setsOf(manifest).map(({ name, volumeClaimTemplates }) => ({ name, volumeClaimTemplates })),
        },
    }),
    judge: ({ before, after }): readonly Verdict[] =>
        after === undefined
            ? [removed(before)]
            : [...setVerdicts(before, after), ...volumeVerdicts(before, after), ...policyVerdicts(before, after)],
};

const removed = ({ id, manifest }: AppliedObject): Verdict => ({
    severity: "destructive",
    object: titleOf(id),
    found: "removed",
    consequence:
        policyOf(manifest) === DEFAULT_POLICY
            ? "ECK deletes its volumes with it"
            : "ECK deletes its pods; its claims stay behind, and nothing reads them any more",
    remedy: "take a snapshot to object storage first, and restore it where the data are needed",
});

function setVerdicts(before: AppliedObject, after: AppliedObject): readonly Verdict[] {
    const present = setsOf(after.manifest).map(nameOfSet);
    const gone = setsOf(before.manifest)
        .map(nameOfSet)
        .filter((name) => !present.includes(name));
    if (gone.length === 0) return [];
    return [
        {
            severity: "destructive",
            object: titleOf(after.id),
            found: `node set ${listed(gone)} is removed`,
            consequence: `ECK moves its shards to ${listed(present) || "no other set"} and deletes its volumes`,
            remedy: "keep it beside the new set until GET _cat/shards names none of its nodes",
        },
    ];
}

function volumeVerdicts(before: AppliedObject, after: AppliedObject): readonly Verdict[] {
    const present = new Map(setsOf(after.manifest).map((set) => [nameOfSet(set), set]));
    const changes = setsOf(before.manifest).flatMap((set) => {
        const is = present.get(nameOfSet(set));
        if (is === undefined) return [];
        return templateChanges(set.volumeClaimTemplates, is.volumeClaimTemplates).map(({ text, grows }) => ({
            text: `${text} (node set ${nameOfSet(set)})`,
            grows,
        }));
    });
    if (changes.length === 0) return [];
    const common = { object: titleOf(after.id), found: listed(changes.map(({ text }) => text)) };
    return [
        changes.every(({ grows }) => grows)
            ? {
                  severity: "note",
                  ...common,
                  consequence:
                      "ECK enlarges the claims where their storage class can expand volumes, and refuses it elsewhere",
                  remedy: "npm run grow tells whether it can",
              }
            : {
                  severity: "destructive",
                  ...common,
                  consequence: "ECK refuses any change of a volume but growth",
                  remedy: "add a node set with the new volume, and remove the old one when its shards have moved",
              },
    ];
}

const policyVerdicts = (before: AppliedObject, after: AppliedObject): readonly Verdict[] =>
    policyOf(before.manifest) === policyOf(after.manifest) || policyOf(after.manifest) !== DEFAULT_POLICY
        ? []
        : [
              {
                  severity: "destructive",
                  object: titleOf(after.id),
                  found: `volumeClaimDeletePolicy becomes ${DEFAULT_POLICY}`,
                  consequence: "its volumes are deleted when the cluster is",
                  remedy: `keep ${policyOf(before.manifest)}`,
              },
          ];
