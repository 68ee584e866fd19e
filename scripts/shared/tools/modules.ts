import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT } from "../../../model/stack/project";

/**
 * The Go modules below tools/: the real programs that configurations and rules are tried with. Their go.mod holds the
 * version and go.sum what it is made of; programs whose dependencies get on with each other share a module.
 */

export interface ToolModule {
    /** What it builds: the packages on the `tool` lines of its go.mod, or what the collector's builder makes. */
    readonly programs: readonly string[];
    /** The requirement whose version is the programs' version. */
    readonly source: string;
    /** Variables that programs report their version from; the linker sets them. The others know it by themselves. */
    readonly versionVariables?: (version: string) => Readonly<Record<string, string>>;
    /** Build tags, as its makers set them. */
    readonly tags?: readonly string[];
    /** Packages whose programs Go would call otherwise, by the name that Go gives them. */
    readonly renamed?: Readonly<Record<string, string>>;
    /** From the module's version to the one that the programs go by. */
    readonly release?: (version: string) => string;
    /** Files that decide what is built, beside go.mod and go.sum; relative to the module. */
    readonly pinnedBy?: readonly string[];
    /** A main of ours, and the files of a folder in `source`'s own module that it embeds. */
    readonly main?: {
        readonly file: string;
        readonly embeds: { readonly from: string; readonly files: readonly string[] };
    };
}

const prometheusVersion = (version: string) => ({ "github.com/prometheus/common/version.Version": version });

/** Kubernetes' programs derive APIs and their compatibility from their version. */
function kubernetesVersion(version: string): Readonly<Record<string, string>> {
    const [major = "", minor = ""] = version.split(".");
    const variables = { gitVersion: `v${version}`, gitMajor: major, gitMinor: minor, gitTreeState: "clean" };
    return Object.fromEntries(
        Object.entries(variables).map(([name, value]) => [`k8s.io/component-base/version.${name}`, value]),
    );
}

export const TOOL_MODULES = {
    prometheus: {
        programs: ["prometheus", "promtool"],
        source: "github.com/prometheus/prometheus",
        versionVariables: prometheusVersion,
        // Its modules are numbered 0.314.0 for 3.14.0: https://github.com/prometheus/prometheus#prometheus-code-base
        release: (version) => version.replace(/^0\.(\d+)(\d\d)\./, (_, major, minor) => `${major}.${Number(minor)}.`),
    },
    // Its go.mod repeats the replacements of its module's own, which Go takes from the main module alone.
    thanos: {
        programs: ["thanos"],
        source: "github.com/thanos-io/thanos",
        // Without, labels have another layout than what it sends relies on.
        tags: ["slicelabels"],
        versionVariables: prometheusVersion,
    },
    alertmanager: {
        programs: ["alertmanager"],
        source: "github.com/prometheus/alertmanager",
        versionVariables: prometheusVersion,
    },
    // Newer than the server: from v0.32 on, the module lacks the user interface that the server embeds.
    amtool: {
        programs: ["amtool"],
        source: "github.com/prometheus/alertmanager",
        versionVariables: prometheusVersion,
    },
    // Jaeger 2.13 without its user interface; the module goes by the number of 1.76, which was released with it.
    jaeger: {
        programs: ["es-index-cleaner", "jaeger"],
        source: "github.com/jaegertracing/jaeger",
        versionVariables: (version) => ({ "github.com/jaegertracing/jaeger/internal/version.latestVersion": version }),
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
    // A real Kubernetes API on loopback, and helm, for the commands that are run against a cluster.
    etcd: {
        programs: ["etcd"],
        source: "go.etcd.io/etcd/server/v3",
        renamed: { server: "etcd" },
    },
    kubernetes: {
        programs: ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kubectl"],
        source: "k8s.io/kubernetes",
        versionVariables: kubernetesVersion,
    },
    // Nodes and pods of that API: simulated, but exec and port-forward lead to real programs.
    kwok: {
        programs: ["kwok"],
        source: "sigs.k8s.io/kwok",
        versionVariables: (version) => ({ "sigs.k8s.io/kwok/pkg/consts.Version": version }),
    },
    helm: {
        programs: ["helm"],
        source: "helm.sh/helm/v4",
        versionVariables: (version) => ({ "helm.sh/helm/v4/internal/version.version": `v${version}` }),
    },
    // The real engine, and the plug-in that speaks to the cluster.
    pulumi: {
        programs: ["pulumi"],
        source: "github.com/pulumi/pulumi/pkg/v3",
        // Without it the Automation API refuses the CLI.
        versionVariables: (version) => ({
            "github.com/pulumi/pulumi/sdk/v3/go/common/version.Version": `v${version}`,
        }),
    },
    "pulumi-kubernetes": {
        programs: ["pulumi-resource-kubernetes"],
        source: "github.com/pulumi/pulumi-kubernetes/provider/v4",
        versionVariables: (version) => ({
            "github.com/pulumi/pulumi-kubernetes/provider/v4/pkg/version.Version": version,
        }),
        pinnedBy: ["main.go"],
        main: {
            file: "main.go",
            embeds: { from: "cmd/pulumi-resource-kubernetes", files: ["schema.json", "terraform-mapping.json"] },
        },
    },
    // Lints the workflows.
    actionlint: {
        programs: ["actionlint"],
        source: "github.com/rhysd/actionlint",
        versionVariables: (version) => ({ "main.version": version }),
    },
} as const satisfies Readonly<Record<string, ToolModule>>;

export type ModuleName = keyof typeof TOOL_MODULES;
export const MODULE_NAMES = Object.keys(TOOL_MODULES) as readonly ModuleName[];

export type Tool = (typeof TOOL_MODULES)[ModuleName]["programs"][number];
export const TOOLS: readonly Tool[] = MODULE_NAMES.flatMap((name) => TOOL_MODULES[name].programs);

export const TOOLS_FOLDER = join(PROJECT, "tools");

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
