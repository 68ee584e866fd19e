import { readFileSync } from "node:fs";
import { join } from "node:path";
import { jobs } from "../../../model/telemetry/jobs";
import type { StackConfig } from "../../../config/schema";
import { onTarget } from "./applications";
import { runningOn } from "./exposition";
import { stackPods, targetOf } from "./places";
import { counter, steady, type Series } from "./series";

/** What a node_exporter 1.12.1 says of a machine, as far as it says the same of every Linux. */
const CAPTURED = join(__dirname, "captured", "node-exporter.prom");

/** Seconds of each second that a CPU is so. */
const CPU: { readonly [mode: string]: number } = { idle: 0.6, iowait: 0.05, user: 0.25, system: 0.1 };

const machine = (): readonly Series[] =>
    runningOn(readFileSync(CAPTURED, "utf8")).map((series) =>
        series.name === "node_cpu_seconds_total"
            ? counter(series.name, series.labels, steady(CPU[series.labels.mode ?? ""] ?? 0))
            : series,
    );

export function nodes(config: StackConfig): readonly Series[] {
    const job = jobs(config).nodeExporter;
    return (stackPods(config)[job] ?? []).flatMap((pod) =>
        onTarget(
            machine(),
            { ...targetOf(pod, job, { name: "http-metrics", number: 9100 }, "node-exporter"), node: pod.node },
            pod.until,
        ),
    );
}
