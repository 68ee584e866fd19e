import { isPlainObject, valueAt, type PlainObject } from "../../config/merge";
import { isStandIn } from "../shared/planning/unknown";
import type { Wanted } from "./wanted";

/**
 * Fields that somebody else decides, and values that the plan doesn't know: a manifest gets them as they are in the cluster
 * before it is compared, so that they are no drift.
 */

type Path = readonly string[];

/** A manifest as far as it can be compared. */
export interface Comparable {
    readonly manifest: PlainObject;
    /** Paths whose value the plan doesn't know, and which the cluster has. */
    readonly unknown: readonly Path[];
    /** Paths whose value the plan doesn't know, and which the cluster lacks. */
    readonly absent: readonly Path[];
}

/** What autoscalers scale, as `kind namespace/name`: they own the number of replicas. */
export const scaledByOthers = (wanted: readonly Wanted[]): ReadonlySet<string> =>
    new Set(
        wanted
            .filter(({ kind }) => kind === "HorizontalPodAutoscaler" || kind === "ScaledObject")
            .map(({ namespace, manifest }) => {
                const target = valueAt(manifest, ["spec", "scaleTargetRef"]);
                const { kind = "Deployment", name } = isPlainObject(target) ? target : {};
                return `${String(kind)} ${namespace ?? ""}/${String(name)}`;
            }),
    );

/** The CA of a webhook, which cert-manager or a job puts in after the object was made. */
const isInjected = (path: Path): boolean => path.slice(-2).join(".") === "clientConfig.caBundle";

/** Secrets are stored as `data`: what a manifest gives as text is brought into that form. */
function stored(manifest: PlainObject): PlainObject {
    const { stringData, data, ...rest } = manifest;
    if (manifest.kind !== "Secret" || !isPlainObject(stringData)) return manifest;
    const encoded = Object.entries(stringData).map(([key, text]) => [
        key,
        isStandIn(text) ? text : Buffer.from(String(text)).toString("base64"),
    ]);
    return { ...rest, data: { ...(isPlainObject(data) ? data : {}), ...Object.fromEntries(encoded) } };
}

/** The manifest of an object that is in the cluster, with what others decide left to them. */
export function comparable(wanted: Wanted, live: PlainObject, scaled: ReadonlySet<string>): Comparable {
    const unknown: Path[] = [];
    const absent: Path[] = [];
    const { kind, namespace, name } = wanted;
    const isScaled = scaled.has(`${kind} ${namespace ?? ""}/${name}`);
    const visit = (node: unknown, path: Path): unknown => {
        if (Array.isArray(node)) return node.map((entry, index) => visit(entry, [...path, String(index)]));
        if (!isPlainObject(node)) return node;
        return Object.fromEntries(
            Object.entries(node).flatMap(([key, value]): readonly (readonly [string, unknown])[] => {
                const here = [...path, key];
                if (here.join(".") === "status") return [];
                const isOthers = isInjected(here) || (isScaled && here.join(".") === "spec.replicas");
                if (!isOthers && !isStandIn(value)) return [[key, visit(value, here)]];
                const inCluster = valueAt(live, here);
                if (!isOthers) (inCluster === undefined ? absent : unknown).push(here);
                return inCluster === undefined ? [] : [[key, inCluster]];
            }),
        );
    };
    const manifest = visit(stored(wanted.manifest), []);
    return { manifest: isPlainObject(manifest) ? manifest : {}, unknown, absent };
}
