/** Loki as an element of the stack. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { SERVICES } from "../../model/cluster/names";
import type { Settings } from "../../model/stack/stack";
import type { RuleFiles } from "../../rules/types";
import { after } from "../helm/children";
import { alias } from "../helm/alias";
import { metadata } from "../helm/pods";
import { HelmElement } from "../helm/release";
import type { LokiCalls } from "./config";
import { lokiValues, RULES_CONFIG_MAP } from "./values";

export interface LokiArgs extends LokiCalls {
    /** Rule files of the ruler by file name: plain YAML that lokitool reads. */
    readonly rules: RuleFiles;
    readonly requires: readonly pulumi.Resource[];
}

/** Loki, monolithic or distributed, with the log rules. */
export class Loki extends HelmElement {
    constructor(name: string, settings: Settings, args: LokiArgs, opts: pulumi.ComponentResourceOptions) {
        super("Loki", name, settings.config, opts);
        const namespace = settings.config.namespaces.monitoring;
        const rules = new k8s.core.v1.ConfigMap(
            RULES_CONFIG_MAP,
            { metadata: metadata(RULES_CONFIG_MAP, namespace), data: args.rules },
            this.children,
        );
        const release = this.release("loki", namespace, lokiValues(settings, args), [...args.requires, rules]);
        if (settings.config.loki.mode === "distributed") {
            // People type `loki`; a distributed Loki answers queries at its frontend.
            alias(
                {
                    name: SERVICES.loki.service,
                    namespace,
                    selector: { "app.kubernetes.io/name": "loki", "app.kubernetes.io/component": "query-frontend" },
                    ports: { https: { port: SERVICES.loki.port, target: "http-metrics" } },
                },
                after(this.children, release),
            );
        }
        this.registerOutputs({});
    }
}
