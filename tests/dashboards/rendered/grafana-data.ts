import * as grafana from "@grafana/data";
import {
    FieldConfigOptionsRegistry,
    FieldType,
    createTheme,
    dataLinksOverrideProcessor,
    displayNameOverrideProcessor,
    identityOverrideProcessor,
    standardTransformersRegistry,
    thresholdsOverrideProcessor,
    unitOverrideProcessor,
    valueMappingsOverrideProcessor,
    numberOverrideProcessor,
    type FieldConfigPropertyItem,
} from "@grafana/data";

/** Grafana's own code, told what its front end tells it at its start. */

export const THEME = createTheme();
export const colorOf = (name: string): string => THEME.visualization.getColorByName(name);

type Process = FieldConfigPropertyItem["process"];

const property = (id: string, process: Process, isCustom = false): FieldConfigPropertyItem => ({
    id: isCustom ? `custom.${id}` : id,
    path: id,
    name: id,
    isCustom,
    process,
    shouldApply: (field) => field.type !== FieldType.time || !["links", "color"].includes(id),
    editor: () => null,
    override: () => null,
    settings: {},
});

/** Properties of fields: those that our dashboards set. What isn't here would be left out in silence, so its use is an error. */
export const PROPERTIES = new FieldConfigOptionsRegistry(() => [
    property("displayName", displayNameOverrideProcessor as Process),
    property("unit", unitOverrideProcessor as Process),
    property("decimals", numberOverrideProcessor as Process),
    property("min", numberOverrideProcessor as Process),
    property("max", numberOverrideProcessor as Process),
    property("noValue", identityOverrideProcessor),
    property("color", identityOverrideProcessor),
    property("links", dataLinksOverrideProcessor as Process),
    property("mappings", valueMappingsOverrideProcessor as Process),
    property("thresholds", thresholdsOverrideProcessor as Process),
    ...["width", "minWidth", "wrapHeaderText", "cellOptions"].map((id) =>
        property(id, identityOverrideProcessor, true),
    ),
]);

/**
 * Those that our panels name; another one is an error in `look.ts`. The package means to leave them out of what it exports some day,
 * and has no other way to them: its version is pinned.
 */
const { mergeTransformer, organizeFieldsTransformer, calculateFieldTransformer } = (
    grafana as unknown as {
        readonly standardTransformers: {
            readonly [
                name in "mergeTransformer" | "organizeFieldsTransformer" | "calculateFieldTransformer"
            ]: grafana.DataTransformerInfo;
        };
    }
).standardTransformers;
standardTransformersRegistry.setInit(() =>
    [mergeTransformer, organizeFieldsTransformer, calculateFieldTransformer].map((transformer) => ({
        id: transformer.id,
        name: transformer.name,
        editor: () => null,
        imageDark: "",
        imageLight: "",
        transformation: () => Promise.resolve(transformer),
    })),
);
// It asks its window whether variables of transformations are filled in by scenes, and the browser for its language.
Object.assign(globalThis, { window: { __grafanaSceneContext: {} }, navigator: { languages: ["en"], language: "en" } });
