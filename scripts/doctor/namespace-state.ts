import type { PlainObject } from "../../config/merge";
import type { StackConfig } from "../../config/schema";
import { nameOf, namespaceOf, textAt } from "../shared/cluster/object-fields";
import { failed, ok, warning, type Finding } from "../shared/terminal/findings";
import type { Check } from "./subject";

/** Namespaces that are relied on, that are on their way out, or that somebody has bounded. */
export function namespaceFindings(
    { namespaces }: StackConfig,
    present: readonly PlainObject[],
    quotas: readonly PlainObject[],
): readonly Finding[] {
    const own = [namespaces.monitoring, namespaces.agents];
    const needed = namespaces.applications.filter(({ create }) => !create).map(({ name }) => name);
    const missing = needed.filter((name) => !present.some((one) => nameOf(one) === name));
    const leaving = present.filter(
        (one) => own.includes(nameOf(one)) && textAt(one, "status", "phase") === "Terminating",
    );
    const bounded = quotas.filter((quota) => own.includes(namespaceOf(quota)));
    return [
        ...(missing.length === 0
            ? [ok("namespaces", [...own, ...namespaces.applications.map(({ name }) => name)].join(", "))]
            : missing.map((name) =>
                  failed(
                      "namespaces",
                      `there is no ${name}`,
                      `The CA can't be published there: kubectl create namespace ${name}, or let the stack make it (create: true in namespaces.applications)`,
                  ),
              )),
        ...leaving.map((one) =>
            failed(
                "namespaces",
                `${nameOf(one)} is being deleted`,
                `Wait until it is gone; what holds it: kubectl get namespace ${nameOf(one)} -o jsonpath='{.status.conditions}'`,
            ),
        ),
        ...bounded.map((quota) =>
            warning(
                "quota",
                `${namespaceOf(quota)}/${nameOf(quota)}`,
                `It must leave room for what the plan asks: kubectl describe quota --namespace ${namespaceOf(quota)}`,
            ),
        ),
    ];
}

export const namespaces: Check = {
    name: "namespaces",
    look: async ({ cluster, config }) =>
        namespaceFindings(
            config,
            await cluster.list("namespaces", { everywhere: true }),
            await cluster.list("resourcequotas", { everywhere: true }),
        ),
};
