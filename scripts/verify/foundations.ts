import type { PlainObject } from "../../config/merge";
import { listAt, nameOf, namespaceOf, textAt } from "../shared/cluster/object-fields";
import { TRUST } from "../../model/network/endpoints";
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

/** Whether applications can trust the stack: the CA's ConfigMap in each of their namespaces. */
export function trustFindings(namespaces: readonly string[], present: ReadonlySet<string>): readonly Finding[] {
    const missing = namespaces.filter((namespace) => !present.has(namespace));
    if (missing.length === 0) return [ok("CA for applications", namespaces.join(", ") || "no namespace asks for it")];
    return missing.map((namespace) =>
        failed(
            "CA for applications",
            `ConfigMap ${TRUST.configMap} is not in ${namespace}: what speaks OTLP from there trusts nobody`,
            `Is the namespace there? The schedule publishes it every 15 minutes: kubectl get cronjob,job --selector app.kubernetes.io/part-of=go-coffee-observability --all-namespaces`,
        ),
    );
}

/** Jobs that gave up, those of Helm's hooks among them; what a later run of a schedule has done better is over. */
export function jobFindings(jobs: readonly PlainObject[]): readonly Finding[] {
    const ownerOf = (job: PlainObject): string => textAt(listAt(job, "metadata", "ownerReferences")[0], "uid");
    const startOf = (job: PlainObject): string => textAt(job, "metadata", "creationTimestamp");
    const isOver = (job: PlainObject): boolean =>
        ownerOf(job) !== "" &&
        jobs.some(
            (later) =>
                ownerOf(later) === ownerOf(job) &&
                startOf(later) > startOf(job) &&
                textAt(condition(later, "Complete"), "status") === "True",
        );
    const broken = jobs.filter((job) => textAt(condition(job, "Failed"), "status") === "True" && !isOver(job));
    if (broken.length === 0) return [ok("jobs", `${jobs.length}, none has failed`)];
    return broken.map((job) =>
        failed(
            `job ${nameOf(job)}`,
            textAt(condition(job, "Failed"), "message") || "has failed",
            `kubectl logs job/${nameOf(job)} --namespace ${namespaceOf(job)} --all-containers --tail 50`,
        ),
    );
}
