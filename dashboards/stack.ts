import type { StackConfig } from "../config/schema";
import { componentsOf } from "../model/alerting/components";
import { choiceOf, folded, page } from "./lib";
import { status } from "./parts/alerts";
import { chosenComponent, components } from "./parts/components";
import { cost } from "./parts/cost";
import { flow, queues } from "./parts/flow";
import { alerting, logStore, metricStore, traceStore } from "./parts/backends";

/** The stack that watches everything else, for those who run it. */
export const stack = (config: StackConfig) => {
    const names = [...new Set([...componentsOf(config).map(({ name }) => name), ...storesOf(config)])];
    return page(config, {
        name: "stack",
        description:
            "Can the stack be relied on: what flows through it, what waits, what is lost, how late it is, what costs?",
        status: [status('team="platform"')],
        variables: [
            choiceOf(
                names.map((name) => ({ text: name, value: name })),
                {
                    name: "component",
                    label: "Component",
                    description: "The part of the stack that is looked at closer.",
                },
            ),
        ],
        sections: [
            components(config),
            queues(),
            flow(config),
            chosenComponent(config),
            folded(metricStore(config)),
            folded(logStore(config)),
            ...(config.jaeger.enabled ? [folded(traceStore(config))] : []),
            folded(alerting(config)),
            folded(cost(config)),
        ],
    });
};

/** Stores that have pods of ours but no target. */
const storesOf = ({ elasticsearch }: StackConfig): readonly string[] =>
    elasticsearch.mode === "managed" ? ["elasticsearch"] : [];
