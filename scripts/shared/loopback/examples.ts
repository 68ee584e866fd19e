/** Checked settings of example stacks, without the Pulumi program around them. */
import { check } from "../../../checks/check";
import { collectorConfigs, type CollectorConfigs } from "../../../components/opentelemetry-collector/pipeline";
import { mergeDeep, type PlainObject } from "../../../config/merge";
import { ConfigurationError } from "../../../config/problems";
import { SECRET_NAMES, type SecretName } from "../../../config/secrets";
import { wire } from "../../../model/network/wiring";
import { referencesOf, type Settings } from "../../../model/stack/stack";

/** A prod configuration that is complete, so that each case shows one problem alone. */
export const PROD: PlainObject = {
    environment: "prod",
    cluster: { context: "go-coffee-prod", storageClass: { name: "gp3", encrypted: true } },
    access: {
        grafana: { externalUrl: "https://grafana.gocoffee.dev" },
        alertmanager: { externalUrl: "https://alertmanager.gocoffee.dev" },
    },
    objectStorage: {
        provider: "s3",
        logs: "go-coffee-logs",
        region: "eu-central-1",
        identity: { type: "workload", annotations: {} },
    },
    // Always, said so.
    business: { tradingHours: { from: "00:00", to: "24:00" } },
    notifications: { pagerduty: { enabled: true }, heartbeat: { enabled: true } },
};
export const PROD_SECRETS: readonly SecretName[] = ["pagerdutyKeyPlatform", "heartbeatUrl"];

/** Checked settings of a configuration, without the Pulumi program around them. */
export function settings(given: PlainObject, secrets: readonly SecretName[] = []): Settings {
    const checked = check(given, new Set(secrets), false);
    if (!checked.ok) throw new ConfigurationError(checked.problems, "example");
    const sources = Object.fromEntries(
        SECRET_NAMES.map((name) => [name, { from: secrets.includes(name) ? "config" : "generated" }]),
    ) as Parameters<typeof referencesOf>[1];
    return { config: checked.config, references: referencesOf(checked.config, sources) };
}

export const dev = (over: PlainObject = {}): Settings => settings(mergeDeep({ environment: "dev" }, over));
export const prod = (over: PlainObject = {}): Settings => settings(mergeDeep(PROD, over), PROD_SECRETS);

/** The configurations of the collectors of some settings. */
export function collectors(given: Settings): CollectorConfigs {
    const endpoints = wire(given);
    return collectorConfigs(given.config, {
        prometheus: endpoints.prometheusReplicas,
        loki: endpoints.lokiPush,
        jaeger: endpoints.jaegerCollector,
        sampler: endpoints.sampler,
    });
}
