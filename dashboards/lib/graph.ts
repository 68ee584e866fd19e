/** Panels of the service graph. */

import { PanelBuilder } from "@grafana/grafana-foundation-sdk/nodegraph";
import { SOURCES } from "./sources";
import { dressed, type PanelOptions } from "./panel";
import { asRows } from "./queries";
import { UNITS, type Unit } from "./units";

const SIZE = { width: 12, height: 10 } as const;

/**
 * Who calls whom: https://grafana.com/docs/grafana/latest/panels-visualizations/visualizations/node-graph/#edges-data-frame-structure
 * The query has one value for each `client` and `server`.
 */
export const serviceGraph = (options: PanelOptions & { readonly query: string; readonly unit: Unit }): PanelBuilder =>
    dressed(new PanelBuilder(), SOURCES.prometheus, options, SIZE)
        .withTarget(asRows({ query: edges(options.query) }))
        // The panel goes by the names of fields: a label keeps its name, a value only gets one by a calculation.
        .withTransformation({
            id: "calculateField",
            options: {
                mode: "reduceRow",
                reduce: { reducer: "sum", include: ["Value"] },
                alias: "mainstat",
                replaceFields: false,
            },
        })
        .unit(UNITS[options.unit]);

const edges = (query: string): string =>
    `label_join(
  label_replace(label_replace(${query}, "source", "$1", "client", "(.+)"), "target", "$1", "server", "(.+)"),
  "id", " > ", "client", "server"
)`;
