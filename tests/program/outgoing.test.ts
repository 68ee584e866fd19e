import type { PlainObject } from "../../config/merge";
import { noProxy } from "../../model/network/outgoing";
import { prod } from "../../scripts/shared/loopback/examples";
import { configuration, plan, type Resource } from "../support/plan";
import { at, manifest, release } from "../support/resources";

/** A company's proxy and certificates reach what calls outside of the cluster, and nothing else. */

const PEM = "-----BEGIN CERTIFICATE-----\nbWFkZSB1cA==\n-----END CERTIFICATE-----\n";
const OUTSIDE: PlainObject = {
    httpProxy: { url: "http://proxy.example.com:3128", noProxy: ["internal.example.com"] },
    tls: { companyCertificates: PEM },
    collector: {
        exports: { vendor: { protocol: "otlp_grpc", endpoint: "otlp.example.com:4317", signals: ["traces"] } },
    },
    elasticsearch: { snapshots: { bucket: "company-snapshots" } },
};

let resources: readonly Resource[] = [];
beforeAll(async () => {
    ({ resources } = (await plan("prod", configuration("prod", OUTSIDE))).plan);
});

const CALLERS = [
    ["Alertmanager", "prometheus", ["alertmanager", "alertmanagerSpec"], "volumeMounts", ["containers", 0, "env"]],
    ["Loki", "loki", ["defaults"], "extraVolumeMounts", ["extraEnv"]],
    ["the gateway", "otel-collector", [], "extraVolumeMounts", ["extraEnvs"]],
    ["the sampler", "otel-sampler", [], "extraVolumeMounts", ["extraEnvs"]],
    ["the collector of the cluster", "otel-cluster", [], "extraVolumeMounts", ["extraEnvs"]],
] as const;

test.each(CALLERS)("%s has the proxy, and trusts the company", (_, name, path, mounts, variables) => {
    const values = at(release(resources, name).values, ...path);
    const { config } = prod({ httpProxy: OUTSIDE.httpProxy });
    expect(at(values, ...variables)).toEqual(
        expect.arrayContaining([
            { name: "HTTPS_PROXY", value: "http://proxy.example.com:3128" },
            { name: "NO_PROXY", value: noProxy(config) },
            { name: "SSL_CERT_DIR", value: "/etc/ssl/certs:/etc/go-coffee/company-ca" },
        ]),
    );
    expect(at(values, mounts)).toEqual(
        expect.arrayContaining([
            { name: "go-coffee-company-ca", mountPath: "/etc/go-coffee/company-ca", readOnly: true },
        ]),
    );
});

test("the certificates are a ConfigMap, which is there before its pods", () => {
    const found = manifest(resources, "ConfigMap", "go-coffee-company-ca");
    expect(found.data).toEqual({ "company.crt": PEM });
});

test("names inside of the cluster and private addresses go without the proxy", () => {
    const { config } = prod({ httpProxy: OUTSIDE.httpProxy, cluster: { platform: "gke" } });
    expect(noProxy(config).split(",")).toEqual(
        expect.arrayContaining([".svc", ".cluster.local", "10.0.0.0/8", "34.118.224.0/20", "internal.example.com"]),
    );
});

test("Elasticsearch's client of the object storage has the proxy in its own words", () => {
    expect(at(manifest(resources, "Elasticsearch", "elasticsearch"), "spec", "nodeSets", 0, "config")).toMatchObject({
        "s3.client.default.proxy.host": "proxy.example.com",
        "s3.client.default.proxy.port": 3128,
        "s3.client.default.proxy.scheme": "http",
    });
});

test("what calls nobody outside has neither, and the way to the proxy is open to those that do", () => {
    expect(JSON.stringify(release(resources, "fluent-bit").values)).not.toMatch(/PROXY|SSL_CERT_DIR/);
    expect(JSON.stringify(release(resources, "jaeger").values)).not.toMatch(/PROXY|SSL_CERT_DIR/);
    const open = resources
        .filter(({ type }) => type.endsWith(":NetworkPolicy"))
        .filter(({ inputs }) => JSON.stringify(at(inputs, "spec", "egress")).includes('"port":3128'))
        .map(({ inputs }) => String(at(inputs, "metadata", "name")));
    expect(open.sort()).toEqual([
        ...["alertmanager", "cluster-collector", "elasticsearch", "gateway", "loki"],
        ...["prometheus", "sampler", "thanos-compactor", "thanos-store"],
    ]);
});
