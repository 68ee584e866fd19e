/** Where panels ask: the stores of the cluster that is chosen, as variables of every page. */

import { DatasourceVariableBuilder, VariableHide, type VariableModel } from "@grafana/grafana-foundation-sdk/dashboard";
import type { Builder } from "@grafana/grafana-foundation-sdk/cog";
import type { StackConfig } from "../../config/schema";
import { DATASOURCES } from "../../model/grafana/datasources";

interface Source {
    readonly type: string;
    readonly uid: string;
}

/** A store by its variable: one Grafana may have those of several clusters. */
export const SOURCES = {
    prometheus: { type: DATASOURCES.prometheus.type, uid: "${metrics}" },
    loki: { type: DATASOURCES.loki.type, uid: "${logs}" },
    jaeger: { type: DATASOURCES.jaeger.type, uid: "${traces}" },
} as const satisfies { readonly [store: string]: Source };

/** What every link to another page hands on: the cluster stays the same. */
export const SAME_CLUSTER = ["${metrics:queryparam}", "${logs:queryparam}"] as const;

const choice = (name: string, label: string, { type, uid }: Source): Builder<VariableModel> =>
    new DatasourceVariableBuilder(name)
        .label(label)
        .description(
            `Where ${label.toLowerCase()} are asked for: the store of another cluster, where Grafana has several.`,
        )
        .type(type)
        .current({ text: `${type[0]?.toUpperCase() ?? ""}${type.slice(1)}`, value: uid })
        // Most have one cluster: it isn't in the way of what is chosen every day.
        .hide(VariableHide.InControlsMenu);

export const sourceChoices = ({ jaeger }: StackConfig): readonly Builder<VariableModel>[] => [
    choice("metrics", "Metrics", DATASOURCES.prometheus),
    choice("logs", "Logs", DATASOURCES.loki),
    ...(jaeger.enabled ? [choice("traces", "Traces", DATASOURCES.jaeger)] : []),
];
