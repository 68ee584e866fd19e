import { contentNamespaces } from "../../model/cluster/names";
import { partiesOf, type Party } from "../../model/network/parties";
import type { StackConfig } from "../../config/schema";
import { plan } from "../support/plan";
import { at } from "../support/resources";
import { canRender, render, templatesOf, type Rendered } from "../support/rendered";

/** The parties of the network against the pods of the rendered charts. */

interface Pods {
    readonly where: string;
    /** Undefined where the chart leaves it to helm: that of the release. */
    readonly namespace: string | undefined;
    readonly labels: { readonly [label: string]: string };
    readonly host: boolean;
}

const podsOf = ({ all }: Rendered): readonly Pods[] =>
    all.flatMap((one) =>
        templatesOf(one).map((template): Pods => ({
            where: `${String(one.kind)} ${String(at(one, "metadata", "name"))}`,
            namespace: at(one, "metadata", "namespace") as string | undefined,
            labels: (at(template, "metadata", "labels") ?? {}) as Pods["labels"],
            host: at(template, "spec", "hostNetwork") === true,
        })),
    );

const isOf = (pods: Pods, { labels, namespace }: Party, { namespaces }: StackConfig): boolean =>
    (pods.namespace ?? namespaces.monitoring) === namespaces[namespace] &&
    Object.entries(labels).every(([key, value]) => pods.labels[key] === value);

if (!canRender) {
    test("charts are not rendered: set CHART_MIRROR to a Helm repository that holds them, with helm on the PATH", () => {
        console.warn("The parties of the network were not held against the charts: set CHART_MIRROR.");
    });
} else {
    describe.each(["dev", "prod"] as const)("%s", (stack) => {
        let rendered: Rendered = { resources: [], documents: [], all: [] };
        let config: StackConfig;
        beforeAll(async () => {
            rendered = await render(stack);
            config = (await plan(stack)).config;
        });

        test("every pod is of one party, and on the host's network where the party says so", () => {
            for (const pods of podsOf(rendered)) {
                const parties = [...partiesOf(config)].filter(([, party]) => isOf(pods, party, config));
                expect([pods.where, parties.map(([name]) => name)]).toEqual([pods.where, [expect.any(String)]]);
                expect([pods.where, parties[0]?.[1].host ?? false]).toEqual([pods.where, pods.host]);
            }
        });

        test("every party has pods, but for those that operators make", () => {
            const missing = [...partiesOf(config)].filter(
                ([, party]) => !podsOf(rendered).some((pods) => isOf(pods, party, config)),
            );
            expect(missing.map(([name]) => name)).toEqual([
                "prometheus",
                "alertmanager",
                ...(stack === "prod" ? ["elasticsearch"] : []),
            ]);
        });

        test("every monitor and rule is where Prometheus looks for it", () => {
            const objects = rendered.all.filter(({ kind }) => /(Monitor|Rule|Probe|ScrapeConfig)$/.test(String(kind)));
            const found = new Set(
                objects.map(
                    (one) => (at(one, "metadata", "namespace") as string | undefined) ?? config.namespaces.monitoring,
                ),
            );
            expect(objects.length).toBeGreaterThan(20);
            expect([...found].filter((namespace) => !contentNamespaces(config).includes(namespace))).toEqual([]);
        });

        test("who is scraped without TLS gets no token, and who isn't verified is known", () => {
            const scraped = rendered.all
                .filter(({ kind }) => kind === "ServiceMonitor" || kind === "PodMonitor")
                .flatMap((monitor) =>
                    ["endpoints", "podMetricsEndpoints"]
                        .flatMap((key) => at(monitor, "spec", key) ?? [])
                        .map((endpoint) => ({
                            name: String(at(monitor, "metadata", "name")),
                            tls: at(endpoint, "scheme") === "https",
                            verified: at(endpoint, "tlsConfig", "insecureSkipVerify") !== true,
                            token: at(endpoint, "bearerTokenFile") !== undefined,
                        })),
                );
            expect(scraped.filter(({ tls, token }) => !tls && token)).toEqual([]);
            const named = (list: typeof scraped): readonly string[] =>
                [...new Set(list.map(({ name }) => name))].sort();
            expect(named(scraped.filter(({ tls, verified }) => tls && !verified))).toEqual([
                "prometheus-kube-prometheus-kubelet",
            ]);
            expect(named(scraped.filter(({ tls }) => !tls))).toEqual(
                [
                    ...["applications", "cert-manager", "fluent-bit", "jaeger", "otel-cluster", "otel-collector"],
                    ...(stack === "prod" ? ["otel-sampler"] : []),
                    "prometheus-kube-prometheus-coredns",
                ].sort(),
            );
        });
    });
}
