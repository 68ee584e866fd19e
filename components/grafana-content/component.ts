/** Datasources and dashboards as an element of the stack. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { DASHBOARD_CONFIG_MAP } from "../../model/grafana/dashboards";
import { DATASOURCES_CONFIG_MAP } from "../../model/cluster/names";
import type { Settings } from "../../model/stack/stack";
import type { DashboardFile } from "../../dashboards/types";
import { childrenOf } from "../helm/children";
import { metadata } from "../helm/pods";

export interface GrafanaContentArgs {
    /** Provisioning file of the datasources. */
    readonly datasources: string;
    readonly dashboards: readonly DashboardFile[];
}

/** What Grafana shows: datasources and dashboards, as ConfigMaps. */
export class GrafanaContent extends pulumi.ComponentResource {
    readonly configMaps: readonly pulumi.Resource[];

    constructor(name: string, { config }: Settings, args: GrafanaContentArgs, opts: pulumi.ComponentResourceOptions) {
        super("go-coffee:observability:GrafanaContent", name, {}, opts);
        const children = childrenOf(this, opts);
        const namespace = config.namespaces.monitoring;
        const { label, labelValue, folderAnnotation } = DASHBOARD_CONFIG_MAP;
        this.configMaps = [
            new k8s.core.v1.ConfigMap(
                DATASOURCES_CONFIG_MAP,
                {
                    metadata: metadata(DATASOURCES_CONFIG_MAP, namespace),
                    data: { "datasources.yaml": args.datasources },
                },
                children,
            ),
            ...args.dashboards.map(({ uid, folder, json }) => {
                const configMap = `dashboard-${uid}`;
                const { labels, ...identity } = metadata(configMap, namespace, { [label]: labelValue });
                return new k8s.core.v1.ConfigMap(
                    configMap,
                    {
                        metadata: { ...identity, labels, annotations: { [folderAnnotation]: folder } },
                        data: { [`${uid}.json`]: json },
                    },
                    children,
                );
            }),
        ];
        this.registerOutputs({});
    }
}
