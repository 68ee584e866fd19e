import { CERTIFICATES, dnsNames } from "../../model/network/servers";
import { planFiles } from "../../scripts/plan/plan-files";
import { configuration, plan, type Resource } from "../support/plan";
import { at, manifest, release, texts } from "../support/resources";

/** Addresses without TLS that may stand in a plan, each an exception of model/network/plain.ts or no server of ours. */
const PLAIN_ADDRESSES = [
    // Grafana's root is only a link; probes and metrics of the exceptions carry no URL.
    /^http:\/\/localhost:13133$/,
];

const planned: Record<string, readonly Resource[]> = {};
beforeAll(async () => {
    for (const stack of ["dev", "prod"] as const) planned[stack] = (await plan(stack)).plan.resources;
});

describe.each(["dev", "prod"])("%s", (stack) => {
    const resources = (): readonly Resource[] => planned[stack] ?? [];

    test("no hop between servers of ours is plain", () => {
        const plain = resources().flatMap(({ inputs, name }) =>
            texts(inputs)
                .filter(({ text }) => /http:\/\//.test(text))
                .flatMap(({ path, text }) =>
                    (text.match(/http:\/\/[^\s"',]+/g) ?? []).map((url) => ({ name, path, url })),
                ),
        );
        expect(plain.filter(({ url }) => !PLAIN_ADDRESSES.some((allowed) => allowed.test(url)))).toEqual([]);
    });

    test("nobody skips verification", () => {
        const keys = resources().flatMap(({ inputs }) => texts(inputs).map(({ text }) => text));
        expect(keys.filter((text) => /insecure_?skip_?verify|tls\.verify:? "?off/i.test(text))).toEqual([]);
    });

    test("every certificate is valid for the names that are dialled, signed by the stack's issuer, renewed in time", () => {
        const certificates = resources().filter(({ name }) => name.endsWith("-certificate"));
        expect(certificates.length).toBeGreaterThan(7);
        for (const { inputs } of certificates) {
            expect(at(inputs, "spec")).toMatchObject({
                issuerRef: { name: "go-coffee-ca-a", kind: "Issuer", group: "cert-manager.io" },
                renewBefore: "720h",
            });
        }
        for (const ui of ["prometheus", "alertmanager", "grafana", "jaeger"]) {
            expect(at(manifest(resources(), "Certificate", ui), "spec", "dnsNames")).toContain("localhost");
        }
    });

    test("every endpoint that is called by name is in a certificate", () => {
        const valid = new Set(
            resources()
                .filter(({ name }) => name.endsWith("-certificate"))
                .flatMap(({ inputs }) => at(inputs, "spec", "dnsNames") as readonly string[]),
        );
        // As a URL, as gRPC's host:port, as a host of its own, or as the name that is verified in its place.
        const dialled = resources()
            .filter(({ type }) => !type.startsWith("kubernetes:cert-manager.io/"))
            .flatMap(({ inputs }) => texts(inputs).map(({ text }) => text))
            .flatMap((text) => text.match(/[a-z0-9-]+(\.[a-z0-9-]+)*\.go-coffee-monitoring(-agents)?\.svc/g) ?? [])
            // Dialled by pod address: what is verified is the name given beside it.
            .filter((host) => !/^(otel-sampler-pods|loki-index-gateway-headless)\./.test(host));
        expect(dialled.length).toBeGreaterThan(5);
        const covered = (host: string): boolean => valid.has(host) || valid.has(host.replace(/^[^.]+/, "*"));
        expect([...new Set(dialled)].filter((host) => !covered(host))).toEqual([]);
    });
});

test("a rotation trusts both authorities before the second one signs", async () => {
    const trusting = (await plan("dev", configuration("dev", { tls: { authorities: ["a", "b"] } }))).plan.resources;
    const signing = (await plan("dev", configuration("dev", { tls: { authorities: ["b", "a"] } }))).plan.resources;
    const issuer = (resources: readonly Resource[]): unknown =>
        at(manifest(resources, "Certificate", "grafana"), "spec", "issuerRef", "name");
    const published = (resources: readonly Resource[]): readonly string[] =>
        texts(at(manifest(resources, "Job", "go-coffee-ca-publisher"), "spec", "template", "spec", "volumes"))
            .map(({ text }) => text)
            .filter((text) => /^go-coffee-ca-[ab]$/.test(text))
            .sort();
    const rolled = (resources: readonly Resource[]): unknown =>
        at(release(resources, "loki").values, "loki", "podAnnotations");
    expect(issuer(trusting)).toBe("go-coffee-ca-a");
    expect(issuer(signing)).toBe("go-coffee-ca-b");
    for (const step of [trusting, signing]) expect(published(step)).toEqual(["go-coffee-ca-a", "go-coffee-ca-b"]);
    // Clients read the CA at their start: the pods roll when an authority comes or goes, not when they change places.
    expect(rolled(trusting)).toEqual(rolled(signing));
    expect(rolled(trusting)).not.toEqual(rolled(planned.dev ?? []));
});

test("Loki's processes, which read their gossip certificate at start, roll when another authority signs it", async () => {
    const gossip = async (authorities: readonly string[]): Promise<unknown> => {
        const { resources } = (await plan("prod", configuration("prod", { tls: { authorities } }))).plan;
        return at(release(resources, "loki").values, "loki", "podAnnotations", "gocoffee.dev/gossip");
    };
    expect(await gossip(["a", "b"])).toBe("go-coffee-ca-a");
    expect(await gossip(["b", "a"])).toBe("go-coffee-ca-b");
});

test("the cluster's own cert-manager: its issuer signs, its CA is published, ours is not installed", async () => {
    const caCertificates = "-----BEGIN CERTIFICATE-----\nbWFkZSB1cA==\n-----END CERTIFICATE-----\n";
    const over = { certManager: { enabled: false }, tls: { issuer: { name: "corporate", caCertificates } } };
    const { resources } = (await plan("dev", configuration("dev", over))).plan;
    expect(resources.some(({ type }) => /CertManager|Issuer|:Job$/.test(type))).toBe(false);
    expect(manifest(resources, "ConfigMap", "go-coffee-ca").data).toEqual({ "ca.crt": caCertificates });
    expect(at(manifest(resources, "Certificate", "loki"), "spec", "issuerRef", "name")).toBe("corporate");
});

test("OTLP without TLS is there only where it is allowed, and says so", async () => {
    const gateway = (files: ReturnType<typeof planFiles>): string => files["collector/gateway.yaml"] ?? "";
    const closed = await plan("dev");
    const open = await plan("dev", configuration("dev", { collector: { plainOtlp: true } }));
    expect(gateway(planFiles(closed.plan))).not.toContain("otlp/plain");
    expect(gateway(planFiles(open.plan))).toContain("otlp/plain");
    expect(at(open.plan.outputs, "otlp", "plain")).toEqual({
        grpc: "http://otel-collector.go-coffee-monitoring.svc:4319",
        http: "http://otel-collector.go-coffee-monitoring.svc:4320",
    });
});

test("names in certificates come in every form that clients use", () => {
    expect(dnsNames(CERTIFICATES.grafana, "monitoring")).toEqual([
        "grafana",
        "grafana.monitoring",
        "grafana.monitoring.svc",
        "grafana.monitoring.svc.cluster.local",
        "localhost",
    ]);
});
