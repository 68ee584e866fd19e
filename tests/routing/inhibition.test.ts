import { fulfils, written, type Matcher } from "../../rules/routing/matchers";
import { inhibitions, type Inhibition } from "../../rules/routing/inhibition";
import type { Labels } from "../../rules/types";
import { PROOFS } from "../rules/cases";
import { isAlertProof } from "../rules/harness/proofs";
import { LOG_PROOFS } from "../rules/logs";

/** The chart's alerts that are hidden or hide, with the labels that they have. */
const OF_THE_CHART: readonly Labels[] = [
    { alertname: "InfoInhibitor", severity: "none", namespace: "go-coffee" },
    { alertname: "CPUThrottlingHigh", severity: "info", namespace: "go-coffee", pod: "order-1", container: "order" },
    { alertname: "TargetDown", severity: "warning", namespace: "go-coffee", service: "order-service", job: "order" },
    ...[
        "KubeDeploymentReplicasMismatch",
        "KubeDeploymentRolloutStuck",
        "KubeStatefulSetReplicasMismatch",
        "KubeDaemonSetRolloutStuck",
        "KubeDaemonSetNotScheduled",
        "KubeDaemonSetMisScheduled",
        "KubePodNotReady",
        "KubePdbNotEnoughHealthyPods",
    ].map((alertname) => ({ alertname, severity: "warning", namespace: "go-coffee" })),
    { alertname: "AlertmanagerMembersInconsistent", severity: "critical", namespace: "go-coffee-monitoring" },
];

/** Every alert of ours, with the labels that it is proven to fire with. */
const fired: readonly Labels[] = [
    ...PROOFS.filter(isAlertProof).flatMap(({ alert, fires }) =>
        fires.flatMap(({ alerts }) => alerts.map(({ labels }) => ({ alertname: alert, ...labels }))),
    ),
    ...LOG_PROOFS.flatMap(({ alert, fires }) =>
        fires.flatMap(({ alerts }) =>
            alerts.map(({ labels }) => ({ alertname: alert, namespace: "go-coffee", ...labels })),
        ),
    ),
    ...OF_THE_CHART,
];

const all = (matchers: readonly Matcher[]): readonly Labels[] =>
    fired.filter((labels) => matchers.every((matcher) => fulfils(labels, matcher)));
const namesOf = (alerts: readonly Labels[]): readonly string[] =>
    [...new Set(alerts.map(({ alertname = "" }) => alertname))].sort();

/** Names that a matcher asks for, alternatives each by itself. */
const wantedBy = (matchers: readonly Matcher[]): readonly Matcher[] =>
    matchers
        .filter(({ label, operator }) => label === "alertname" && !operator.startsWith("!"))
        .flatMap((matcher) =>
            matcher.operator === "=~" && !matcher.value.includes("(")
                ? matcher.value.split("|").map((value) => ({ ...matcher, value }))
                : [matcher],
        );
const described = ({ source, target }: Inhibition): string =>
    `${source.map(written).join(", ")} hides ${target.map(written).join(", ")}`;

describe.each(inhibitions.map((inhibition) => [described(inhibition), inhibition] as const))("%s", (_, rule) => {
    const { source, target, equal } = rule;

    test("both exist, under every name that is asked for", () => {
        for (const name of [...wantedBy(source), ...wantedBy(target)])
            expect([name, namesOf(all([name]))]).not.toEqual([name, []]);
        expect(all(source)).not.toEqual([]);
        expect(all(target)).not.toEqual([]);
    });

    test("nothing is both", () => {
        expect(all([...source, ...target])).toEqual([]);
    });

    // Labels that both lack count as equal. The cluster is on every alert that Prometheus sends.
    const compared = equal.filter((label) => label !== "cluster" && equal.length < 5);

    test("what is compared is there, on everything that is meant", () => {
        const lacking = (alerts: readonly Labels[]): readonly Labels[] =>
            alerts.filter((labels) => compared.some((label) => labels[label] === undefined));
        expect(lacking(all(source))).toEqual([]);
        expect(lacking(all(target))).toEqual([]);
        // A named target without a label that the rule demands would never be hidden.
        for (const name of wantedBy(target)) {
            const severity = target.filter(({ label }) => label === "severity");
            expect(all([name, ...severity])).toEqual(all([name, ...target]));
        }
    });
});

const hiddenBy = (alertname: string): readonly string[] =>
    namesOf(
        inhibitions
            .filter(({ source }) =>
                source.some((matcher) => matcher.label === "alertname" && fulfils({ alertname }, matcher)),
            )
            .flatMap(({ target }) => all(target)),
    );

test("who hides whom", () => {
    expect(hiddenBy("ClusterDown")).toEqual(
        expect.arrayContaining(["NodeDown", "NodeCpuHigh", "NodeMemoryHigh", "NodeDiskFull"]),
    );
    expect(hiddenBy("NodeDown")).toEqual(expect.arrayContaining(["PodRestarts", "NodeCpuHigh"]));
    expect(hiddenBy("NodeDown")).not.toContain("ServiceDown");
    expect(hiddenBy("ServiceDown")).toEqual(
        expect.arrayContaining([
            "LatencyHigh",
            "ErrorShareHigh",
            "ErrorLogsHigh",
            "AvailabilityBurnRateFast",
            "TargetDown",
        ]),
    );
    expect(hiddenBy("ServiceDown")).not.toContain("PaymentFailures");
    expect(hiddenBy("NamespaceMaintenance")).toEqual(
        expect.arrayContaining(["ServiceDown", "PodRestarts", "PaymentFailures"]),
    );
    expect(hiddenBy("NamespaceMaintenance")).not.toContain("SecurityEvents");
});
