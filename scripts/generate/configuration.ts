/** docs/configuration.md, from the schema. */

import { ELEMENT_NAMES } from "../../config/element-names";
import { isPlainObject, valueAt, type PlainObject } from "../../config/merge";
import { parse } from "../../config/parse";
import { definitionOf, SECRET_NAMES } from "../../config/secrets";
import { POD_NAMES } from "../../config/schema/pods";
import { unsettable } from "../../model/workloads/pod-values";
import { WORKLOADS } from "../../config/schema/resources";
import { markdownTable } from "./markdown";
import { jsonSchema, propertiesOf, variantsOf } from "./schema";

const INTRODUCTION = `# Configuration

Generated from the schema in \`config/schema/\` by \`npm run generate\`: edit that, not this.

Every key belongs to the project, so \`npm run config -- --stack $STACK -- set --path KEY VALUE\` sets it for the current stack. Defaults are
those of the profile: \`small\` unless \`environment\` is \`prod\`, which takes \`ha\`; where they differ, both are given.
`;

const LISTED_ELSEWHERE = ["pods", "resources", "existingSecrets", "overrides", "notifications.receivers"];

interface Row {
    readonly key: string;
    readonly type: string;
    readonly fallback: string;
    readonly text: string;
}

const cell = (text: string): string => text.replaceAll("|", "\\|").replaceAll("\n", " ");
const code = (value: unknown): string => `\`${typeof value === "string" ? value : JSON.stringify(value)}\``;

function typeOf(node: PlainObject): string {
    if (node.const !== undefined) return code(node.const);
    if (Array.isArray(node.enum)) return node.enum.map(code).join(", ");
    if (node.type === "array" && isPlainObject(node.items)) return `list of ${typeOf(node.items)}`;
    if (node.type === "integer") return "whole number";
    if (node.type === "object") return "map";
    if (node.type === "boolean") return "`true`, `false`";
    return typeof node.type === "string" ? node.type : "text";
}

const settings = (environment: "dev" | "prod"): unknown => {
    const parsed = parse({ environment });
    return parsed.ok ? parsed.config : {};
};

/** What a key is when nobody sets it, in each profile. */
function fallbackOf(key: string, node: PlainObject, profiles: readonly unknown[]): string {
    const [small, ha] = profiles
        .map((profile) => valueAt(profile, key.split(".")))
        .map((value) => value ?? node.default);
    if (small === undefined && ha === undefined) return "";
    if (JSON.stringify(small) === JSON.stringify(ha)) return code(small);
    return `small ${small === undefined ? "unset" : code(small)}, ha ${ha === undefined ? "unset" : code(ha)}`;
}

function rowsOf(key: string, node: PlainObject, profiles: readonly unknown[]): readonly Row[] {
    const text = typeof node.description === "string" ? node.description : "";
    const variants = variantsOf(node).filter(({ properties }) => properties !== undefined);
    if (variants.length > 0) {
        return [
            { key, type: "one of the variants below", fallback: "", text },
            ...variants.flatMap((variant) => rowsOf(key, variant, profiles).filter((row) => row.key !== key)),
        ];
    }
    const properties = propertiesOf(node);
    if (properties.length > 0) {
        return [
            ...(text === "" ? [] : [{ key, type: "map", fallback: "", text }]),
            ...properties.flatMap(([name, below]) => rowsOf(`${key}.${name}`, below, profiles)),
        ];
    }
    const list = node.type === "array" && isPlainObject(node.items) ? node.items : undefined;
    const map = isPlainObject(node.additionalProperties) ? node.additionalProperties : undefined;
    return [
        { key, type: typeOf(node), fallback: fallbackOf(key, node, profiles), text },
        ...propertiesOf(list ?? {}).flatMap(([name, below]) => rowsOf(`${key}[].${name}`, below, profiles)),
        ...(map === undefined || LISTED_ELSEWHERE.includes(key)
            ? []
            : rowsOf(`${key}.<name>`, map, profiles).filter((row) => row.key !== `${key}.<name>`)),
    ];
}

const table = (rows: readonly Row[]): string =>
    markdownTable(
        ["key", "type", "default", ""],
        rows.map(({ key, type, fallback, text }) => [code(key), cell(type), cell(fallback), cell(text)]),
    );

const textOfBlock = (properties: ReturnType<typeof propertiesOf>, key: string): string =>
    properties.flatMap(([name, { description }]) =>
        name === key && typeof description === "string" ? [description] : [],
    )[0] ?? "";

/** docs/configuration.md */
export function configurationReference(): string {
    const profiles = [settings("dev"), settings("prod")];
    const properties = propertiesOf(jsonSchema());
    const scalars = properties.filter(([, node]) => propertiesOf(node).length === 0 && node.type === "string");
    const blocks = properties.filter(
        ([key, node]) =>
            !LISTED_ELSEWHERE.includes(key) && !scalars.some(([name]) => name === key) && node.type !== "null",
    );
    const allPods = propertiesOf(Object.fromEntries(propertiesOf(Object.fromEntries(properties).pods ?? {})).all ?? {});
    const unset = POD_NAMES.filter((name) => unsettable(name).length > 0)
        .map((name) => `${code(name)} ${unsettable(name).join(" and ")}`)
        .join("; ");
    const sizes = WORKLOADS.map((name) => ({
        key: `resources.${name}`,
        type: "`cpu`, `memory`, `memoryLimit`, `cpuLimit`",
        fallback: fallbackOf(`resources.${name}`, {}, profiles),
        text: "",
    }));
    const secrets = SECRET_NAMES.map((name) => {
        const { secret, key, generated, description } = definitionOf(name);
        return [code(name), code(secret), code(key), generated ? "yes" : "", cell(description)];
    });
    return [
        INTRODUCTION,
        "## The stack\n",
        table(scalars.flatMap(([key, node]) => rowsOf(key, node, profiles))),
        ...blocks.flatMap(([key, node]) => [`\n## ${key}\n`, table(rowsOf(key, node, profiles))]),
        "\n## pods\n",
        `${cell(textOfBlock(properties, "pods"))}\n\nThe keys below \`pods.all\` are those of \`pods.<name>\` too: ${POD_NAMES.map(code).join(", ")}.\n`,
        table(allPods.flatMap(([key, node]) => rowsOf(`pods.all.${key}`, node, profiles))),
        `\nCharts have no value for: ${unset}. The plan says so where one of these is set.`,
        "\n## resources\n\nCPU and memory of each container. No CPU limits by default: throttling delays telemetry.\n",
        table(sizes),
        "\n## Secrets\n",
        "Each is set with `npm run config -- --stack $STACK -- set --secret NAME`, or named as an existing Kubernetes Secret of the monitoring\nnamespace with `existingSecrets.NAME.name` and `existingSecrets.NAME.key`. The stack keeps those of config in the\nKubernetes Secret of the second column. Generated ones are made once and kept in the (encrypted) state.\n",
        markdownTable(["name", "Kubernetes Secret", "key", "generated", ""], secrets),
        "\n## overrides\n",
        `Helm values laid over ours, by element: maps are merged deeply, a list replaces a list. Elements: ${ELEMENT_NAMES.map((name) => `\`${name}\``).join(", ")}.`,
        "",
    ].join("\n");
}
