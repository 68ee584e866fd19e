/** What a plain kube-prometheus-stack has in a cluster. */

import type { PlainObject } from "../../config/merge";
import type { StackConfig } from "../../config/schema";
import { DASHBOARD_CONFIG_MAP } from "../../model/grafana/dashboards";
import { annotationOf, labelOf, nameOf, namespaceOf, textAt } from "../shared/cluster/object-fields";

/** Objects of the cluster, of every namespace. */
export interface Objects {
    /** Custom resources of the operator that run Prometheus and Alertmanager. */
    readonly prometheuses: readonly PlainObject[];
    readonly alertmanagers: readonly PlainObject[];
    readonly claims: readonly PlainObject[];
    readonly configMaps: readonly PlainObject[];
    readonly rules: readonly PlainObject[];
}

/** A volume that holds something, and the volume behind the claim. */
export interface Held {
    readonly program: "prometheus" | "alertmanager" | "grafana";
    readonly namespace: string;
    readonly claim: string;
    readonly volume: string;
    readonly size: string;
    readonly storageClass: string;
    /** Which replica it is of. */
    readonly index: number;
}

export interface Named {
    readonly namespace: string;
    readonly name: string;
}

export interface Found {
    readonly volumes: readonly Held[];
    /** Alertmanagers, whose silences can be carried over. */
    readonly alertmanagers: readonly Named[];
    /** Dashboards and rules that no chart brings. */
    readonly dashboards: readonly Named[];
    readonly rules: readonly Named[];
}

const named = (object: PlainObject): Named => ({ namespace: namespaceOf(object), name: nameOf(object) });

/** What helm has installed comes anew with the charts, or is no longer wanted. */
const isOfHelm = (object: PlainObject): boolean => annotationOf(object, "meta.helm.sh/release-name") !== "";

/** Which program a claim is of, by the labels that the operator and Grafana's chart put on it. */
function programOf(claim: PlainObject): Held["program"] | undefined {
    const name = labelOf(claim, "app.kubernetes.io/name");
    return (["prometheus", "alertmanager", "grafana"] as const).find((program) => program === name);
}

export function foundIn(objects: Objects, { namespaces }: StackConfig): Found {
    const own: readonly string[] = [namespaces.monitoring, namespaces.agents];
    const foreign = (all: readonly PlainObject[]): readonly PlainObject[] =>
        all.filter((object) => !own.includes(namespaceOf(object)));
    const homes = new Set(foreign([...objects.prometheuses, ...objects.alertmanagers]).map(namespaceOf));
    return {
        volumes: foreign(objects.claims).flatMap((claim) => {
            const program = programOf(claim);
            if (program === undefined || !homes.has(namespaceOf(claim))) return [];
            return [
                {
                    program,
                    namespace: namespaceOf(claim),
                    claim: nameOf(claim),
                    volume: textAt(claim, "spec", "volumeName"),
                    size: textAt(claim, "spec", "resources", "requests", "storage"),
                    storageClass: textAt(claim, "spec", "storageClassName"),
                    index: Number(/-(\d+)$/.exec(nameOf(claim))?.[1] ?? 0),
                },
            ];
        }),
        alertmanagers: foreign(objects.alertmanagers).map(named),
        dashboards: foreign(objects.configMaps)
            .filter((object) => labelOf(object, DASHBOARD_CONFIG_MAP.label) !== "" && !isOfHelm(object))
            .map(named),
        rules: foreign(objects.rules)
            .filter((object) => !isOfHelm(object))
            .map(named),
    };
}
