/** Fluent Bit as an element of the stack. */

import * as pulumi from "@pulumi/pulumi";
import type { TlsEndpoint } from "../../model/network/endpoints";
import type { Settings } from "../../model/stack/stack";
import { HelmElement } from "../helm/release";
import { fluentBitValues } from "./values";

export interface FluentBitArgs {
    /** Where logs go: OTLP over HTTP. */
    readonly collector: TlsEndpoint;
    readonly requires: readonly pulumi.Resource[];
}

/** Fluent Bit: reads the logs of every container on every node. */
export class FluentBit extends HelmElement {
    constructor(name: string, settings: Settings, args: FluentBitArgs, opts: pulumi.ComponentResourceOptions) {
        super("FluentBit", name, settings.config, opts);
        const { agents } = settings.config.namespaces;
        this.release("fluentBit", agents, fluentBitValues(settings, args.collector), args.requires);
        this.registerOutputs({});
    }
}
