/** The stack's Kubernetes Secrets as an element of it. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import * as random from "@pulumi/random";
import type { SecretSource, Stack } from "../../model/stack/stack";
import { definitionOf, REMOTE_WRITE_SECRET, SECRET_NAMES, type SecretName } from "../../config/secrets";
import { ELASTICSEARCH_ROLE, JAEGER_USER } from "../../model/network/wiring";
import { remoteCompanions } from "../../model/workloads/remote-write";
import { childrenOf } from "../helm/children";
import { metadata } from "../helm/pods";

const GENERATED_LENGTH = 32;

/** Secrets whose values the stack knows, as Kubernetes Secrets; those that exist already are left alone. */
export class Secrets extends pulumi.ComponentResource {
    readonly secrets: readonly pulumi.Resource[];

    constructor(name: string, { config, secrets }: Stack, opts: pulumi.ComponentResourceOptions) {
        super("go-coffee:observability:Secrets", name, {}, opts);
        const values = new Map<string, Record<string, pulumi.Input<string>>>();
        for (const secret of SECRET_NAMES.filter((candidate) => isNeeded(candidate, config))) {
            const value = this.sourceValue(secret, secrets[secret]);
            const { secret: object, key } = definitionOf(secret);
            if (value !== undefined) values.set(object, { ...values.get(object), [key]: value });
        }
        const beside = companions(config);
        const objects = new Set([
            ...values.keys(),
            ...Object.keys(beside).filter((object) => standsAlone(object, config)),
        ]);
        this.secrets = [...objects].map(
            (object) =>
                new k8s.core.v1.Secret(
                    object,
                    {
                        metadata: metadata(object, config.namespaces.monitoring),
                        stringData: { ...beside[object], ...values.get(object) },
                    },
                    childrenOf(this, opts),
                ),
        );
        this.registerOutputs({});
    }

    private sourceValue(name: SecretName, source: SecretSource): pulumi.Input<string> | undefined {
        switch (source.from) {
            case "config":
                return source.value;
            case "generated":
                return new random.RandomPassword(
                    name,
                    // Without symbols: it is typed by people and passed through shells.
                    { length: GENERATED_LENGTH, special: false },
                    { parent: this },
                ).result;
            case "existing":
            case "absent":
                return undefined;
        }
    }
}

/** What a Secret holds beside its secret: names that go with a password. */
const companions = (config: Stack["config"]): Readonly<Record<string, Readonly<Record<string, string>>>> => ({
    [definitionOf("grafanaAdminPassword").secret]: { "admin-user": config.grafana.adminUser },
    [REMOTE_WRITE_SECRET]: remoteCompanions(config),
    ...(config.elasticsearch.mode === "managed"
        ? { [definitionOf("elasticsearchPassword").secret]: { username: JAEGER_USER, roles: ELASTICSEARCH_ROLE } }
        : {}),
});

/** Whether a Secret is made without a secret in it: engines may have keys of their own, and names here. */
const standsAlone = (object: string, config: Stack["config"]): boolean =>
    object === REMOTE_WRITE_SECRET && Object.keys(remoteCompanions(config)).length > 0;

function isNeeded(name: SecretName, config: Stack["config"]): boolean {
    switch (name) {
        case "grafanaAdminPassword":
        case "grafanaSecretKey":
            return config.grafana.enabled;
        case "otlpToken":
            return config.collector.authentication.type === "bearer";
        case "elasticsearchPassword":
            return config.elasticsearch.mode !== "off";
        default:
            return true;
    }
}
