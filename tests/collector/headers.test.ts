import { isPlainObject, valueAt } from "../../config/merge";
import { headerVariable } from "../../components/opentelemetry-collector/pipeline/exporters";
import { collectorValues } from "../../components/opentelemetry-collector/values";
import { check } from "../../checks/check";
import { collectors, dev } from "../../scripts/shared/loopback/examples";

/** Headers of external endpoints: each from its own Secret, whatever the endpoints and headers are called. */

const endpoint = (headers: { readonly [header: string]: string }) => ({
    protocol: "otlp_http",
    endpoint: "https://otlp.example.com",
    signals: ["logs"],
    headers: Object.fromEntries(
        Object.entries(headers).map(([header, secret]) => [header, { name: secret, key: "made-up" }]),
    ),
});
const stack = (exports: object) => ({ collector: { queueStorage: { gateway: "20Gi", cluster: "20Gi" }, exports } });

const DISTINCT: readonly (readonly [string, Readonly<Record<string, Readonly<Record<string, string>>>>])[] = [
    ["a name that goes on in the header", { acme: { "x-key": "one" }, "acme-x": { key: "two" } }],
    ["the same letters, cut elsewhere", { a: { "b-c-d": "one" }, "a-b": { "c-d": "two" }, "a-b-c": { d: "three" } }],
    ["digits between them", { "vendor-1": { token: "one" }, vendor: { "token-1": "two", token: "three" } }],
    ["two dashes in a name", { "a--b": { k: "one" }, a: { b: "two", "b-k": "three" } }],
    ["a dash at the end", { "x-y": { "z-": "one" }, x: { "y-z-": "two" } }],
    ["a name alone", { acme: { "X-Api-Key": "one", Authorization: "two" } }],
];

test.each(DISTINCT)("%s", (_, given) => {
    const settings = dev(
        stack(Object.fromEntries(Object.entries(given).map(([name, headers]) => [name, endpoint(headers)]))),
    );
    const { gateway } = collectors(settings);
    const values = collectorValues(settings, {
        tier: "gateway",
        name: "otel-collector",
        certificate: undefined,
        replicas: 1,
        resources: settings.config.resources.collector,
        pipeline: gateway,
        policy: {},
        rights: [],
    });
    const variables = (values.extraEnvs as readonly { readonly name: string }[]).filter(({ name }) =>
        name.startsWith("EXPORT_"),
    );
    // Names that Kubernetes and the collector accept, none twice.
    for (const { name } of variables) expect(name).toMatch(/^[A-Za-z_]\w*$/);
    expect(new Set(variables.map(({ name }) => name)).size).toBe(variables.length);
    const secretOf = new Map(
        variables.map((variable) => [variable.name, valueAt(variable, ["valueFrom", "secretKeyRef", "name"])]),
    );
    const sent = Object.fromEntries(
        Object.keys(given).map((name) => {
            const headers = valueAt(gateway, ["exporters", `otlp_http/${name}`, "headers"]);
            return [
                name,
                Object.fromEntries(
                    Object.entries(isPlainObject(headers) ? headers : {}).map(([header, value]) => [
                        header,
                        secretOf.get(/^\$\{env:(\w+)\}$/.exec(String(value))?.[1] ?? ""),
                    ]),
                ),
            ];
        }),
    );
    expect(sent).toEqual(given);
});

test("one header of one endpoint has a variable that can be read", () => {
    expect(headerVariable("acme", "x-api-key")).toBe("EXPORT_acme_X_API_KEY");
});

const problemsOf = (exports: object) => {
    const checked = check({ environment: "dev", ...stack(exports) }, new Set(), false);
    return checked.ok ? [] : checked.problems.map(({ key, problem, fix }) => ({ key, problem, fix }));
};

test("a header may not come twice in two spellings", () => {
    expect(problemsOf({ acme: endpoint({ "x-key": "one", "X-Key": "two" }) })).toEqual([
        {
            key: "collector.exports.acme.headers.X-Key",
            problem: "is the header x-key again: capital letters make no difference",
            fix: "npm run config -- --stack {stack} -- rm --path collector.exports.acme.headers.X-Key",
        },
    ]);
});

test.each(["loki", "jaeger", "prometheus-0", "self", "measured", "acme-buffer"])(
    "an endpoint may not be called %s, as a part of the pipelines is",
    (name) => {
        expect(problemsOf({ [name]: endpoint({}) })).toMatchObject([
            { key: `collector.exports.${name}`, problem: "has a name that the collector's own pipelines use" },
        ]);
    },
);

test.each(["loki-cloud", "my-jaeger", "prometheus", "prometheus-eu", "buffer", "selfhosted"])(
    "an endpoint may be called %s",
    (name) => {
        expect(problemsOf({ [name]: endpoint({}) })).toEqual([]);
    },
);
