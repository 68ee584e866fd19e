import { parse } from "yaml";
import { configuration, plan, type Resource } from "../support/plan";
import { OUTSIDE } from "../support/outside";
import { at, manifest, release } from "../support/resources";

/** Targets and data sources outside of the cluster. */

let resources: readonly Resource[] = [];
beforeAll(async () => {
    ({ resources } = (await plan("dev", configuration("dev", OUTSIDE))).plan);
});

test("targets are a ScrapeConfig each, with their secrets by name, limits, and without what is personal", () => {
    const { spec } = manifest(resources, "ScrapeConfig", "external-db");
    expect(spec).toMatchObject({
        jobName: "external/db",
        staticConfigs: [{ targets: ["db.example.com:9187"], labels: { environment: "prod" } }],
        scheme: "https",
        scrapeInterval: "1m",
        basicAuth: { username: { name: "db", key: "username" }, password: { name: "db", key: "password" } },
        tlsConfig: {
            ca: { secret: { name: "db-ca", key: "ca.crt" } },
            cert: { secret: { name: "db-client", key: "tls.crt" } },
            keySecret: { name: "db-client", key: "tls.key" },
            serverName: "db",
        },
        proxyUrl: "http://proxy.example.com:3128",
        sampleLimit: 20_000,
        labelLimit: 50,
    });
    expect(JSON.stringify(at(spec, "metricRelabelings"))).toMatch(/card_\?number/);
    const other = manifest(resources, "ScrapeConfig", "external-queue").spec;
    expect(other).toMatchObject({
        authorization: { type: "Bearer", credentials: { name: "queue", key: "token" } },
        sampleLimit: 500,
    });
    expect(at(other, "tlsConfig")).toEqual({});
});

test("Prometheus may call them and nothing else outside, and the proxy", () => {
    const { spec } = manifest(resources, "NetworkPolicy", "prometheus");
    const outside = (at(spec, "egress") as readonly { to?: unknown; ports: readonly { port: number }[] }[])
        .filter(({ to, ports }) => to === undefined && ports.some(({ port }) => port > 9000 && port < 9400))
        .flatMap(({ ports }) => ports.map(({ port }) => port));
    expect(outside).toEqual(expect.arrayContaining([9187, 9308, 3128]));
});

test("a data source has its secret from a file of the Secret that is mounted", () => {
    const file: unknown = parse(
        String(at(manifest(resources, "ConfigMap", "grafana-datasources"), "data", "datasources.yaml")),
    );
    expect((at(file, "datasources") as readonly { name: string }[]).find(({ name }) => name === "warehouse")).toEqual({
        name: "warehouse",
        type: "grafana-postgresql-datasource",
        uid: "warehouse",
        access: "proxy",
        url: "https://db.example.com:5432",
        user: "grafana",
        editable: false,
        jsonData: { sslmode: "verify-full" },
        secureJsonData: { password: "$__file{/etc/go-coffee/datasources/warehouse/password}" },
    });
    const grafana = at(release(resources, "prometheus").values, "grafana");
    expect(at(grafana, "extraSecretMounts")).toContainEqual({
        name: "datasource-warehouse",
        secretName: "warehouse",
        mountPath: "/etc/go-coffee/datasources/warehouse",
        readOnly: true,
    });
    expect(at(grafana, "env", "HTTPS_PROXY")).toBe("http://proxy.example.com:3128");
});

test("URLs are called by an exporter of the stack's, over TLS, through the proxy, and nobody else may call it", () => {
    const { spec } = manifest(resources, "Probe", "probe-shop");
    expect(spec).toMatchObject({
        jobName: "probes",
        prober: { url: "blackbox-exporter.go-coffee-monitoring.svc:9115", scheme: "https", path: "/probe" },
        tlsConfig: { serverName: "blackbox-exporter.go-coffee-monitoring.svc" },
        module: "shop",
        targets: { staticConfig: { static: ["https://shop.example.com"], labels: { probe: "shop" } } },
    });
    const modules: unknown = parse(
        String(at(manifest(resources, "ConfigMap", "blackbox-exporter"), "data", "modules.yaml")),
    );
    expect(at(modules, "modules", "shop", "http")).toMatchObject({
        valid_status_codes: [200],
        proxy_url: "http://proxy.example.com:3128",
    });
    const { ingress, egress } = manifest(resources, "NetworkPolicy", "prober").spec as {
        readonly ingress: readonly { readonly from: readonly object[]; readonly ports: readonly object[] }[];
        readonly egress: readonly { readonly ports: readonly { readonly port: number }[] }[];
    };
    expect(JSON.stringify(ingress.map(({ from }) => from))).toMatch(/^\[\[\{"namespaceSelector".*prometheus.*\}\]\]$/);
    expect(egress.flatMap(({ ports }) => ports.map(({ port }) => port)).sort()).toEqual([3128, 443, 8443]);
    expect(manifest(resources, "Certificate", "blackbox-exporter").spec).toMatchObject({
        secretName: "blackbox-exporter-tls",
    });
});

test("without URLs there is none", async () => {
    const { resources: none } = (await plan("dev")).plan;
    expect(none.filter(({ name }) => /blackbox|probe/.test(name)).map(({ name }) => name)).toEqual([]);
});

test("with the cluster's own operator and definitions, the stack brings neither, and misses neither", async () => {
    const adopted = (
        await plan(
            "dev",
            configuration("dev", {
                prometheusOperator: { enabled: false, crds: false },
                certManager: { crds: false },
            }),
        )
    ).plan.resources;
    const { values } = release(adopted, "prometheus");
    expect(values).toMatchObject({
        crds: { enabled: false },
        prometheusOperator: { enabled: false },
        defaultRules: { rules: { prometheusOperator: false } },
    });
    expect(release(adopted, "cert-manager").values).toMatchObject({ crds: { enabled: false } });
    const rules = JSON.stringify(manifest(adopted, "PrometheusRule", "go-coffee-stack"));
    expect(rules).not.toContain("PrometheusOperatorDown");
    expect(rules).toContain("GrafanaDown");
});
