/** Two real Prometheus write to a real receiver over TLS, as `metrics.remoteWrite` tells them. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { remoteWriteValues } from "../../components/kube-prometheus-stack/remote-write";
import { mergeDeep } from "../../config/merge";
import { OPERATED } from "../../model/cluster/names";
import { toYaml } from "../../model/formats/yaml";
import { remoteCompanions } from "../../model/workloads/remote-write";
import { remoteWriteAlerts } from "../../rules/prometheus/stack/remote-write";
import { readPromql } from "../../scripts/shared/alerting/queries";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { PROD, PROD_SECRETS, settings } from "../../scripts/shared/loopback/examples";
import { answers, eventually, freePorts, start, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { call } from "../../scripts/shared/loopback/trusting";
import { tool } from "../../scripts/shared/tools/tool";
import { asPrometheusReads } from "../support/remote-write";

const folder = temporaryFolder("remote-write");
const certificates = makeCertificates(folder);
const PASSWORD = "made-up-password";
/** Its bcrypt hash. */
const HASH = "$2b$04$abcdefghijklmnopqrstuuO1jF9ESPL.ukSEZLHaNkHI8/ztECE2C";

const write = (name: string, content: string): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    return file;
};

const engine = (port: number, more: object) => ({
    url: `https://localhost:${port}/api/v1/write`,
    authentication: { type: "basic", username: "shop" },
    ca: readFileSync(certificates.ca, "utf8"),
    ...more,
});

/** Prometheus that takes what is written to it, from one user alone. */
function startReceiver(port: number): void {
    const web = write(
        "web.yaml",
        toYaml({
            tls_server_config: { cert_file: certificates.certificate, key_file: certificates.key },
            basic_auth_users: { shop: HASH },
        }),
    );
    start(
        tool("prometheus"),
        [
            `--config.file=${write("receiver.yaml", "{}\n")}`,
            `--web.config.file=${web}`,
            `--web.listen-address=127.0.0.1:${port}`,
            `--storage.tsdb.path=${join(folder, "received")}`,
            "--web.enable-remote-write-receiver",
        ],
        { logFile: join(folder, "receiver.log") },
    );
}

/** One of the stack's, which scrapes itself. */
async function startReplica(replica: number, port: number, remoteWrite: unknown): Promise<void> {
    const pod = `prometheus-${OPERATED.prometheus}-${replica}`;
    const config = {
        global: {
            scrape_interval: "1s",
            external_labels: { cluster: "shop", prometheus_replica: pod },
        },
        scrape_configs: [{ job_name: "itself", static_configs: [{ targets: [`127.0.0.1:${port}`] }] }],
        remote_write: remoteWrite,
    };
    const program = start(
        tool("prometheus"),
        [
            `--config.file=${write(`replica-${replica}.yaml`, toYaml(config))}`,
            `--web.listen-address=127.0.0.1:${port}`,
            `--storage.tsdb.path=${join(folder, `replica-${replica}`)}`,
        ],
        { logFile: join(folder, `replica-${replica}.log`) },
    );
    await answers(program, `http://127.0.0.1:${port}/-/ready`);
}

type Result = readonly { readonly metric: Readonly<Record<string, string>> }[];

test("what is allowed arrives, of each replica or of one, and a wrong key is told by the metrics that alerts ask for", async () => {
    const [received = 0, ...ports] = await freePorts(3);
    const wrong = { name: "of-somebody", key: "password" };
    const given = settings(
        mergeDeep(PROD, {
            metrics: {
                remoteWrite: {
                    both: engine(received, { send: ["up", "prometheus_build_*"], replicaLabel: "replica" }),
                    one: engine(received, {
                        send: ["process_start_time_seconds"],
                        replicas: "first",
                        authentication: { type: "basic", username: "shop", secret: { name: "other", key: "password" } },
                    }),
                    refused: engine(received, {
                        send: ["*"],
                        authentication: { type: "basic", username: "shop", secret: wrong },
                    }),
                },
            },
        }),
        [...PROD_SECRETS, "remoteWriteKey"],
    );
    const secrets: Readonly<Record<string, Readonly<Record<string, string>>>> = {
        "remote-write": { ...remoteCompanions(given.config), key: PASSWORD },
        other: { password: PASSWORD },
        [wrong.name]: { [wrong.key]: "another-made-up-password" },
    };
    const fileOf = (secret: string, key: string): string => {
        mkdirSync(join(folder, secret), { recursive: true });
        return write(join(secret, key), secrets[secret]?.[key] ?? "");
    };
    startReceiver(received);
    const told = asPrometheusReads(remoteWriteValues(given), fileOf);
    await Promise.all(ports.map((port, replica) => startReplica(replica, port, told)));

    const query = async (expression: string): Promise<Result> => {
        const url = `https://shop:${PASSWORD}@localhost:${received}/api/v1/query?query=${encodeURIComponent(expression)}`;
        return (JSON.parse((await call(certificates, url)).body) as { readonly data: { readonly result: Result } }).data
            .result;
    };
    const labels = async (name: string, label: string): Promise<readonly string[]> =>
        (await query(`count by (${label}) ({__name__="${name}"})`)).map(({ metric }) => metric[label] ?? "").sort();
    const pods = [0, 1].map((replica) => `prometheus-${OPERATED.prometheus}-${replica}`);
    for (const name of ["up", "prometheus_build_info"]) {
        await eventually(`${name} of both`, async () =>
            (await labels(name, "replica")).length === pods.length ? true : undefined,
        );
        expect(await labels(name, "replica")).toEqual(pods);
    }
    await eventually("what one writes", async () =>
        (await query("process_start_time_seconds")).length > 0 ? true : undefined,
    );
    const one = await query("process_start_time_seconds");
    expect(one.map(({ metric }) => metric.instance)).toEqual([`127.0.0.1:${ports[0]}`]);
    expect(one[0]?.metric).not.toHaveProperty("prometheus_replica");

    // Nothing else has come: neither what nobody allowed, nor what the engine with the wrong key was to get.
    const names = await query('count by (__name__) ({__name__!=""})');
    expect(names.map(({ metric }) => metric.__name__).sort()).toEqual([
        "process_start_time_seconds",
        "prometheus_build_info",
        "up",
    ]);

    const page = async (): Promise<string> => (await fetch(`http://127.0.0.1:${ports[0]}/metrics`)).text();
    const lost = /^prometheus_remote_storage_samples_failed_total\{remote_name="refused",[^}]*\} [1-9]/m;
    await eventually("refused samples that are counted", async () => (lost.test(await page()) ? true : undefined));
    const asked = remoteWriteAlerts(given.config).rules.flatMap(({ expr }) =>
        readPromql(expr).metrics.filter((name) => name.startsWith("prometheus_remote_storage_")),
    );
    const text = await page();
    expect(asked.filter((name) => !text.includes(`\n${name}{`) && !text.includes(`\n${name} `))).toEqual([]);
});
