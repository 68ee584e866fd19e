import { readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * The Go modules below tools/: the real programs that configurations and rules are tried with. Their go.mod holds the
 * version and go.sum what it is made of; programs whose dependencies get on with each other share a module.
 */

export interface ToolModule {
    /** What it builds: the packages on the `tool` lines of its go.mod, or what the collector's builder makes. */
    readonly programs: readonly string[];
    /** The requirement whose version is the programs' version. */
    readonly source: string;
    /** The variable that programs report their version from; the linker sets it. The others know it by themselves. */
    readonly versionVariable?: string;
    /** From the module's version to the one that the programs go by. */
    readonly release?: (version: string) => string;
    /** Files that decide what is built, beside go.mod and go.sum; relative to the module. */
    readonly pinnedBy?: readonly string[];
}

const PROMETHEUS_VERSION = "github.com/prometheus/common/version.Version";

export const TOOL_MODULES = {
    prometheus: {
        programs: ["prometheus", "promtool"],
        source: "github.com/prometheus/prometheus",
        versionVariable: PROMETHEUS_VERSION,
        // Its modules are numbered 0.314.0 for 3.14.0: https://github.com/prometheus/prometheus#prometheus-code-base
        release: (version) => version.replace(/^0\.(\d+)(\d\d)\./, (_, major, minor) => `${major}.${Number(minor)}.`),
    },
    alertmanager: {
        programs: ["alertmanager"],
        source: "github.com/prometheus/alertmanager",
        versionVariable: PROMETHEUS_VERSION,
    },
    // Newer than the server: from v0.32 on, the module lacks the user interface that the server embeds.
    amtool: {
        programs: ["amtool"],
        source: "github.com/prometheus/alertmanager",
        versionVariable: PROMETHEUS_VERSION,
    },
    loki: {
        programs: ["loki", "lokitool"],
        source: "github.com/grafana/loki/v3",
        versionVariable: "github.com/grafana/loki/v3/pkg/util/build.Version",
    },
    // Jaeger 2.13 without its user interface; the module goes by the number of 1.76, which was released with it.
    jaeger: {
        programs: ["es-index-cleaner", "jaeger"],
        source: "github.com/jaegertracing/jaeger",
        versionVariable: "github.com/jaegertracing/jaeger/internal/version.latestVersion",
    },
    collector: {
        programs: ["otelcol"],
        source: "go.opentelemetry.io/collector/otelcol",
        pinnedBy: ["builder.yaml", "../builder/go.mod", "../builder/go.sum"],
    },
    telemetrygen: {
        programs: ["telemetrygen"],
        source: "github.com/open-telemetry/opentelemetry-collector-contrib/cmd/telemetrygen",
    },
} as const satisfies Readonly<Record<string, ToolModule>>;

export type ModuleName = keyof typeof TOOL_MODULES;
export const MODULE_NAMES = Object.keys(TOOL_MODULES) as readonly ModuleName[];

export type Tool = (typeof TOOL_MODULES)[ModuleName]["programs"][number];
export const TOOLS: readonly Tool[] = MODULE_NAMES.flatMap((name) => TOOL_MODULES[name].programs);

export const TOOLS_FOLDER = join(__dirname, "..", "..", "tools");

export const toolModule = (name: ModuleName): ToolModule => TOOL_MODULES[name];

/** The module that builds a program. */
export function moduleOf(tool: Tool): ModuleName {
    const found = MODULE_NAMES.find((name) => toolModule(name).programs.includes(tool));
    if (found === undefined) throw new Error(`no module builds ${tool}`);
    return found;
}

const goMod = (name: ModuleName): string => readFileSync(join(TOOLS_FOLDER, name, "go.mod"), "utf8");

/** Version of the Go module that a module's programs come from, such as v0.314.0. */
export function sourceVersion(name: ModuleName): string {
    const { source } = toolModule(name);
    const words = goMod(name)
        .split("\n")
        .map((line) =>
            line
                .trim()
                .replace(/^require /, "")
                .split(" "),
        );
    const version = words.find(([path]) => path === source)?.[1];
    if (version === undefined) throw new Error(`tools/${name}/go.mod does not require ${source}`);
    return version;
}

/** Version that a module's programs report, such as 3.14.0. */
export function toolVersion(name: ModuleName): string {
    const version = sourceVersion(name).replace(/^v/, "");
    return toolModule(name).release?.(version) ?? version;
}

/** The oldest Go that builds a module. */
export const goVersion = (name: ModuleName): string => /^go (\S+)/m.exec(goMod(name))?.[1] ?? "";
