import type { PlainObject } from "../../config/merge";
import { listAt, nameOf, namespaceOf, textAt } from "../shared/cluster/object-fields";
import { failed, ok, type Finding } from "../shared/terminal/findings";

/** What the workloads stand on: certificates and volumes. */

const condition = (object: PlainObject, type: string): PlainObject | undefined =>
    listAt(object, "status", "conditions").find((one) => textAt(one, "type") === type);

export function certificateFindings(wanted: readonly PlainObject[], live: readonly PlainObject[]): readonly Finding[] {
    const broken = wanted.flatMap((certificate) => {
        const [name, namespace] = [nameOf(certificate), namespaceOf(certificate)];
        const found = live.find((one) => nameOf(one) === name && namespaceOf(one) === namespace);
        const ready = found === undefined ? undefined : condition(found, "Ready");
        if (textAt(ready, "status") === "True") return [];
        const why = found === undefined ? "is not there" : textAt(ready, "message") || "is not issued yet";
        return [failed(`certificate ${name}`, why, `kubectl describe certificate ${name} --namespace ${namespace}`)];
    });
    return broken.length === 0 ? [ok("certificates", `${wanted.length} issued`)] : broken;
}

export function claimFindings(claims: readonly PlainObject[]): readonly Finding[] {
    const unbound = claims.filter((claim) => textAt(claim, "status", "phase") !== "Bound");
    if (unbound.length === 0) return [ok("volumes", `${claims.length} bound`)];
    return unbound.map((claim) =>
        failed(
            `volume ${nameOf(claim)}`,
            textAt(claim, "status", "phase") || "not bound",
            `kubectl describe persistentvolumeclaim ${nameOf(claim)} --namespace ${namespaceOf(claim)}`,
        ),
    );
}
