import { jobs } from "../../../model/telemetry/jobs";
import { PORTS } from "../../../model/cluster/names";
import type { StackConfig } from "../../../config/schema";
import { onTarget } from "./applications";
import { END, INCIDENT } from "./moments";
import { stackPods, targetOf } from "./places";
import { counter, gauge, histogram, steady, type Series } from "./series";
import { then } from "./world";

/**
 * Programs that aren't started here. Names and labels are written by hand after the catalogue of metrics and were not held
 * against the programs: what rests on them is proven to fit the catalogue, not the program.
 */

/** https://docs.fluentbit.io/manual/administration/monitoring (api/v2) */
function fluentBit(): readonly Series[] {
    const input = { name: "tail.0" };
    const output = { name: "opentelemetry.0" };
    const trouble = then(steady(0), 0.05);
    return [
        gauge("fluentbit_build_info", { hostname: "node", version: "5.0.9", os: "linux" }, 1),
        counter("fluentbit_input_bytes_total", input, steady(9000)),
        counter("fluentbit_input_records_total", input, steady(45)),
        gauge("fluentbit_input_ingestion_paused", input, 0),
        gauge("fluentbit_input_storage_overlimit", input, 0),
        counter("fluentbit_input_long_line_skipped_total", input, steady(0)),
        counter("fluentbit_input_long_line_truncated_total", input, steady(0)),
        gauge("fluentbit_output_chunk_available_capacity_percent", output, 98),
        counter("fluentbit_output_dropped_records_total", output, trouble),
        counter("fluentbit_output_errors_total", output, trouble),
        counter("fluentbit_output_proc_bytes_total", output, steady(9000)),
        counter("fluentbit_output_proc_records_total", output, steady(45)),
        counter("fluentbit_output_retries_failed_total", output, trouble),
        counter("fluentbit_output_retries_total", output, trouble),
        gauge("fluentbit_storage_fs_chunks", {}, 3),
    ];
}

/** https://github.com/cert-manager/cert-manager (pkg/metrics): the object's namespace gives way to the target's. */
const certManager = ({ namespaces }: StackConfig): readonly Series[] =>
    ["grafana", "loki", "otel-collector"].flatMap((name, index) => {
        const id = {
            name,
            exported_namespace: namespaces.monitoring,
            issuer_name: "go-coffee-ca",
            issuer_kind: "Issuer",
            issuer_group: "cert-manager.io",
        };
        return [
            gauge("certmanager_certificate_expiration_timestamp_seconds", id, END + (60 + index) * 86_400),
            gauge("certmanager_certificate_renewal_timestamp_seconds", id, END + (30 + index) * 86_400),
            ...["True", "False", "Unknown"].map((condition) =>
                gauge("certmanager_certificate_ready_status", { ...id, condition }, condition === "True" ? 1 : 0),
            ),
        ];
    });

/** https://github.com/grafana/grafana (pkg/middleware/request_metrics.go) */
const grafana = (): readonly Series[] => [
    gauge("grafana_build_info", { version: "13.1.0", edition: "oss" }, 1),
    ...histogram(
        "grafana_http_request_duration_seconds",
        { handler: "/api/ds/query", method: "POST", status_code: "200" },
        [{ from: INCIDENT - 86_400, rate: 0.5, spread: [{ from: 0, to: 0.5, share: 1 }] }],
        [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    ),
];

/** https://github.com/prometheus-operator/prometheus-operator (pkg/operator) */
const operator = (): readonly Series[] => [
    counter("prometheus_operator_reconcile_operations_total", { controller: "prometheus" }, steady(0.01)),
    counter("prometheus_operator_reconcile_errors_total", { controller: "prometheus" }, steady(0)),
    ...["selected", "rejected"].map((state) =>
        gauge(
            "prometheus_operator_managed_resources",
            { controller: "prometheus", resource: "ServiceMonitor", state },
            state === "selected" ? 12 : 0,
        ),
    ),
];

export function others(config: StackConfig): readonly Series[] {
    const job = jobs(config);
    const pods = stackPods(config);
    const of = (
        name: string,
        series: readonly Series[],
        port: { readonly name: string; readonly number: number },
        service = "",
    ) => (pods[name] ?? []).flatMap((pod) => onTarget(series, targetOf(pod, name, port, service), pod.until));
    return [
        ...(pods[job.fluentBit] ?? []).flatMap((pod) =>
            onTarget(
                fluentBit(),
                { ...targetOf(pod, job.fluentBit, { name: "http", number: 2020 }), node: pod.node },
                pod.until,
            ),
        ),
        ...of(job.certManager, certManager(config), { name: "http-metrics", number: PORTS.certManagerMetrics }),
        ...of(job.grafana, grafana(), { name: "http-web", number: 3000 }, job.grafana),
        ...of(job.prometheusOperator, operator(), { name: "https", number: 10_250 }, job.prometheusOperator),
    ];
}
