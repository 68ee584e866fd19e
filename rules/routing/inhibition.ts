import { has, is, isNot, isOneOf, matches, type Matcher } from "./matchers";

/** Alerts of the first kind hide those of the second while they fire and these labels are equal. */
export interface Inhibition {
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
    ".+BurnRate(Fast|Slow)",
] as const;

/** Alerts whose worse one has another name. */
const WORSE: readonly { readonly worse: string; readonly than: string; readonly of: readonly string[] }[] = [
    { worse: ".+BurnRateFast", than: ".+BurnRateSlow", of: ["namespace", "service", "slo"] },
    { worse: "VolumeAlmostFull", than: "VolumeFillingUp|.+DiskFilling", of: ["namespace", "persistentvolumeclaim"] },
];

export const inhibitions: readonly Inhibition[] = [
    // The cluster hides its nodes.
    {
        source: [named("ClusterDown")],
        target: [notNamed("ClusterDown"), has("node"), NOT_SECURITY],
        equal: ["cluster"],
    },
    // A node hides its pods, and what else is said of it.
    {
        source: [named("NodeDown")],
        target: [notNamed("NodeDown"), has("node"), NOT_SECURITY],
        equal: ["cluster", "node"],
    },
    // A service that doesn't answer hides that it is slow or wrong.
    {
        source: [named("ServiceDown")],
        target: [isOneOf("alertname", SYMPTOMS_OF_A_SERVICE), has("service")],
        equal: ["namespace", "service"],
    },
    // Critical hides the warning of the same name on the same thing, and what is worse what is less bad.
    { source: [is("severity", "critical")], target: [is("severity", "warning")], equal: SAME_THING },
    ...WORSE.map(({ worse, than, of }) => ({
        source: [is("severity", "critical"), matches("alertname", worse)],
        target: [is("severity", "warning"), matches("alertname", than), ...of.map(has)],
        equal: of,
    })),
    // What is down, or isn't scraped, has targets that are down: the chart says so once more.
    {
        source: [isOneOf("alertname", ["ServiceDown", "ServiceNotScraped"])],
        target: [named("TargetDown"), has("service")],
        equal: ["namespace", "service"],
    },
    {
        source: [isOneOf("alertname", [".+Down", "ComponentNotScraped"]), has("component"), has("job")],
        target: [named("TargetDown"), has("job")],
        equal: ["namespace", "job"],
    },
    // A namespace in maintenance hides everything in it but security's.
    {
        source: [named("NamespaceMaintenance")],
        target: [notNamed("NamespaceMaintenance"), has("namespace"), NOT_SECURITY],
        equal: ["namespace"],
    },
    // The chart's: information is news only beside an alert that isn't.
    {
        source: [named("InfoInhibitor")],
        target: [is("severity", "info")],
        equal: ["namespace"],
    },
];
