/** Panels of log lines and traces. */

import { LogsSortOrder } from "@grafana/grafana-foundation-sdk/common";
import { PanelBuilder as LogsBuilder } from "@grafana/grafana-foundation-sdk/logs";
import { PanelBuilder as TableBuilder } from "@grafana/grafana-foundation-sdk/table";
import { SOURCES } from "./sources";
import { dressed, type PanelOptions } from "./panel";
import { logql, traceSearch, type TraceSearch } from "./queries";

const LOGS = { width: 24, height: 10 } as const;
const TRACES = { width: 12, height: 9 } as const;

/** Who says a line: in a template of LogQL. Time and level are beside it by themselves. */
const SPEAKER = "{{.service_name}} {{.k8s_pod_name}}";

/** Lines, newest first, each with who says it; a line with a trace leads to it (derived fields of the datasource). */
export const logs = (
    options: PanelOptions & { readonly query: string; readonly whenNone?: string; readonly speaker?: string },
): LogsBuilder =>
    dressed(new LogsBuilder(), SOURCES.loki, options, LOGS, options.whenNone)
        .withTarget(logql({ query: `${options.query} | line_format "${options.speaker ?? SPEAKER} {{__line__}}"` }))
        .showTime(true)
        .wrapLogMessage(true)
        .enableLogDetails(true)
        .sortOrder(LogsSortOrder.Descending);

/** Traces that were found, newest first, each leading to itself. */
export const traces = (
    options: PanelOptions & { readonly search: TraceSearch; readonly whenNone?: string },
): TableBuilder =>
    dressed(new TableBuilder(), SOURCES.jaeger, options, TRACES, options.whenNone).withTarget(
        traceSearch(options.search),
    );
