import { WORRYING } from "../../model/telemetry/failures";
import type { StackConfig } from "../../config/schema";
import { atMost, section, to, toLogs, trend, type Lead, type Section } from "../lib";

/** Four beside each other, and short. */
const SMALL = { width: 6, height: 6 } as const;

/** What the collectors call what passes through them. */
const SIGNALS = { Spans: "spans", "Metric points": "metric_points", "Log lines": "log_records" } as const;

const gateway = (config: StackConfig): readonly Lead[] => [
    to("stack", { component: "otel-collector" }, "The collectors"),
    toLogs(
        `{k8s_namespace_name="${config.namespaces.monitoring}"} | k8s_pod_name=~"otel-.*" ${WORRYING}`,
        "What collectors warn of",
    ),
];

/** What goes in and out of each tier; what one tier sends, the next takes. */
export const flow = (config: StackConfig): Section =>
    section(
        "Flow",
        ...Object.entries(SIGNALS).flatMap(([title, items]) => [
            trend({
                ...SMALL,
                title: `${title} taken in`,
                description: `${title} that each tier accepts in a second, by how they came.`,
                query: `sum by (job, receiver) (rate(otelcol_receiver_accepted_${items}_total[$__rate_interval]))`,
                legend: "{{job}} {{receiver}}",
                unit: "perSecond",
                stacked: true,
                leads: gateway(config),
            }),
            trend({
                ...SMALL,
                title: `${title} sent`,
                description: `${title} that each tier sends in a second, by exporter.`,
                query: `sum by (job, exporter) (rate(otelcol_exporter_sent_${items}_total[$__rate_interval]))`,
                legend: "{{job}} {{exporter}}",
                unit: "perSecond",
                stacked: true,
                leads: gateway(config),
            }),
        ]),
        ...(config.fluentBit.enabled
            ? [
                  trend({
                      ...SMALL,
                      title: "Lines read from nodes",
                      description: "Lines that Fluent Bit reads in a second, by node.",
                      query: "sum by (node) (rate(fluentbit_input_records_total[$__rate_interval]))",
                      legend: "{{node}}",
                      unit: "perSecond",
                      stacked: true,
                      leads: [to("stack", { component: "fluent-bit" }, "Fluent Bit")],
                  }),
                  trend({
                      ...SMALL,
                      title: "Lines lost on nodes",
                      description: "Lines that Fluent Bit drops, and tries to send again, within ten minutes.",
                      query: [
                          {
                              query: "sum by (node) (increase(fluentbit_output_dropped_records_total[10m]))",
                              legend: "{{node}} dropped",
                          },
                          {
                              query: "sum by (node) (increase(fluentbit_output_retries_total[10m]))",
                              legend: "{{node}} retried",
                          },
                      ],
                      meant: true,
                      unit: "number",
                      leads: [to("stack", { component: "fluent-bit" }, "Fluent Bit")],
                  }),
              ]
            : []),
        trend({
            ...SMALL,
            title: "Traces decided",
            description: "Traces that are kept and dropped in a second, by what decided.",
            query: "sum by (policy, sampled) (rate(otelcol_processor_tail_sampling_count_traces_sampled_total[$__rate_interval]))",
            legend: "{{policy}} kept: {{sampled}}",
            unit: "perSecond",
            leads: gateway(config),
        }),
        trend({
            ...SMALL,
            title: "Traces awaited",
            description: "Traces in the memory of each sampler, that wait for a decision.",
            query: "sum by (pod) (otelcol_processor_tail_sampling_sampling_traces_on_memory)",
            legend: "{{pod}}",
            unit: "number",
            leads: gateway(config),
        }),
    );

/** What waits, what is refused, what is lost. */
export const queues = (): Section => {
    const leads = [
        to("stack", { component: "${__field.labels.component}" }, "This component"),
        toLogs(
            '{k8s_namespace_name="${__field.labels.namespace}"} | k8s_pod_name="${__field.labels.pod}"',
            "Logs of the pod",
        ),
    ];
    const each = { width: 8, height: 7, leads } as const;
    return section(
        "Queues, refusals, losses",
        trend({
            ...each,
            title: "Queues",
            description: "How full the queue of each exporter is; from the threshold on an alert fires.",
            query: "max by (namespace, component, pod, exporter) (collector:queue_used:ratio)",
            legend: "{{pod}} {{exporter}}",
            unit: "share",
            aim: atMost(0.1, 0.5),
            max: 1,
        }),
        trend({
            ...each,
            title: "Refused",
            description: "Items that each collector refuses within ten minutes; senders try them again.",
            query: "sum by (namespace, component, pod, signal) (collector:items_refused:increase10m)",
            legend: "{{pod}} {{signal}}",
            unit: "number",
            whenNone: "Nothing is refused",
        }),
        trend({
            ...each,
            title: "Lost",
            description: "Items that each collector loses within ten minutes, and why.",
            query: "sum by (namespace, component, pod, signal, cause) (collector:items_lost:increase10m)",
            legend: "{{pod}} {{signal}}: {{cause}}",
            unit: "number",
            whenNone: "Nothing is lost",
        }),
    );
};
