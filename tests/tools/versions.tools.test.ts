import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import {
    MODULE_NAMES,
    sourceVersion,
    TOOL_MODULES,
    TOOLS_FOLDER,
    toolVersion,
    type ModuleName,
    type Tool,
} from "../../scripts/shared/tools/modules";
import { run } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";

/** Programs that don't say their version. */
const SILENT = ["telemetrygen", "es-index-cleaner", "pulumi-resource-kubernetes"] as const;
type Silent = (typeof SILENT)[number];

/** How each of the others is asked for it. */
const ASKED: Readonly<Record<Exclude<Tool, Silent>, readonly string[]>> = {
    prometheus: ["--version"],
    promtool: ["--version"],
    thanos: ["--version"],
    alertmanager: ["--version"],
    amtool: ["--version"],
    jaeger: ["version"],
    otelcol: ["--version"],
    etcd: ["--version"],
    "kube-apiserver": ["--version"],
    "kube-controller-manager": ["--version"],
    "kube-scheduler": ["--version"],
    kubectl: ["version", "--client"],
    kwok: ["--version"],
    helm: ["version"],
    pulumi: ["version"],
    actionlint: ["-version"],
};

const PROGRAMS = MODULE_NAMES.flatMap((name) =>
    TOOL_MODULES[name].programs.map((program): [Tool, ModuleName] => [program, name]),
);

test.each(PROGRAMS.filter(([program]) => !SILENT.some((silent) => silent === program)))(
    "%s answers the pinned version",
    (program, name) => {
        const { code, output } = run(tool(program), ASKED[program as keyof typeof ASKED]);
        expect(code).toBe(0);
        expect(output).toMatch(new RegExp(`\\bv?${toolVersion(name).replaceAll(".", "\\.")}\\b`));
    },
);

// Go writes into a program which modules it was built from, whatever the linker was told to call it.
test.each(PROGRAMS)("%s is built from the pinned source", (program, name) => {
    const { source } = TOOL_MODULES[name];
    const binary = readFileSync(tool(program));
    const named = ["mod", "dep"].some((kind) => binary.includes(`\n${kind}\t${source}\t${sourceVersion(name)}\t`));
    expect(named).toBe(true);
});

/** Components of a kind that `otelcol components` lists, or builder.yaml. */
type Components = Readonly<
    Record<string, readonly { readonly module?: string; readonly gomod?: string }[] | undefined>
>;
const KINDS = ["receivers", "processors", "connectors", "exporters", "extensions"] as const;

test.each(KINDS)("the collector has the %s that are listed for it", (kind) => {
    const listed = parse(readFileSync(join(TOOLS_FOLDER, "collector", "builder.yaml"), "utf8")) as Components;
    const { code, output } = run(tool("otelcol"), ["components"]);
    expect(code).toBe(0);
    const has = (parse(output) as Components)[kind] ?? [];
    const wanted = (listed[kind] ?? []).map(({ gomod }) => gomod);
    expect(wanted.length).toBeGreaterThan(0);
    expect([...new Set(has.map(({ module }) => module))].sort()).toEqual(wanted.sort());
});
