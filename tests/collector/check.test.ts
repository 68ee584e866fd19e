import { pipelineProblems } from "../../components/opentelemetry-collector/pipeline/check";
import { mergeDeep, type PlainObject } from "../../config/merge";
import { tiersOf, VARIANTS } from "../support/variants";
import { collectors, dev } from "../../scripts/shared/loopback/examples";
import { configuration, plan } from "../support/plan";

const tiers = Object.entries(VARIANTS).flatMap(([variant, settings]) =>
    tiersOf(collectors(settings())).map(({ tier, config }) => ({ name: `${tier} of ${variant}`, config })),
);

test.each(tiers)("$name has no problem", ({ config }) => {
    expect(pipelineProblems(config)).toEqual([]);
});

const { gateway } = collectors(dev());
const pipeline = (id: string, over: PlainObject): PlainObject => ({ service: { pipelines: { [id]: over } } });

/** Wrong in one way each; the collector starts with most of them. */
const WRONG: readonly (readonly [name: string, over: PlainObject, problems: readonly string[]])[] = [
    [
        "memory_limiter isn't first",
        pipeline("metrics", {
            processors: [
                "filter/noise",
                "memory_limiter",
                "filter/reserved",
                "k8s_attributes",
                "resource_detection",
                "resource",
                "transform/metric-labels",
                "batch",
            ],
        }),
        ["metrics: memory_limiter must be its first processor, or the container is killed instead"],
    ],
    [
        "batch isn't last",
        pipeline("metrics/measured", { processors: ["batch", "transform/measure-labels"] }),
        ["metrics/measured: batch must be its last processor"],
    ],
    [
        "no batch",
        pipeline("metrics/measured", { processors: ["transform/measure-labels"] }),
        ["metrics/measured: it exports without batch"],
    ],
    [
        "tail sampling behind batch",
        pipeline("traces/sampling", { processors: ["batch", "tail_sampling"] }),
        [
            "traces/sampling: batch must be its last processor",
            "traces/sampling: tail_sampling behind batch, which splits traces",
        ],
    ],
    [
        "tail sampling behind the batch of the pipeline before it",
        pipeline("traces", {
            processors: ["memory_limiter", "filter/noise", "k8s_attributes", "resource_detection", "resource", "batch"],
        }),
        ["traces/sampling: tail_sampling behind the batch of traces, which splits traces"],
    ],
    [
        "a pipeline without exporter",
        pipeline("metrics/measured", { exporters: [] }),
        ["metrics/measured: it has no exporter"],
    ],
    [
        "a receiver in no pipeline",
        pipeline("traces", { receivers: ["otlp", "jaeger"] }),
        ["receiver zipkin is in no pipeline"],
    ],
    [
        "a processor that isn't there",
        pipeline("metrics/measured", { processors: ["transform/measure-labels", "made_up", "batch"] }),
        ["metrics/measured: processor made_up is not defined"],
    ],
    [
        "an exporter without queue on disk",
        { exporters: { "otlp_http/loki": { sending_queue: { storage: null } } } },
        ["exporter otlp_http/loki has no queue on disk that is tried again without end"],
    ],
    [
        "an exporter that gives up",
        { exporters: { "otlp_http/loki": { retry_on_failure: { max_elapsed_time: "5m" } } } },
        ["exporter otlp_http/loki has no queue on disk that is tried again without end"],
    ],
    [
        "a queue whose storage isn't enabled",
        { service: { extensions: ["health_check", "pprof", "zpages"] } },
        [
            "extension file_storage/queues is not enabled",
            "exporter otlp_http/prometheus-0 has no queue on disk that is tried again without end",
            "exporter otlp_http/loki has no queue on disk that is tried again without end",
            "exporter otlp_grpc/jaeger has no queue on disk that is tried again without end",
        ],
    ],
    [
        "span metrics of what sampling has left",
        {
            service: {
                pipelines: {
                    traces: { exporters: ["service_graph", "forward/sampling"] },
                    "traces/sampling": { exporters: ["otlp_grpc/jaeger", "span_metrics"] },
                },
            },
        },
        ["traces/sampling: span_metrics counts what sampling has left"],
    ],
    [
        "pods looked up when the connection is forgotten",
        pipeline("traces/sampling", { processors: ["k8s_attributes", "tail_sampling", "batch"] }),
        ["traces/sampling: k8s_attributes behind a connector, which forgets which connection data came by"],
    ],
];

test.each(WRONG)("%s", (_, over, problems) => {
    expect(pipelineProblems(mergeDeep(gateway, over))).toEqual(problems);
});

test("an override that breaks a pipeline is refused before anything is deployed", async () => {
    const over = { overrides: { collector: { alternateConfig: pipeline("traces/sampling", { exporters: [] }) } } };
    await expect(plan("dev", configuration("dev", over))).rejects.toThrow(
        "The collector's pipelines would not work; nothing was deployed.",
    );
});
