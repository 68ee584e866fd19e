import { CATALOGUE } from "../../config/schema/services";
import type { Labels, Team } from "../../rules/types";
import type { Sent } from "../../scripts/shared/loopback/alertmanager";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { PROOFS } from "../rules/cases";
import { isAlertProof } from "../rules/harness/proofs";
import { configOf } from "../rules/harness/rules";
import { delivery, type Delivery } from "./delivery";

/** One cause is a page, or a few: what the real Alertmanager sends when hundreds of alerts come at once. */

/** Waiting is shortened alike: WidespreadOutage comes within `group_wait`, as it does where both are what they are. */
const WAIT_SECONDS = 2;
const INTERVAL_SECONDS = 8;
const times = { group_wait: `${WAIT_SECONDS}s`, group_interval: `${INTERVAL_SECONDS}s` } as const;

const service = (name: string): { readonly service: string; readonly team: Team; readonly namespace: string } => {
    return { service: name, team: configOf().services[name]?.team ?? "platform", namespace: "go-coffee" };
};
const SERVICES = Object.keys(CATALOGUE).map(service);
const platform = (alertname: string, labels: Labels = {}, severity = "critical"): Labels => ({
    alertname,
    severity,
    team: "platform",
    ...labels,
});
const chart = (alertname: string, labels: Labels = {}): Labels => ({ alertname, severity: "warning", ...labels });

/** Every alert of ours that a service, a part of the stack or the business is proven to have, of each of the services. */
const proven = PROOFS.filter(isAlertProof).flatMap(({ alert, fires }) =>
    fires.flatMap(({ alerts }) => alerts.map(({ labels }): Labels => ({ alertname: alert, ...labels }))),
);
const ofServices = proven
    .filter(({ service: name, team }) => name !== undefined && team !== "security")
    .flatMap((labels) =>
        SERVICES.filter(({ team }) => team !== "security").map((one): Labels => ({ ...labels, ...one })),
    );
const ofParts = proven.filter(({ component = "", alertname = "" }) => component !== "" && alertname.endsWith("Down"));
const ofBusiness = proven.filter(({ severity }) => severity === "business");

const NODES = ["a", "b", "c", "d", "e", "f"].map((name) => `node-${name}`);
/** What Kubernetes says of a node's loss, in each namespace. */
const MISSING = ["go-coffee", "go-coffee-monitoring", "go-coffee-monitoring-agents"].flatMap((namespace) => [
    ...["KubeDeploymentReplicasMismatch", "KubeStatefulSetReplicasMismatch", "KubeDaemonSetRolloutStuck"].map((name) =>
        chart(name, { namespace }),
    ),
    ...["x", "y"].map((pod) => chart("KubePodNotReady", { namespace, pod })),
    chart("TargetDown", { namespace, job: "applications" }),
]);
const nodesDown = (count: number): readonly Labels[] =>
    NODES.slice(0, count).flatMap((node) => [
        platform("NodeDown", { node }, "warning"),
        platform("NodeDiskFull", { node, mountpoint: "/" }, "warning"),
        ...["p", "q"].map((pod) => ({ ...platform("PodRestarts", { node, namespace: "go-coffee", pod }, "warning") })),
    ]);
const partsWithFewer = ["PrometheusDown", "AlertmanagerDown", "JaegerDown", "GrafanaDown"].map((name) =>
    platform(name, { component: name.replace("Down", "").toLowerCase(), namespace: "go-coffee-monitoring" }, "warning"),
);
const down = (...names: readonly string[]): readonly Labels[] =>
    SERVICES.filter((one) => names.includes(one.service)).map((one) => ({
        alertname: "ServiceDown",
        severity: "critical",
        ...one,
    }));
const many = (count: number): readonly Labels[] =>
    Array.from({ length: count }, (_, index): Labels => ({
        ...(SERVICES[index % SERVICES.length] ?? service("web-ui")),
        alertname: "ServiceDown",
        severity: "critical",
        service: `service-${index}`,
    })).filter(({ team }) => team !== "security");
/** Seconds after the first four fire, the rule that counts them does. */
const noticed = (alerts: readonly Labels[]): readonly Labels[] => [
    ...alerts.slice(0, 4),
    platform("WidespreadOutage"),
    ...alerts.slice(4),
];

interface Storm {
    readonly storm: string;
    /** What fires, in waves a group's wait apart. */
    readonly waves: readonly (readonly Labels[])[];
    /** What somebody must be told. */
    readonly told: readonly string[];
}

const STORMS: readonly Storm[] = [
    {
        storm: "a node is lost, and three services with it",
        waves: [
            down("payment-service", "crypto-wallet", "order-service"),
            nodesDown(1),
            // After five minutes and a quarter of an hour.
            [...partsWithFewer, ...MISSING, chart("AlertmanagerMembersInconsistent", { severity: "critical" })],
        ],
        told: ["ServiceDown", "NodeDown"],
    },
    {
        storm: "a zone is lost: two nodes of six, and what ran there alone",
        waves: [
            down("payment-service", "crypto-wallet", "order-service"),
            noticed(ofServices.filter(({ alertname }) => alertname === "ServiceDown")),
            nodesDown(2),
            [...partsWithFewer, ...MISSING],
        ],
        told: ["ServiceDown", "WidespreadOutage", "NodeDown"],
    },
    {
        storm: "everything goes down, one after the other",
        waves: [
            down("payment-service", "crypto-wallet", "order-service"),
            noticed([...ofServices, ...ofParts, ...ofBusiness, ...MISSING]),
            [platform("ClusterDown", { cause: "nodes" }), ...nodesDown(6)],
        ],
        told: ["ServiceDown", "WidespreadOutage", "ClusterDown"],
    },
    {
        storm: "everything is down within a moment, five hundred services of all teams among it",
        waves: [noticed([...many(500), ...ofServices, ...ofParts, ...ofBusiness, ...MISSING])],
        told: ["WidespreadOutage"],
    },
];

const sleep = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));
const firing = (labels: Labels): Sent => ({ labels: { cluster: "go-coffee", ...labels } });

/** Each in an Alertmanager of its own, all beside each other. */
test.concurrent.each(STORMS)("$storm: at most 5 pages and 10 Slack messages", async ({ storm, waves, told }) => {
    const sent: Delivery = await delivery(
        temporaryFolder(`storm-${STORMS.findIndex((one) => one.storm === storm)}`),
        times,
    );
    for (const wave of waves) {
        // As Prometheus does, 64 at a time.
        for (let from = 0; from < wave.length; from += 64)
            await sent.alertmanager.send(...wave.slice(from, from + 64).map(firing));
        await sleep(2 * WAIT_SECONDS);
    }
    const titles = (): readonly string[] => sent.allSlack().map(({ attachments: [{ title }] }) => title);
    await eventually("what must be told is", () =>
        told.every((alert) => titles().some((title) => title.includes(alert))) ? true : undefined,
    );
    // Nor is anything told with the next round of the groups that were.
    await sleep(INTERVAL_SECONDS + 1);
    const incidents = sent
        .allPages()
        .filter(({ dedup_key }, index, all) => all.findIndex((other) => other.dedup_key === dedup_key) === index);
    // Cut, so that those beyond are shown where there are any.
    expect(incidents.slice(5).map(({ payload }) => payload.summary)).toEqual([]);
    expect(titles().slice(10)).toEqual([]);
});

test("there is a storm to be quiet about", () => {
    expect(ofServices.length + ofParts.length).toBeGreaterThan(500);
    expect(many(500).length).toBeGreaterThan(400);
});
