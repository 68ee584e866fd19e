import { has, is, isNoneOf, isNot, isOneOf, matches, type Matcher } from "./matchers";

/** Alerts of the first kind hide those of the second while they fire and these labels are equal. */
export interface Inhibition {
    /** What for, in a sentence. */
    readonly says: string;
    readonly source: readonly Matcher[];
    readonly target: readonly Matcher[];
    /**
     * Labels that both lack are equal too: where the hidden one must have a label, `target` demands it.
     * No alert is both source and target of a rule: it would hide others of its kind.
     */
    readonly equal: readonly string[];
}

const NOT_SECURITY = isNot("team", "security");
const named = (alert: string): Matcher => is("alertname", alert);
const notNamed = (alert: string): Matcher => isNot("alertname", alert);

/** Everything that tells two alerts of one name apart, in ours and in the chart's. */
const SAME_THING = [
    "alertname",
    "cluster",
    "namespace",
    "service",
    "component",
    "part",
    "node",
    "instance",
    "device",
    "mountpoint",
    "pod",
    "container",
    "persistentvolumeclaim",
    "job",
    "integration",
    "slo",
] as const;

/** What a service that is down makes fail besides: its latency, its errors, its error budgets. */
export const SYMPTOMS_OF_A_SERVICE = [
    "LatencyHigh",
    "ErrorShareHigh",
    "ErrorLogsHigh",
    "ServiceNotScraped",
    ".+BurnRate(Fast|Slow)",
    "AvailabilityLost",
    "EntryTrafficGone",
] as const;

/** Alerts whose worse one has another name. */
const WORSE: readonly {
    readonly says: string;
    readonly worse: string;
    readonly than: string;
    readonly of: readonly string[];
}[] = [
    {
        says: "A budget that burns fast hides that it burns slowly.",
        worse: ".+BurnRateFast",
        than: ".+BurnRateSlow",
        of: ["namespace", "service", "slo"],
    },
    {
        says: "Traces that are lost hide that some are refused.",
        worse: "JaegerSpansLost",
        than: "JaegerSpansRefused",
        of: ["namespace", "pod"],
    },
    {
        says: "A volume that is almost full hides that it fills.",
        worse: "VolumeAlmostFull",
        than: "VolumeFillingUp|.+DiskFilling",
        of: ["namespace", "persistentvolumeclaim"],
    },
];

/** What Kubernetes says of replicas that are missing, which a node that is down or many services that are explain. */
const MISSING_REPLICAS = [
    "KubeDeploymentReplicasMismatch",
    "KubeDeploymentRolloutStuck",
    "KubeStatefulSetReplicasMismatch",
    "KubeDaemonSetRolloutStuck",
    "KubeDaemonSetNotScheduled",
    "KubeDaemonSetMisScheduled",
    "KubePodNotReady",
    "KubePdbNotEnoughHealthyPods",
    "TargetDown",
    "AlertmanagerMembersInconsistent",
] as const;
/** Parts of the stack that warn when one of their replicas is gone. */
const PARTS_DOWN = [
    "PrometheusDown",
    "AlertmanagerDown",
    "PrometheusOperatorDown",
    "ClusterCollectorDown",
    "NodeExporterDown",
    "LokiDown",
    "SamplerDown",
    "JaegerDown",
    "GrafanaDown",
    "ProberDown",
    "CertManagerDown",
    "ElasticOperatorDown",
] as const;
const OUTAGE = is("alertname", "WidespreadOutage");
const NOT_OUTAGE = notNamed("WidespreadOutage");

/** What many services that fail at once explain. Disks and certificates may be the cause: they are told. */
const EXPLAINED: readonly (readonly Matcher[])[] = [
    [NOT_OUTAGE, has("service"), NOT_SECURITY],
    [NOT_OUTAGE, has("component"), isNoneOf("alertname", [".+DiskFilling", "Certificate.+"])],
    [is("severity", "business")],
    [isOneOf("alertname", MISSING_REPLICAS)],
];

export const inhibitions: readonly Inhibition[] = [
    {
        says: "A cluster that is down hides its nodes, and what is said of them.",
        source: [named("ClusterDown")],
        target: [notNamed("ClusterDown"), has("node"), NOT_SECURITY],
        equal: ["cluster"],
    },
    {
        says: "It hides too that much else is down by it.",
        source: [named("ClusterDown")],
        target: [OUTAGE],
        equal: ["cluster"],
    },
    ...EXPLAINED.map((target, index) => ({
        says:
            index === 0
                ? "Many services or parts of the stack that fail at once hide what is said of each;"
                : "and what else follows from it.",
        source: [OUTAGE],
        target,
        equal: ["cluster"],
    })),
    {
        says: "A node that is down hides its pods, and what else is said of it.",
        source: [named("NodeDown")],
        target: [notNamed("NodeDown"), has("node"), NOT_SECURITY],
        equal: ["cluster", "node"],
    },
    {
        says: "It hides too which replicas are missing, wherever they ran;",
        source: [named("NodeDown")],
        target: [isOneOf("alertname", MISSING_REPLICAS)],
        equal: ["cluster"],
    },
    {
        says: "and those of the stack's parts that go on with fewer.",
        source: [named("NodeDown")],
        target: [
            isOneOf("alertname", ["ElasticsearchYellow", ...PARTS_DOWN]),
            is("severity", "warning"),
            has("component"),
        ],
        equal: ["cluster"],
    },
    {
        says: "A service that doesn't answer hides that it is slow or fails, and that its error budgets burn.",
        source: [named("ServiceDown")],
        target: [isOneOf("alertname", SYMPTOMS_OF_A_SERVICE), has("service")],
        equal: ["namespace", "service"],
    },
    {
        says: "Critical hides the warning of the same name on the same thing.",
        source: [is("severity", "critical")],
        target: [is("severity", "warning")],
        equal: SAME_THING,
    },
    ...WORSE.map(({ says, worse, than, of }) => ({
        says,
        source: [is("severity", "critical"), matches("alertname", worse)],
        target: [is("severity", "warning"), matches("alertname", than), ...of.map(has)],
        equal: of,
    })),
    {
        says: "A service that is down or isn't scraped hides that its targets are down, which the chart says once more.",
        source: [isOneOf("alertname", ["ServiceDown", "ServiceNotScraped"])],
        target: [named("TargetDown"), has("service")],
        equal: ["namespace", "service"],
    },
    {
        says: "The same holds for the parts of the stack.",
        source: [isOneOf("alertname", [".+Down", "ComponentNotScraped"]), has("component"), has("job")],
        target: [named("TargetDown"), has("job")],
        equal: ["namespace", "job"],
    },
    {
        says: "A namespace in maintenance hides everything in it but security's.",
        source: [named("NamespaceMaintenance")],
        target: [notNamed("NamespaceMaintenance"), has("namespace"), NOT_SECURITY],
        equal: ["namespace"],
    },
    {
        says: "The chart's own: information is hidden in a namespace where nothing else fires.",
        source: [named("InfoInhibitor")],
        target: [is("severity", "info")],
        equal: ["namespace"],
    },
];
