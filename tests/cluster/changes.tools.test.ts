import { spawn } from "node:child_process";
import { isPlainObject, type PlainObject } from "../../config/merge";
import { releasesOf } from "../../scripts/shared/planning/graph";
import { startCluster, type TestCluster } from "../../scripts/shared/loopback/cluster";
import { define, deploy, type Deployed } from "../support/deployed";
import { installRelease } from "../support/installed";
import { objectsChart, withStandIns } from "../support/objects-chart";
import { plan, type Release } from "../support/plan";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { at } from "../support/resources";
import { script } from "../support/script";
import { podStandIn } from "../support/stand-ins";
import { tool } from "../../scripts/shared/tools/tool";

/**
 * The days after the first: what operators do to a stack, on a real API. The program's own objects are those of the plan;
 * what charts and operators make of its values stands in, installed by the real helm.
 */

const folder = temporaryFolder("changes");
const chart = objectsChart(folder);
const NS = "go-coffee-monitoring";

/** What was deployed before: smaller volumes than dev has now. */
const BEFORE: PlainObject = { loki: { storage: "10Gi" }, prometheus: { storage: "10Gi", retention: "5d" } };

let cluster: TestCluster;

/** Deploys dev with settings over it. */
const up = (over: PlainObject = {}): Promise<Deployed> => deploy(cluster, chart, over);

const releaseOf = ({ resources, config }: Deployed, name: string): Release => {
    const found = releasesOf(resources).find(({ release }) => release === name);
    if (found === undefined) throw new Error(`no release ${name}`);
    return withStandIns(chart, config)(found);
};

const uids = (selector: string): string =>
    cluster.kubectl([
        "get",
        "pods",
        "--namespace",
        NS,
        "--selector",
        selector,
        "--output",
        "jsonpath={.items[*].metadata.uid}",
    ]);
const versions = (): ReadonlyMap<string, string> =>
    new Map(
        cluster
            .kubectl([
                "get",
                "configmaps,prometheusrules,certificates,services,podmonitors",
                "--namespace",
                NS,
                "--output",
                "jsonpath={range .items[*]}{.kind}/{.metadata.name} {.metadata.resourceVersion}{'\\n'}{end}",
            ])
            .trim()
            .split("\n")
            .map((line) => line.split(" ") as [string, string]),
    );

let before: Deployed;
beforeAll(async () => {
    cluster = await startCluster();
    await define(cluster);
    before = await up(BEFORE);
    cluster.kubectl(["rollout", "status", "statefulset/loki", "--namespace", NS, "--timeout=60s"]);
});

test("an upgrade from changed values touches what has changed, and nothing else", async () => {
    const earlier = versions();
    await up({ ...BEFORE, services: { "loyalty-service": { team: "business" } }, jaeger: { enabled: true } });
    const later = versions();
    const touched = [...later].filter(([name, version]) => earlier.get(name) !== version).map(([name]) => name);
    // Sampling, rules and dashboards follow the catalogue of services; monitors, certificates and Services don't.
    expect(touched).toContain("ConfigMap/jaeger-sampling");
    expect(
        touched.filter(
            (name) => !/^(?:ConfigMap\/(?:jaeger-sampling|loki-rules|dashboard-)|PrometheusRule\/)/.test(name),
        ),
    ).toEqual([]);
    expect([...earlier.keys()].filter((name) => !later.has(name))).toEqual([]);
    await up(BEFORE);
    const again = versions();
    await up(BEFORE);
    expect(versions()).toEqual(again);
});

test("scaling adds pods and leaves those that are there", () => {
    const selector = "app.kubernetes.io/name=otel-collector";
    const there = uids(selector);
    const release = releaseOf(before, "otel-collector");
    const more = (release.values.objects as readonly PlainObject[]).map((object) => ({
        ...object,
        spec: { ...(isPlainObject(object.spec) ? object.spec : {}), replicas: 3 },
    }));
    installRelease(cluster, { ...release, values: { objects: more } }, "--wait", "--timeout", "60s");
    const now = uids(selector).split(" ");
    expect(now).toHaveLength(3);
    expect(now).toContain(there);
    installRelease(cluster, release);
});

