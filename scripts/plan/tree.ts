import type { PlannedResource } from "../shared/planning/engine";
import { inOrder, isRelease, objectsOf } from "../shared/planning/graph";
import { table } from "../shared/terminal/text";

/** The resource tree the way `pulumi preview` shows it for a new stack. */
export function resourceTree(resources: readonly PlannedResource[]): string {
    const ordered = inOrder(resources);
    // A component stands where its last child is created.
    const finished = new Map<string, number>();
    ordered.forEach((resource, position) => {
        for (let urn = resource.urn; urn !== ""; urn = resources.find((other) => other.urn === urn)?.parent ?? "") {
            finished.set(urn, position);
        }
    });
    const byCompletion = (a: PlannedResource, b: PlannedResource): number =>
        (finished.get(a.urn) ?? 0) - (finished.get(b.urn) ?? 0);
    const rows: string[][] = [["", "Type", "Name", "Plan"]];
    const show = (parent: string, indent: string): void => {
        const children = ordered.filter((resource) => resource.parent === parent).sort(byCompletion);
        children.forEach(({ urn, type, name }, index) => {
            const last = index === children.length - 1;
            const root = parent === "";
            rows.push([" +", `${indent}${root ? "" : last ? "└─ " : "├─ "}${type}`, name, "create"]);
            show(urn, root ? indent : `${indent}${last ? "   " : "│  "}`);
        });
    };
    show("", "");
    return table(rows);
}

/** How many resources of which kind. */
export function counts(resources: readonly PlannedResource[]): string {
    const releases = resources.filter(isRelease).length;
    const components = resources.filter(({ custom, remote }) => !custom && !remote).length;
    const objects = objectsOf(resources).length;
    return `+ ${resources.length} to create: ${releases} Helm releases, ${objects} objects of our own, ${components} components`;
}
