import { readFileSync } from "node:fs";
import { join } from "node:path";
import { CHARTS } from "../../model/charts/charts";
import { IMAGES } from "../../model/charts/images";
import { MODULE_NAMES, toolModule } from "../../scripts/shared/tools/modules";
import { PROJECT } from "../support/plan";

/** renovate.json finds every version that isn't in a file that Renovate knows by itself. */

interface CustomManager {
    readonly managerFilePatterns: readonly string[];
    readonly matchStrings: readonly string[];
    readonly datasourceTemplate: string;
    readonly depNameTemplate?: string;
}
interface PackageRule {
    readonly matchDepNames?: readonly string[];
    readonly matchManagers?: readonly string[];
    readonly matchPackageNames?: readonly string[];
    readonly groupName?: string;
    readonly enabled?: boolean;
    readonly allowedVersions?: string;
}
interface Renovate {
    readonly extends: readonly string[];
    readonly customManagers: readonly CustomManager[];
    readonly packageRules: readonly PackageRule[];
}
interface Package {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
    readonly overrides: Readonly<Record<string, string>>;
}

const read = (file: string): unknown => JSON.parse(readFileSync(join(PROJECT, file), "utf8"));
const renovate = read("renovate.json") as Renovate;

/** What a manager finds in a file: the groups of each match, and the name that its template makes of them. */
function found(file: string): readonly Readonly<Record<string, string>>[] {
    return renovate.customManagers
        .filter(({ managerFilePatterns }) =>
            managerFilePatterns.some((pattern) => new RegExp(pattern.slice(1, -1)).test(file)),
        )
        .flatMap(({ matchStrings, depNameTemplate, datasourceTemplate }) =>
            matchStrings.flatMap((pattern) =>
                [...readFileSync(join(PROJECT, file), "utf8").matchAll(new RegExp(pattern, "g"))].map(
                    ({ groups = {} }) => {
                        const { registry: _, repository: __, ...kept } = groups;
                        const depName = depNameTemplate?.replaceAll(
                            /\{\{\{(\w+)\}\}\}/g,
                            (___, name: string) => groups[name] ?? "",
                        );
                        return {
                            datasource: datasourceTemplate,
                            ...kept,
                            ...(depName === undefined ? {} : { depName }),
                        };
                    },
                ),
            ),
        );
}

test("every chart is found with its version and repository", () => {
    const charts = new Map(
        Object.values(CHARTS).map(({ chart, version, repository }) => [
            chart,
            { datasource: "helm", depName: chart, currentValue: version, registryUrl: repository },
        ]),
    );
    expect(charts.size).toBe(7);
    expect([...found("model/charts/charts.ts")].sort(byName)).toEqual([...charts.values()].sort(byName));
});

test("every image is found with its tag", () => {
    const images = Object.values(IMAGES).map(({ registry, repository, tag }) => ({
        datasource: "docker",
        depName: `${registry}/${repository}`,
        currentValue: tag,
    }));
    expect([...found("model/charts/images.ts")].sort(byName)).toEqual(images.sort(byName));
});

const byName = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): number =>
    (one.depName ?? "").localeCompare(other.depName ?? "");

const ruleOf = (name: string): readonly PackageRule[] =>
    renovate.packageRules.filter(({ matchDepNames = [] }) => matchDepNames.includes(name));

test("kube-prometheus-stack comes alone", () => {
    const [rule] = ruleOf("kube-prometheus-stack");
    expect(rule?.matchDepNames).toEqual(["kube-prometheus-stack"]);
    expect(rule?.groupName).toBe("kube-prometheus-stack");
});

test("rules speak of what there is", () => {
    const { dependencies, devDependencies, overrides } = read("package.json") as Package;
    const known = [
        ...Object.keys({ ...dependencies, ...devDependencies, ...overrides }),
        ...[...found("model/charts/charts.ts"), ...found("model/charts/images.ts")].map(({ depName = "" }) => depName),
    ];
    const named = renovate.packageRules.flatMap(({ matchDepNames = [] }) => matchDepNames);
    const unknown = named.filter((name) =>
        name.startsWith("/") ? !known.some((one) => new RegExp(name.slice(1, -1)).test(one)) : !known.includes(name),
    );
    expect(unknown).toEqual([]);
});

test.each([
    ["@pulumi/pulumi", "<=3.248.0"],
    ["typescript", "<6"],
    ["@types/node", "<21"],
])("%s is held", (name, versions) => {
    expect(ruleOf(name).map(({ allowedVersions }) => allowedVersions)).toEqual([versions]);
});

test("of Go's modules, the pinned programs are offered, but not the collector, which its builder writes", () => {
    const [none, programs] = renovate.packageRules.filter(({ matchManagers = [] }) => matchManagers.includes("gomod"));
    const sources = MODULE_NAMES.filter((name) => name !== "collector").map((name) => toolModule(name).source);
    expect(none?.enabled).toBe(false);
    expect(programs?.enabled).toBe(true);
    expect([...(programs?.matchPackageNames ?? [])].sort()).toEqual([...new Set(sources)].sort());
});

test("actions stay pinned by their commits", () => {
    expect(renovate.extends).toContain("helpers:pinGitHubActionDigests");
});
