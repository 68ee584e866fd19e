/** Wrong settings that look right: each is told by name. */
import { keysTwice } from "../../scripts/shared/planning/pulumi-yaml";
import { settingsOf } from "../../scripts/shared/planning/settings";
import { withConfig } from "../../scripts/shared/planning/stack-file";
import { configuration } from "../support/plan";
import { dev, messageOf, only, prod, type Case, verdictOn } from "../support/problems";

const CONFIG = "npm run config -- --stack dev --";

const CASES: readonly Case[] = [
    prod(
        "two Alertmanagers in prod",
        { alertmanager: { replicas: 2 } },
        `  alertmanager.replicas = 2
      the ha profile needs three or more: while one is updated, a lost node must not lose alerts
      ${CONFIG} set --path alertmanager.replicas 3`,
    ),
    dev(
        "sampling of a service that nobody knows",
        { services: { "paymnt-service": { samplingShare: 1 } } },
        `  services.paymnt-service = "paymnt-service"
      is no service of the catalogue; did you mean "payment-service"?
      ${CONFIG} rm --path services.paymnt-service && ${CONFIG} set --path services.payment-service.samplingShare 1   # or: ${CONFIG} set --path services.paymnt-service.added true`,
    ),
    dev(
        "e-mail without a server",
        { notifications: { email: { enabled: true } } },
        `  notifications.email.smarthost is not set
      e-mail is on (notifications.email.enabled) and there is no server to send it by
      ${CONFIG} set --path notifications.email.smarthost   # asks for it: host:port of your mail server; for example smtp.example.com:587   # or: ${CONFIG} set --path notifications.email.enabled false`,
        { secrets: ["smtpPassword"] },
    ),
    dev(
        "a number spelled out",
        { prometheus: { replicas: "three" } },
        `  prometheus.replicas = "three"
      must be a number
      ${CONFIG} set --path prometheus.replicas 3`,
    ),
    dev(
        "half a replica",
        { prometheus: { replicas: 2.5 } },
        `  prometheus.replicas = 2.5
      must be a whole number
      ${CONFIG} set --path prometheus.replicas 3`,
    ),
    dev(
        "a percentage where a share is asked for",
        { services: { producer: { samplingShare: "10%" } } },
        `  services.producer.samplingShare = "10%"
      must be a number
      ${CONFIG} set --path services.producer.samplingShare 0.1`,
    ),
    dev(
        "a password in the values of a chart",
        { overrides: { prometheusStack: { grafana: { adminPassword: "made-up-password" } } } },
        `  overrides.prometheusStack.grafana.adminPassword = "[hidden]"
      is a secret in plain text, which the plan would print: name a Kubernetes Secret in its place (existingSecret, secretKeyRef, a file)
      ${CONFIG} rm --path overrides.prometheusStack.grafana.adminPassword`,
    ),
    dev(
        "a token in a variable of a chart",
        { overrides: { loki: { extraEnv: [{ name: "API_TOKEN", value: "made-up" }] } } },
        `  overrides.loki.extraEnv[0].value = "[hidden]"
      is a secret in plain text, which the plan would print: name a Kubernetes Secret in its place (existingSecret, secretKeyRef, a file)
      ${CONFIG} rm --path 'overrides.loki.extraEnv[0].value'`,
    ),
    prod(
        "a password in the URL of Elasticsearch",
        {
            elasticsearch: {
                mode: "external",
                url: "https://jaeger:made-up@search.example.com:9200",
                username: "jaeger",
                caSecret: { name: "search-ca" },
            },
        },
        `  elasticsearch.url = "[hidden]"
      holds a user and a password, which the plan would print: a Secret holds them
      ${CONFIG} set --path elasticsearch.url https://search.example.com:9200`,
        { secrets: ["pagerdutyKeyPlatform", "heartbeatUrl", "elasticsearchPassword"] },
    ),
    dev(
        "a secret in plain text under a name that is nearly its own",
        { slackApiUrll: "https://hooks.example.com/made-up" },
        `  slackApiUrll = "[hidden]"
      is not a known key; did you mean the secret "slackApiUrl"?
      ${CONFIG} rm --path slackApiUrll && ${CONFIG} set --secret slackApiUrl`,
    ),
    dev(
        "an element that there isn't",
        { overrides: { promtail: { replicas: 2 } } },
        `  overrides.promtail = {"replicas":2}
      is not a known key; there are certManager, elasticOperator, prometheusStack, loki, jaeger, sampler, collector, clusterCollector, fluentBit
      ${CONFIG} rm --path overrides.promtail`,
    ),
];

test.each(CASES)("$name", (given) => {
    expect(messageOf(given)).toBe(only(given.message));
    expect(verdictOn(given)).toMatchObject({ useless: [], left: [] });
});

test("a password in a URL is never shown, whatever else is wrong with it", () => {
    expect(messageOf(dev("", { chartMirror: "ftp://me:made-up@charts" }, ""))).not.toContain("made-up");
});

test.each(["password", "passwordKey", "existingSecret", "tokenSecretName", "adminPasswordFile"])(
    "the name of a Secret isn't one: %s",
    (key) => {
        const value = key === "password" ? "${PASSWORD}" : "some-name";
        expect(messageOf(dev("", { overrides: { loki: { [key]: value } } }, ""))).toBe("");
    },
);

test("a service that is meant can be said to be", () => {
    expect(messageOf(dev("", { services: { "paymnt-service": { added: true } } }, ""))).toBe("");
    expect(messageOf(dev("", { services: { roastery: { team: "business" } } }, ""))).toBe("");
});

test("an environment that is missing is that of the stack's name", () => {
    expect(messageOf({ settings: {}, stack: "eu-prod" })).toContain("set --path environment prod");
    expect(messageOf({ settings: {}, stack: "producer-tests" })).toContain("set --path environment dev");
});

test("a block under a misspelt project is told beside a right one", async () => {
    const right = configuration("dev");
    const stray = "go-coffee-observabilty:prometheus";
    const given = withConfig(right, {});
    const values = { ...given.values, [stray]: '{"retention":"15d"}' };
    await expect(settingsOf("dev", { ...given, values })).rejects.toThrow(
        `nobody reads it; did you mean go-coffee-observability:prometheus?\n      ${CONFIG} rm --path ${stray} && ${CONFIG} set --path prometheus.retention 15d`,
    );
});

test("a key that is there twice is told by its path", () => {
    const text =
        "config:\n  a:collector:\n    exports:\n      vendor: { protocol: otlp_http }\n      vendor: { protocol: otlp_grpc }\n";
    expect(keysTwice(text)).toEqual(['config["a:collector"].exports.vendor']);
});
