import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { CHARTS } from "../../model/charts/charts";
import { valueAt } from "../../config/merge";
import { objectsOf, releasesOf } from "../../scripts/shared/planning/graph";
import { startCluster, type TestCluster } from "../../scripts/shared/loopback/cluster";
import { definitionsFor } from "../../scripts/shared/loopback/open-definitions";
import { applyOwn, install, installRelease } from "../support/installed";
import { configuration, plan, PROJECT, type Resource } from "../support/plan";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { run, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { annotatingWebhook, type AnnotatingWebhook } from "../support/annotating-webhook";
import { canRender, MIRROR } from "../support/rendered";
import { script, type ScriptRun } from "../support/script";
import { tool } from "../../scripts/shared/tools/tool";
import { standInCharts, type StandInCharts } from "./drift-charts";

/** `npm run drift` against a real Kubernetes API in which helm has installed the releases. */

const NAMESPACE = "go-coffee-monitoring";

describe("with stand-in charts", () => {
    let cluster: TestCluster;
    let charts: StandInCharts;
    let resources: readonly Resource[] = [];
    let webhook: AnnotatingWebhook;
    beforeAll(async () => {
        [cluster, charts] = await Promise.all([startCluster({ webhooks: true }), standInCharts()]);
        webhook = await annotatingWebhook(makeCertificates(temporaryFolder("webhook")));
        resources = (await plan("dev", configuration("dev", { chartMirror: charts.url }))).plan.resources;
        cluster.apply(...definitionsFor(resources));
        install(cluster, resources, charts.located);
        // It comes with the operator, after the rules: what it writes is in the dry run and not in what is live.
        cluster.apply(webhook.configuration);
    });

    const drift = (args: readonly string[] = [], env = cluster.env): Promise<ScriptRun> =>
        script("drift", ["--mirror", charts.url, ...args], env);
    const kubectl = (...args: readonly string[]): string => cluster.kubectl(["--namespace", NAMESPACE, ...args]);
    const patch = (object: string, change: object): string =>
        kubectl("patch", object, "--type", "merge", "--patch", JSON.stringify(change));

    /** Nine objects and a definition of each release; the three collectors share one chart. */
    const objects = (): number => releasesOf(resources).length * 9 + objectsOf(resources).length;
    const clean = (): string =>
        `No drift: ${objects()} objects and ${releasesOf(resources).length} releases of dev in test.`;

    test("right after installing, nothing has drifted", async () => {
        const { code, stdout, stderr } = await drift();
        expect(stdout.split("\n\n")).toEqual([
            clean(),
            "Only the presence of these values was checked: they are secret or generated, and the plan has none to compare.\n" +
                `    Secret ${NAMESPACE}/collector-privacy: data.pseudonym-key\n` +
                `    Secret ${NAMESPACE}/grafana-admin: data.admin-password, data.admin-user\n` +
                `    Secret ${NAMESPACE}/grafana-keys: data.secret-key\n`,
        ]);
        expect(stderr).toContain("Comparing objects of the program: ");
        expect(code).toBe(0);
        expect(webhook.dryRuns()).toBeGreaterThan(0);
    });

    test("what controllers decide is no drift", async () => {
        kubectl("scale", "deployment", "loki-scaled", "--replicas", "3");
        kubectl("rollout", "restart", "deployment", "loki-stand-in");
        kubectl(
            ...["patch", "validatingwebhookconfiguration", "loki-stand-in", "--type", "json", "--patch"],
            JSON.stringify([{ op: "add", path: "/webhooks/0/clientConfig/caBundle", value: CA_BUNDLE }]),
        );
        expect((await drift()).stdout).toContain(clean());
    });

    describe("what people change", () => {
        let found: ScriptRun;
        beforeAll(async () => {
            cluster.helm(["upgrade", "jaeger", charts.folderOf("jaeger", "0.9.0"), "--namespace", NAMESPACE]);
            kubectl("scale", "deployment", "jaeger-stand-in", "--replicas", "5");
            patch("configmap/loki-stand-in", {
                data: { "settings.yaml": "level: debug\ntargets: [one, two]\ninterval: 30s\n", "more.yaml": "a: 1" },
            });
            patch("secret/loki-stand-in", { data: { token: "b3RoZXI=" } });
            patch("secret/grafana-admin", { data: { "admin-user": null } });
            kubectl("delete", "service", "loki-stand-in", "jaeger-query");
            kubectl("label", "prometheusrule", "go-coffee-stack", "hand=made");
            kubectl("delete", "secret", "sh.helm.release.v1.otel-cluster.v1");
            kubectl("label", "secret", "sh.helm.release.v1.otel-collector.v1", "status=failed", "--overwrite");
            kubectl("delete", "statefulset", "loki-stand-in");
            cluster.apply(otherStore());
            found = await drift();
        });

        test("is told object by object, with the lines that differ, and no value of a Secret", () => {
            const told = found.stdout.replace(/(updates to statefulset spec for fields ).*/, "$1...");
            expect(told.split("\n\n").slice(0, -1)).toEqual([
                `Drift: 8 objects and 3 releases of ${objects()} objects and 7 releases of dev in test are not as planned.`,
                "- is planned, + is in the cluster",
                block(`Release ${NAMESPACE}/otel-cluster`, "is not installed"),
                block(`Release ${NAMESPACE}/otel-collector`, "is failed, not deployed"),
                block(`Release ${NAMESPACE}/jaeger`, `has chart version 0.9.0, planned is ${CHARTS.jaeger.version}`),
                block(
                    `Deployment ${NAMESPACE}/jaeger-stand-in (release jaeger)`,
                    ...["spec.replicas", "    - 1", "    + 5"],
                ),
                block(
                    `Secret ${NAMESPACE}/loki-stand-in (release loki)`,
                    ...["data.token", "    - (hidden)", "    + (hidden)"],
                ),
                block(
                    `ConfigMap ${NAMESPACE}/loki-stand-in (release loki)`,
                    ...["data.settings.yaml", "    - level: info", "    + level: debug"],
                    ...["data.more.yaml", "    + a: 1"],
                ),
                block(`Service ${NAMESPACE}/loki-stand-in (release loki)`, "is not in the cluster"),
                block(
                    `StatefulSet ${NAMESPACE}/loki-stand-in (release loki)`,
                    "can't be changed into what is planned:",
                    'The StatefulSet "loki-stand-in" is invalid: spec: Forbidden: updates to statefulset spec for fields ...',
                ),
                block(`PrometheusRule ${NAMESPACE}/go-coffee-stack`, ...["metadata.labels.hand", "    + made"]),
                block(`Service ${NAMESPACE}/jaeger-query`, "is not in the cluster"),
                block(`Secret ${NAMESPACE}/grafana-admin`, ...["data.admin-user", "    - (hidden)"]),
                "To bring it back to the plan: npm run reapply -- --stack dev",
            ]);
        });

        test("ends with exit code 2", () => {
            expect(found.code).toBe(2);
        });

        test("is there as JSON", async () => {
            const { code, stdout } = await drift(["--json"]);
            const told: unknown = JSON.parse(stdout);
            expect(code).toBe(2);
            expect(valueAt(told, ["stack"])).toBe("dev");
            expect(valueAt(told, ["releases"])).toContainEqual({
                release: "otel-cluster",
                namespace: NAMESPACE,
                problems: ["is not installed"],
            });
            expect(valueAt(told, ["objects"])).toContainEqual({
                apiVersion: "v1",
                kind: "Service",
                name: "jaeger-query",
                namespace: NAMESPACE,
                unknown: [],
                byReading: false,
                state: "missing",
            });
            expect(stdout).not.toMatch(/b3RoZXI=|bWFkZSB1cA==|made up/);
        });

        test("is mended by another deployment", async () => {
            kubectl("delete", "statefulset", "loki-stand-in");
            patch("configmap/loki-stand-in", { data: { "more.yaml": null } });
            kubectl("label", "prometheusrule", "go-coffee-stack", "hand-");
            for (const one of releasesOf(resources)) installRelease(cluster, charts.located(one), "--force-conflicts");
            for (const { manifest } of objectsOf(resources)) applyOwn(cluster, manifest);
            const { code, stdout } = await drift();
            expect(stdout).toContain(clean());
            expect(code).toBe(0);
        });
    });

    describe("with the rights of .github/cluster/dry-run-only.yaml", () => {
        let env: NodeJS.ProcessEnv;
        beforeAll(() => {
            cluster.kubectl([
                "apply",
                "--server-side",
                "--filename",
                join(PROJECT, ".github/cluster/dry-run-only.yaml"),
            ]);
            env = { ...cluster.env, KUBECONFIG: asGroup(cluster, "go-coffee-dry-run") };
        });
        const asReader = (...args: readonly string[]) =>
            run(tool("kubectl"), ["--kubeconfig", env.KUBECONFIG ?? "", "--namespace", NAMESPACE, ...args]);

        test("it works; what the API server can't hold to dry runs is compared by reading", async () => {
            const { code, stdout } = await drift([], env);
            // A webhook's configuration in each release, and the stack's own admission policies.
            const admission = objectsOf(resources).filter(({ manifest }) =>
                String(manifest.apiVersion).startsWith("admissionregistration.k8s.io/"),
            );
            expect(stdout.split("\n\n").slice(0, 2)).toEqual([
                clean(),
                `${releasesOf(resources).length + admission.length} objects compared by reading alone, since the credentials may not patch ` +
                    "them in a dry run: fields that the plan leaves out were not looked at.",
            ]);
            expect(code).toBe(0);
        });

        test.each([
            ["scale", ["scale", "deployment", "loki-scaled", "--replicas", "9"]],
            ["change", ["patch", "configmap", "loki-stand-in", "--patch", '{"data":{"x":"y"}}']],
            ["create", ["create", "configmap", "another"]],
            ["grant", ["create", "role", "another", "--verb", "get", "--resource", "pods"]],
        ])("nothing can be changed: %s", (_, args) => {
            expect(asReader(...args).output).toContain("These credentials may write in dry runs alone.");
            expect(asReader(...args, "--dry-run=server").code).toBe(0);
        });

        test.each([
            ["delete", ["delete", "service", "loki-stand-in"]],
            ["execute", ["exec", "deployment/loki-scaled", "--", "true"]],
            ["secrets elsewhere", ["get", "secrets", "--namespace", "kube-system"]],
            ["configuration of admission", ["delete", "validatingadmissionpolicy", "go-coffee-dry-run-only"]],
        ])("and there is no right at all: %s", (_, args) => {
            expect(asReader(...args).output).toMatch(/is forbidden|cannot/);
        });

        test("drift is found all the same", async () => {
            cluster.kubectl([
                "label",
                "validatingwebhookconfiguration",
                "loki-stand-in",
                "app.kubernetes.io/managed-by-",
            ]);
            kubectl("scale", "deployment", "loki-stand-in", "--replicas", "0");
            const { code, stdout } = await drift([], env);
            expect(stdout).toContain(
                "Deployment go-coffee-monitoring/loki-stand-in (release loki)\n    spec.replicas\n        - 1\n        + 0\n",
            );
            expect(stdout).toContain("ValidatingWebhookConfiguration loki-stand-in (release loki)\n");
            expect(code).toBe(2);
        });
    });

    test("a cluster that isn't the stack's is refused", async () => {
        const { code, stderr } = await script("drift", ["--stack", "prod", "--mirror", charts.url], cluster.env);
        expect(stderr).toBe(
            "The stack is deployed to the context replace-me, and the current context is test.\n" +
                "    kubectl config use-context replace-me\n",
        );
        expect(code).toBe(1);
    });
});

if (!canRender) {
    test("the upstream charts are not installed: set CHART_MIRROR to a Helm repository that holds them", () => {
        console.warn(
            "Drift was not looked for right after installing the upstream charts: set CHART_MIRROR, with helm on the PATH.",
        );
    });
} else {
    test.each(["dev", "prod"] as const)(
        "right after installing the upstream charts of %s, nothing has drifted",
        async (stack) => {
            const cluster = await startCluster();
            const given = configuration(stack, { chartMirror: MIRROR });
            const { plan: planned, config } = await plan(stack, given);
            if (config.cluster.context !== undefined) {
                cluster.kubectl(["config", "rename-context", "test", config.cluster.context]);
            }
            install(cluster, planned.resources);
            const { code, stdout } = await script("drift", ["--stack", stack, "--mirror", MIRROR ?? ""], cluster.env);
            expect(stdout.split("\n\n")[0]).toMatch(/^No drift: \d+ objects and \d releases of /);
            expect(code).toBe(0);
            await cluster.stop();
        },
        900_000,
    );
}

const block = (title: string, ...lines: readonly string[]): string =>
    [title, ...lines.map((line) => `    ${line}`)].join("\n");

const CA_BUNDLE = Buffer.from("-----BEGIN CERTIFICATE-----\nbWFkZSB1cA==\n-----END CERTIFICATE-----\n").toString(
    "base64",
);

/** A store whose volumes have another size: a StatefulSet can't be brought from it to the planned one. */
function otherStore(): object {
    const labels = { app: "loki-stand-in" };
    return {
        apiVersion: "apps/v1",
        kind: "StatefulSet",
        metadata: { name: "loki-stand-in", namespace: NAMESPACE },
        spec: {
            serviceName: "another",
            selector: { matchLabels: labels },
            template: {
                metadata: { labels },
                spec: { containers: [{ name: "store", image: "registry.example/store:1" }] },
            },
        },
    };
}

/** A kubeconfig that acts as somebody of a group. */
function asGroup({ kubeconfig }: TestCluster, group: string): string {
    const file = join(temporaryFolder("reader"), "kubeconfig");
    const admin = "      client-key:";
    const config = readFileSync(kubeconfig, "utf8");
    writeFileSync(file, config.replace(admin, `      as: reader\n      as-groups: [${group}]\n${admin}`));
    return file;
}
