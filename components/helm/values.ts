import type { Json, JsonObject } from "../../model/formats/json";

/** Helm values. */
export type HelmValue = Json;
export type HelmValues = JsonObject;
export { defined } from "../../model/formats/json";

/** Keeps Go templates in values from being rendered by a chart that passes its values through `tpl`. */
export const untemplated = <T extends Json>(value: T): T =>
    JSON.parse(JSON.stringify(value), (_, leaf: unknown) =>
        typeof leaf === "string" ? leaf.replaceAll("{{", '{{ "{{" }}') : leaf,
    ) as T;
