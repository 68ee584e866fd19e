import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../../config/schema";
import type { JsonObject } from "../../model/formats/json";
import type { RuleGroup } from "../../rules/types";
import { childrenOf } from "../helm/children";
import { metadata } from "../helm/pods";

/** The rules of Prometheus, as the operator's custom resources. */
export class AlertingRules extends pulumi.ComponentResource {
    constructor(
        name: string,
        config: StackConfig,
        rules: { readonly [name: string]: readonly (RuleGroup | JsonObject)[] },
        opts: pulumi.ComponentResourceOptions,
    ) {
        super("go-coffee:observability:AlertingRules", name, {}, opts);
        const children = childrenOf(this, opts);
        for (const [rule, groups] of Object.entries(rules)) {
            new k8s.apiextensions.CustomResource(
                rule,
                {
                    apiVersion: "monitoring.coreos.com/v1",
                    kind: "PrometheusRule",
                    metadata: metadata(rule, config.namespaces.monitoring),
                    spec: { groups },
                },
                children,
            );
        }
        this.registerOutputs({});
    }
}
