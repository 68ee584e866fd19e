import Ajv from "ajv";
import { OBSERVED_KINDS } from "../../components/kube-prometheus-stack/metrics-exporters";
import { mergeDeep } from "../../config/merge";
import { unknownKeys } from "../../scripts/charts/keys";
import { KNOWN_BEYOND_VALUES } from "../../scripts/charts/known";
import { releasesOf } from "../../scripts/shared/planning/graph";
import { CHARTS_FOLDER, knownValues, schemaOf, withData } from "../support/chart-data";
import { configuration, plan, type Release } from "../support/plan";
import { at } from "../support/resources";

/** Everything that can be switched on, so that every value we could set is checked. */
const EVERYTHING = {
    collector: {
        autoscale: { most: 9 },
        plainOtlp: true,
        queueStorage: { gateway: "100Gi", sampler: "50Gi", cluster: "10Gi" },
        exports: {
            archive: {
                protocol: "otlp_grpc",
                endpoint: "archive.example.com:4317",
                signals: ["logs"],
                headers: { "x-api-key": { name: "made-up", key: "api-key" } },
            },
        },
    },
    imageRegistry: "registry.gocoffee.dev/mirror",
    cluster: { context: "made-up", storageClass: { name: "made-up", encrypted: true }, platform: "kubeadm" },
    pods: {
        all: {
            nodeSelector: { pool: "a" },
            tolerations: [{ operator: "Exists" }],
            affinity: { podAffinity: {} },
            priorityClassName: "a",
            runtimeClassName: "a",
            imagePullSecrets: ["a"],
            labels: { a: "b" },
            annotations: { a: "b" },
            securityContext: { fsGroup: 1 },
        },
    },
};

withData(CHARTS_FOLDER, "Helm values against the charts", (folder) => {
    describe.each([
        ["dev", {}],
        ["prod", {}],
        ["prod", EVERYTHING],
    ] as const)("%s %j", (stack, over) => {
        let releases: readonly Release[] = [];
        beforeAll(async () => {
            releases = releasesOf((await plan(stack, configuration(stack, over))).plan.resources);
        });

        test("every key is one that its chart knows", () => {
            const unknown = releases.flatMap(({ release, chart, values }) =>
                unknownKeys(values, knownValues(folder, chart), KNOWN_BEYOND_VALUES[chart]).map(
                    (key) => `${release}: ${key}`,
                ),
            );
            expect(unknown).toEqual([]);
        });

        test("values fit the schema of each chart that has one", () => {
            const checked = releases.flatMap(({ chart, values }) => {
                const schema = schemaOf(folder, chart);
                if (schema === undefined) return [];
                const { $schema: _, ...withoutDialect } = schema;
                const validate = new Ajv({ strict: false, allErrors: true, validateFormats: false }).compile(
                    withoutDialect,
                );
                validate(mergeDeep(knownValues(folder, chart), values));
                return [{ chart, errors: validate.errors ?? [] }];
            });
            expect(new Set(checked.map(({ chart }) => chart))).toEqual(
                new Set(["cert-manager", "loki", "opentelemetry-collector"]),
            );
            expect(checked.filter(({ errors }) => errors.length > 0)).toEqual([]);
        });
    });

    test("kube-state-metrics observes every kind of its chart but Secrets", () => {
        const observed = at(knownValues(folder, "kube-prometheus-stack"), "kube-state-metrics", "collectors");
        expect([...OBSERVED_KINDS, "secrets"].sort()).toEqual([...(observed as readonly string[])].sort());
    });

    test("a misspelt key is caught, at any depth and in a subchart", () => {
        const known = knownValues(folder, "kube-prometheus-stack");
        const misspelt = {
            prometheus: { prometheusSpec: { retension: "30d" } },
            grafana: { sidecar: { dashboards: { enbled: true } } },
            prometheusOperater: {},
        };
        expect(unknownKeys(misspelt, known)).toEqual([
            "prometheus.prometheusSpec.retension",
            "grafana.sidecar.dashboards.enbled",
            "prometheusOperater",
        ]);
    });
});
