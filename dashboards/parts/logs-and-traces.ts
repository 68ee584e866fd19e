import { LEVELLED } from "../../model/telemetry/failures";
import type { StackConfig } from "../../config/schema";
import { lineTrend, logs, section, toLogs, traces, type PanelSource, type Section } from "../lib";
import { linesOf, type Scope } from "./scope";

/** Its traces, where there is a store for them. */
export const tracesOf = ({ jaeger }: StackConfig, { service }: Pick<Scope, "service">): readonly PanelSource[] =>
    jaeger.enabled
        ? [
              traces({
                  title: `Failed traces of ${service}`,
                  description: "The latest traces in which a span of the service failed; each opens by its id.",
                  search: { service, tags: "error=true" },
                  whenNone: "No trace failed",
              }),
              traces({
                  title: `Latest traces of ${service}`,
                  description: "The latest traces that the service takes part in; each opens by its id.",
                  search: { service },
              }),
          ]
        : [];

/** What it says: traces and lines of the same time, on the same page. */
export const telemetry = (config: StackConfig, scope: Scope): Section =>
    section(
        "Traces and logs",
        ...tracesOf(config, scope),
        lineTrend({
            title: "Lines by level",
            description: "Lines that the service logs, by level.",
            query: `sum by (detected_level) (count_over_time(${linesOf(scope)} ${LEVELLED} [$__auto]))`,
            legend: "{{detected_level}}",
            meant: true,
            unit: "number",
            width: 24,
            height: 5,
            leads: [toLogs(linesOf(scope))],
        }),
        logs({
            title: "Logs",
            height: 9,
            description: "Lines of the service, newest first; a line with a trace leads to it.",
            query: linesOf(scope),
        }),
    );
