import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHARTS } from "../../model/charts/charts";
import { ELEMENT_NAMES } from "../../config/element-names";
import type { StackConfig } from "../../config/schema";
import { workloads } from "../../model/workloads/workloads";
import type { Release } from "./plan";
import { workloadStandIn } from "./stand-ins";

/** A chart that installs the objects which its values list: where the real charts aren't at hand. */
export function objectsChart(folder: string): string {
    const chart = join(folder, "objects");
    mkdirSync(join(chart, "templates"), { recursive: true });
    writeFileSync(join(chart, "Chart.yaml"), "apiVersion: v2\nname: objects\nversion: 1.0.0\n");
    writeFileSync(
        join(chart, "templates", "objects.yaml"),
        "{{- range .Values.objects }}\n---\n{{ toYaml . }}\n{{- end }}\n",
    );
    return chart;
}

/** A release whose chart is that one, with the workloads that its own chart would make of a configuration. */
export const withStandIns =
    (chart: string, config: StackConfig) =>
    (release: Release): Release => {
        const elements = ELEMENT_NAMES.filter((name) => CHARTS[name].release === release.release);
        const { repository: _, ...rest } = release;
        const objects = workloads(config)
            .filter(({ element, madeBy }) => madeBy === "chart" && elements.includes(element))
            .map((workload) => workloadStandIn(workload));
        return { ...rest, chart, values: { objects } };
    };