test("volumes grow: helm alone is refused, grow makes the way free, pods and data stay", async () => {
    const after = await plan("dev");
    const now = withStandIns(
        chart,
        after.config,
    )(releasesOf(after.plan.resources).find(({ release }) => release === "loki") as Release);
    expect(() => installRelease(cluster, now)).toThrow(
        /updates to statefulset spec for fields other than .* are forbidden/,
    );
    const pods = uids("app.kubernetes.io/name=loki");
    const dryRun = await script("grow", ["--dry-run"], cluster.env);
    expect(dryRun.stdout).toContain("enlarge storage-loki-0 from 10Gi to 20Gi");
    const unasked = await script("grow", [], cluster.env);
    expect(unasked.code).toBe(1);
    expect(unasked.stderr).toContain("Do this on test?\n    Nobody is there to answer: add --yes.");
    // The driver that enlarges the volume isn't there: its report is made in its place.
    const grown = script("grow", ["--yes", "--json", "--timeout", "60"], cluster.env);
    for (const claim of [
        "storage-loki-0",
        "prometheus-prometheus-kube-prometheus-prometheus-db-prometheus-prometheus-kube-prometheus-prometheus-0",
    ]) {
        await eventually(`${claim} is asked to be larger`, () =>
            at(cluster.get("persistentvolumeclaim", claim, NS), "spec", "resources", "requests", "storage") === "20Gi"
                ? true
                : undefined,
        );
        cluster.kubectl([
            ...["patch", "persistentvolumeclaim", claim, "--namespace", NS, "--subresource", "status"],
            ...["--patch", JSON.stringify({ status: { capacity: { storage: "20Gi" } } })],
        ]);
    }
    const { code, stdout, stderr } = await grown;
    expect({ code, stderr }).toMatchObject({ code: 0 });
    expect(stdout).toContain('"check": "storage-loki-0"');
    expect(stdout).toContain("its operator makes the StatefulSet anew");
    // Taken away without its pods; the next up makes it anew and finds them.
    expect(() => cluster.get("statefulset", "loki", NS)).toThrow(/NotFound/);
    expect(uids("app.kubernetes.io/name=loki")).toBe(pods);
    installRelease(cluster, now, "--wait", "--timeout", "60s");
    expect(uids("app.kubernetes.io/name=loki")).toBe(pods);
    // Its operator does the same for Prometheus.
    const operated = "statefulset/prometheus-prometheus-kube-prometheus-prometheus";
    cluster.kubectl(["delete", operated, "--cascade=orphan", "--namespace", NS]);
    const nothing = await script("grow", ["--yes"], cluster.env);
    expect(nothing.stdout).toContain("all have the size of the configuration");
});

test("a volume that is larger than the configuration says can't shrink", async () => {
    cluster.kubectl([
        "patch",
        "persistentvolumeclaim",
        "storage-loki-0",
        "--namespace",
        NS,
        "--patch",
        '{"spec":{"resources":{"requests":{"storage":"30Gi"}}}}',
    ]);
    const { code, stdout } = await script("grow", ["--yes"], cluster.env);
    expect(code).toBe(1);
    expect(stdout).toContain("storage-loki-0 has 30Gi, the configuration says 20Gi: a volume can't shrink.");
});

test("a release that was broken off is told by doctor and freed by recover", async () => {
    const release = releaseOf(before, "jaeger");
    const stuck = (release.values.objects as readonly PlainObject[]).map((object) => ({
        ...object,
        spec: {
            ...(isPlainObject(object.spec) ? object.spec : {}),
            template: {
                metadata: { labels: { "app.kubernetes.io/name": "jaeger" } },
                spec: podStandIn("jaeger", { nodeSelector: { "kubernetes.io/hostname": "nowhere" } }),
            },
        },
    }));
    const helm = spawn(
        tool("helm"),
        ["upgrade", "jaeger", chart, "--namespace", NS, "--values", "-", "--wait", "--timeout", "10m"],
        { env: cluster.env, stdio: ["pipe", "ignore", "ignore"] },
    );
    helm.stdin.end(JSON.stringify({ objects: stuck }));
    await eventually("helm is at it", () =>
        /pending-upgrade/.test(
            cluster.kubectl([
                "get",
                "secrets",
                "--namespace",
                NS,
                "--selector",
                "owner=helm,name=jaeger",
                "--show-labels",
            ]),
        )
            ? true
            : undefined,
    );
    helm.kill("SIGKILL");
    expect(() => installRelease(cluster, release)).toThrow(
        /another operation \(install\/upgrade\/rollback\) is in progress/,
    );

    const doctor = await script("doctor", ["--json"], cluster.env);
    expect(doctor.stdout).toContain('"check": "release jaeger"');
    expect(doctor.stdout).toContain("npm run recover -- --stack dev");

    const early = await script("recover", ["--yes"], cluster.env);
    expect(early.code).toBe(1);
    expect(early.stderr).toMatch(
        /jaeger is pending-upgrade since .*\n {4}An "up" may still be at it. If none is, add --force./,
    );
    const { code, stdout } = await script("recover", ["--yes", "--force"], cluster.env);
    expect(code).toBe(0);
    expect(stdout).toMatch(/jaeger +ok +revision \d+ counts again/);
    installRelease(cluster, release, "--wait", "--timeout", "60s");
    expect((await script("recover", ["--yes"], cluster.env)).stdout).toContain("none is pending");
});

test("the CA is rotated in three steps, each accepted by the API", async () => {
    const issuers = (): string =>
        cluster.kubectl(["get", "issuers", "--namespace", NS, "--output", "jsonpath={.items[*].metadata.name}"]);
    const signer = (): unknown => at(cluster.get("certificate", "grafana", NS), "spec", "issuerRef", "name");
    const published = (): string =>
        JSON.stringify(at(cluster.get("job", "go-coffee-ca-publisher", NS), "spec", "template", "spec", "volumes"));
    await up({ tls: { authorities: ["a"] } });
    expect(signer()).toBe("go-coffee-ca-a");
    expect(published()).not.toContain("go-coffee-ca-b");
    await up({ tls: { authorities: ["a", "b"] } });
    expect(issuers()).toContain("go-coffee-ca-b");
    expect(signer()).toBe("go-coffee-ca-a");
    expect(published()).toContain("go-coffee-ca-b");
    await up({ tls: { authorities: ["b", "a"] } });
    expect(signer()).toBe("go-coffee-ca-b");
    expect(published()).toContain("go-coffee-ca-a");
    await up({ tls: { authorities: ["b"] } });
    expect(signer()).toBe("go-coffee-ca-b");
    expect(published()).not.toContain("go-coffee-ca-a");
});
