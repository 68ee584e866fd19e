import type { PlainObject } from "../../config/merge";
import { statefulOf } from "../../scripts/shared/rendering/stateful";
import { claimChanges, nameOfTemplate, templateChanges } from "../../scripts/shared/comparison/destructive/templates";
import { releasesOf } from "../../scripts/shared/planning/graph";
import type { Stack } from "../support/plan";
import { canRender, document, render } from "../support/rendered";
import { at } from "../support/resources";

/** What is said of the charts' volumes without rendering them, against the rendered charts. */

const STACKS: readonly (readonly [Stack, PlainObject])[] = [
    ["dev", {}],
    ["prod", {}],
    ["dev", { cluster: { storageClass: { name: "fast" } }, grafana: { storage: "5Gi" } }],
];

/** Kinds that hold volumes in the rendered charts. */
const holdsVolumes = (manifest: PlainObject): boolean =>
    ["Prometheus", "Alertmanager", "PersistentVolumeClaim"].includes(String(manifest.kind)) ||
    at(manifest, "spec", "volumeClaimTemplates") !== undefined;

const titles = (manifests: readonly PlainObject[]): readonly string[] =>
    manifests.map((manifest) => `${String(manifest.kind)} ${String(at(manifest, "metadata", "name"))}`).sort();

if (!canRender) {
    test("the volumes of the charts", () => {
        console.warn("not compared with the rendered charts: no CHART_MIRROR or helm");
        expect(canRender).toBe(false);
    });
} else {
    test.each(STACKS)("volumes of %s with %j", async (stack, over) => {
        const { resources, documents } = await render(stack, over);
        const known = releasesOf(resources).flatMap(statefulOf);
        expect(titles(known)).toEqual(titles(documents.filter(holdsVolumes)));
        for (const manifest of known) {
            const name = String(at(manifest, "metadata", "name"));
            const rendered = document(documents, String(manifest.kind), name);
            expect([name, at(rendered, "metadata", "namespace")]).toEqual([
                name,
                at(manifest, "metadata", "namespace"),
            ]);
            const differences = differencesOf(manifest, rendered);
            expect([name, differences]).toEqual([name, []]);
        }
    });
}

function differencesOf(known: PlainObject, rendered: PlainObject): readonly string[] {
    if (known.kind === "PersistentVolumeClaim")
        return claimChanges({ spec: known.spec }, { spec: rendered.spec }).map(({ text }) => text);
    if (known.kind !== "StatefulSet") {
        const template = (manifest: PlainObject) =>
            at(manifest, "spec", "storage", "volumeClaimTemplate") as PlainObject;
        return claimChanges(template(known), template(rendered)).map(({ text }) => text);
    }
    const templates = (manifest: PlainObject): readonly unknown[] => {
        const list = at(manifest, "spec", "volumeClaimTemplates");
        // What the chart writes beside name and spec: apiVersion and kind.
        return Array.isArray(list)
            ? list.map((one: unknown) => ({ metadata: { name: nameOfTemplate(one) }, spec: at(one, "spec") }))
            : [];
    };
    return templateChanges(templates(known), templates(rendered)).map(({ text }) => text);
}
