import { CHARTS } from "../../model/charts/charts";
import { planFiles } from "../../scripts/plan/plan-files";
import { releasesOf } from "../../scripts/shared/planning/graph";
import { configuration, plan, type Resource, type Stack } from "../support/plan";
import { at, before, release, resource } from "../support/resources";

const RELEASE = "kubernetes:helm.sh/v3:Release";
const INSTALLED: Readonly<Record<Stack, readonly string[]>> = {
    dev: ["cert-manager", "fluent-bit", "jaeger", "loki", "otel-cluster", "otel-collector", "prometheus"],
    prod: [
        "cert-manager",
        "elastic-operator",
        "fluent-bit",
        "jaeger",
        "loki",
        "otel-cluster",
        "otel-collector",
        "otel-sampler",
        "prometheus",
    ],
};

describe.each(["dev", "prod"] as const)("%s", (stack) => {
    let resources: readonly Resource[] = [];
    let files: ReturnType<typeof planFiles> = {};
    beforeAll(async () => {
        const planned = await plan(stack);
        resources = planned.plan.resources;
        files = planFiles(planned.plan);
    });

    test("installs each release from the chart table, in the stack's namespaces", () => {
        const releases = releasesOf(resources);
        expect(releases.map((installed) => installed.release).sort()).toEqual(INSTALLED[stack]);
        for (const { release: name, chart, version, repository, namespace } of releases) {
            const row = Object.values(CHARTS).find((candidate) => candidate.release === name);
            expect({ chart, version, repository }).toEqual({
                chart: row?.chart,
                version: row?.version,
                repository: row?.repository,
            });
            expect(namespace).toBe(name === "fluent-bit" ? "go-coffee-monitoring-agents" : "go-coffee-monitoring");
        }
    });

    test("every resource has a component as its parent and the one provider of its kind", () => {
        for (const { type, parent, provider, custom, remote } of resources) {
            if (type.startsWith("pulumi:")) continue;
            const owner = resources.find(({ urn }) => urn === parent);
            const isComponent = !custom && !remote;
            expect(owner?.type).toMatch(isComponent ? /^pulumi:pulumi:Stack$/ : /^go-coffee:observability:/);
            if (!isComponent) expect(provider).toMatch(/pulumi:providers:[^:]+::(cluster|random)$/);
        }
    });

    test("nothing is created before what it needs", () => {
        const urn = (type: string, name: string): string => resource(resources, type, name).urn;
        const needs = (needer: Resource, ...needed: readonly string[]): void => {
            const earlier = before(resources, needer);
            for (const one of needed) expect([needer.name, one, earlier.has(one)]).toEqual([needer.name, one, true]);
        };
        const certManager = urn(RELEASE, "cert-manager");
        const issuer = urn("kubernetes:cert-manager.io/v1:Issuer", "go-coffee-ca-a-issuer");
        const publisher = urn("kubernetes:batch/v1:Job", "go-coffee-ca-publisher");
        const prometheus = urn(RELEASE, "prometheus");
        for (const one of resources) {
            const { namespace } = (at(one.inputs, "metadata") ?? {}) as { readonly namespace?: string };
            const installedIn = one.type === RELEASE ? at(one.inputs, "namespace") : namespace;
            if (typeof installedIn === "string") needs(one, urn("kubernetes:core/v1:Namespace", installedIn));
            if (one.type.startsWith("kubernetes:cert-manager.io/")) needs(one, certManager);
            if (one.type.startsWith("kubernetes:monitoring.coreos.com/")) needs(one, prometheus);
            if (one.type.startsWith("kubernetes:elasticsearch.")) needs(one, urn(RELEASE, "elastic-operator"));
            if (one.name.endsWith("-certificate")) needs(one, issuer);
            // cert-manager is what certificates come from.
            if (one.type === RELEASE && one.urn !== certManager) {
                const certificates = resources.filter(({ name }) => name.endsWith("-certificate"));
                needs(one, publisher, ...certificates.map((certificate) => certificate.urn));
                needs(one, urn("kubernetes:core/v1:Secret", "grafana-admin"));
            }
        }
    });

    test("namespaces are kept when the stack is destroyed, and held to a Pod Security level", () => {
        const namespaces = resources.filter(({ type }) => type === "kubernetes:core/v1:Namespace");
        expect(namespaces.every(({ retainOnDelete }) => retainOnDelete)).toBe(true);
        const level = (name: string): unknown =>
            at(
                resource(resources, "kubernetes:core/v1:Namespace", name).inputs,
                "metadata",
                "labels",
                "pod-security.kubernetes.io/enforce",
            );
        expect(level("go-coffee-monitoring")).toBe("restricted");
        expect(level("go-coffee-monitoring-agents")).toBe("privileged");
    });

    test("CRDs are upgraded with the charts and outlive them", () => {
        expect(release(resources, "cert-manager").values).toMatchObject({ crds: { enabled: true, keep: true } });
        expect(release(resources, "prometheus").values).toMatchObject({ crds: { upgradeJob: { enabled: true } } });
    });

    test("two plans are the same to the byte", async () => {
        const again = await plan(stack, configuration(stack), { anew: true });
        expect(planFiles(again.plan)).toEqual(files);
    });
});
