import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { startCluster } from "../../scripts/shared/loopback/cluster";
import { define, deploy } from "../support/deployed";
import { objectsChart } from "../support/objects-chart";
import { PROJECT } from "../support/plan";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";

const NS = "go-coffee-monitoring";

/** Commands of docs/operations.md that only ask kubectl, or change something that can be changed here. */
const TYPED = [
    ...readFileSync(join(PROJECT, "docs", "operations.md"), "utf8").matchAll(
        /(?:^ {4,}|`)(kubectl (?:get|logs|scale|label|rollout restart|patch|delete secret)\b[^`\n]*)/gm,
    ),
]
    .map(([, command = ""]) =>
        command
            .replace(/\s+#.*$/, "")
            .split(";")
            .map((part) => part.trim()),
    )
    .flat()
    .filter((command) => command.startsWith("kubectl") && !/\b(?:NAME|CONTEXT)\b|> ca\.crt/.test(command));

test("commands of docs/operations.md are accepted by the API", async () => {
    const cluster = await startCluster();
    await define(cluster);
    await deploy(cluster, objectsChart(temporaryFolder("documented")));
    cluster.apply(
        { apiVersion: "v1", kind: "Secret", metadata: { name: "grafana-tls", namespace: NS } },
        {
            apiVersion: "monitoring.coreos.com/v1",
            kind: "Prometheus",
            metadata: { name: "prometheus-kube-prometheus-prometheus", namespace: NS },
            spec: { replicas: 1 },
        },
    );
    cluster.settled(NS);
    expect(TYPED.length).toBeGreaterThan(20);
    // Parts that prod alone has.
    const absent = ["elasticsearch-es-default", "otel-sampler", "certificaterequests", "thanos-"];
    const failures = TYPED.filter((command) => !absent.some((name) => command.includes(name))).flatMap((command) => {
        const words = ["-c", command.replaceAll("$NS", NS).replaceAll("$AGENTS", "go-coffee-monitoring-agents")];
        const { status, stderr } = spawnSync("sh", words, {
            encoding: "utf8",
            env: cluster.env,
        });
        return status === 0 ? [] : [`${command}: ${stderr.trim()}`];
    });
    expect(failures).toEqual([]);
});
