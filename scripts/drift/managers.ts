import { isPlainObject, valueAt, type PlainObject } from "../../config/merge";
import { linesOf, type Difference } from "./differences";

/**
 * Fields of an object that the plan doesn't have, set by those who deploy or by people. The API server keeps who has set
 * which field (metadata.managedFields); what controllers add is theirs.
 */

/** Those who deploy, and kubectl in people's hands. */
const DEPLOYS = /^(?:helm|pulumi|kubectl)/;
/** Programs whose entry holds the fields that they changed, and not those that the API server filled in at creation. */
const CHANGES = /^kubectl-(?:annotate|edit|label|patch|replace|set)$/;
/** Maps that the API server fills nothing into. */
const WITHOUT_DEFAULTS = /^(?:data|binaryData|metadata\.labels|metadata\.annotations)\./;
/** What kubectl and the API server note on objects, and what is stored as `data`. */
const NOTES =
    /^(?:(?:metadata|spec\.template\.metadata)\.annotations\.(?:kubectl\.kubernetes\.io\/|deprecated\.daemonset\.)|stringData\.)/;

interface Field {
    /** As people read it; `[name=x]` stands for an entry of a list. */
    readonly path: string;
    readonly steps: readonly string[];
}

interface Entry {
    readonly manager: string;
    readonly operation: string;
    readonly fields: readonly Field[];
}

/** One level of a field set: `f:` a key, `k:` an entry by its keys, `v:` a value of a set. */
const readable = (step: string): string => {
    if (step.startsWith("f:")) return `.${step.slice(2)}`;
    if (!step.startsWith("k:")) return `[${step.slice(2)}]`;
    const keys: unknown = JSON.parse(step.slice(2));
    return `[${Object.values(isPlainObject(keys) ? keys : {})
        .map(String)
        .join(",")}]`;
};

function leaves(set: unknown, steps: readonly string[] = []): readonly Field[] {
    const entries = Object.entries(isPlainObject(set) ? set : {}).filter(([step]) => step !== ".");
    if (entries.length > 0) return entries.flatMap(([step, below]) => leaves(below, [...steps, step]));
    return [{ steps, path: steps.map(readable).join("").replace(/^\./, "") }];
}

const entriesOf = (object: PlainObject): readonly Entry[] => {
    const entries = valueAt(object, ["metadata", "managedFields"]);
    return (Array.isArray(entries) ? entries : []).flatMap((entry) =>
        isPlainObject(entry) && entry.subresource !== "status"
            ? [{ manager: String(entry.manager), operation: String(entry.operation), fields: leaves(entry.fieldsV1) }]
            : [],
    );
};

/** The value that a field of a field set stands for. */
const valueOf = (object: PlainObject, steps: readonly string[]): unknown =>
    steps.reduce<unknown>((value, step) => {
        if (step.startsWith("f:")) return valueAt(value, [step.slice(2)]);
        const wanted: unknown = JSON.parse(step.slice(2));
        if (!Array.isArray(value) || !isPlainObject(wanted)) return wanted;
        return value.find((entry) => Object.entries(wanted).every(([key, given]) => valueAt(entry, [key]) === given));
    }, object);

const isSeen = ({ manager, operation }: Entry, { path }: Field): boolean =>
    DEPLOYS.test(manager) &&
    !NOTES.test(path) &&
    (operation === "Apply" || CHANGES.test(manager) || WITHOUT_DEFAULTS.test(path));

/**
 * Fields that somebody has set beyond those of the plan.
 *
 * @param planned the object as a dry run of `manager` leaves it: that manager's fields are those of the plan.
 */
export function additions(live: PlainObject, planned: PlainObject, manager: string): readonly Difference[] {
    const ours = entriesOf(planned)
        .filter((entry) => entry.manager === manager)
        .flatMap(({ fields }) => fields.map(({ path }) => path));
    const isOurs = ({ path }: Field): boolean =>
        ours.some((own) => own === path || startsWith(own, path) || startsWith(path, own));
    const found = entriesOf(live).flatMap((entry) =>
        entry.fields
            .filter((field) => isSeen(entry, field) && !isOurs(field))
            .map(({ path, steps }) => [path, addition(path, steps, linesOf(valueOf(live, steps)))] as const)
            // Set to nothing, which the API server doesn't store.
            .filter(([, { live: lines }]) => lines.length > 0),
    );
    return [...new Map(found).values()];
}

/** An entry of a list is not taken away by its key alone. */
const addition = (path: string, steps: readonly string[], live: readonly string[]): Difference => ({
    path,
    planned: [],
    live,
    ...(steps.every((step) => step.startsWith("f:")) ? { added: steps.map((step) => step.slice(2)) } : {}),
});

const startsWith = (path: string, prefix: string): boolean =>
    path.startsWith(`${prefix}.`) || path.startsWith(`${prefix}[`);
