import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GOSSIP_DIRECTORY, RULES_DIRECTORY } from "../../components/loki/config";
import { CERTIFICATE, TRUST } from "../../model/network/endpoints";
import { valueAt } from "../../config/merge";
import { LOKI_SERVER_NAME } from "../../model/network/servers";
import { lokiRuleFiles } from "../../rules/loki";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { call } from "../../scripts/shared/loopback/trusting";
import { fileOf } from "../../scripts/shared/loopback/loki-server";
import { logsBody } from "../support/otlp";
import { eventually, freePorts, start, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { standInS3 } from "../support/s3";
import { startable, type Swap } from "../../scripts/shared/loopback/startable";
import { prod } from "../../scripts/shared/loopback/examples";
import { listen } from "../support/websocket";
import { foreign } from "../../scripts/shared/tools/foreign";
import { withProgram } from "../support/foreign";

/** The prod configuration, as its ten processes on one machine, with their gossip over TLS and a stand-in for S3. */

withProgram("loki", "Loki in several processes", () => {
    const settings = prod();
    const folder = temporaryFolder("loki-distributed");
    const certificates = makeCertificates(folder, [LOKI_SERVER_NAME]);
    const ZONES = ["zone-a", "zone-b", "zone-c"] as const;
    const TARGETS = [
        "query-scheduler",
        "index-gateway",
        "compactor",
        ...ZONES.map((zone) => `ingester ${zone}` as const),
        "distributor",
        "querier",
        "query-frontend",
        "ruler",
    ] as const;
    type Target = (typeof TARGETS)[number];

    interface Ports {
        readonly http: number;
        readonly grpc: number;
        readonly gossip: number;
        readonly probes: number;
    }

    /** Flags that the chart gives a process, and for an ingester the name that its pod would have. */
    const flags = (target: Target): readonly string[] => {
        const [name = "", zone] = target.split(" ");
        const zones = ["distributor", "querier"].includes(name) ? ["-distributor.zone-awareness-enabled=true"] : [];
        return [
            `-target=${name}`,
            ...zones,
            ...(zone === undefined ? [] : [`-ingester.availability-zone=${zone}`, `-ingester.lifecycler.ID=${zone}`]),
        ];
    };

    async function startAll(): Promise<{
        readonly ports: ReadonlyMap<Target, Ports>;
        readonly objects: ReadonlyMap<string, Buffer>;
    }> {
        const s3 = await standInS3();
        const free = await freePorts(TARGETS.length * 4);
        const ports = new Map(
            TARGETS.map((target, index) => {
                const [http = 0, grpc = 0, gossip = 0, probes = 0] = free.slice(index * 4, index * 4 + 4);
                return [target, { http, grpc, gossip, probes }];
            }),
        );
        const of = (target: Target): Ports => ports.get(target) ?? { http: 0, grpc: 0, gossip: 0, probes: 0 };
        const rules = join(folder, "rules");
        mkdirSync(join(rules, "fake"), { recursive: true });
        for (const [name, text] of Object.entries(lokiRuleFiles(settings.config))) {
            writeFileSync(join(rules, "fake", name), text);
        }
        writeFileSync(join(folder, "runtime.yaml"), "{}\n");
        for (const target of TARGETS) {
            const own = join(folder, target.replace(" ", "-"));
            mkdirSync(own, { recursive: true });
            const { http, grpc, gossip, probes } = of(target);
            const swaps: readonly Swap[] = [
                { kind: "address", at: ["server", "http_listen_address"], to: "127.0.0.1" },
                { kind: "address", at: ["server", "grpc_listen_address"], to: "127.0.0.1" },
                { kind: "address", at: ["server", "http_listen_port"], to: http },
                { kind: "address", at: ["server", "grpc_listen_port"], to: grpc },
                { kind: "address", at: ["internal_server", "http_listen_address"], to: "127.0.0.1" },
                { kind: "address", at: ["internal_server", "http_listen_port"], to: probes },
                { kind: "address", at: ["common", "instance_addr"], to: "127.0.0.1" },
                { kind: "address", at: ["memberlist", "bind_addr"], to: ["127.0.0.1"] },
                { kind: "address", at: ["memberlist", "advertise_addr"], to: "127.0.0.1" },
                { kind: "address", at: ["memberlist", "bind_port"], to: gossip },
                { kind: "address", at: ["memberlist", "advertise_port"], to: gossip },
                {
                    kind: "address",
                    at: ["memberlist", "join_members"],
                    to: TARGETS.slice(0, 3).map((member) => `127.0.0.1:${of(member).gossip}`),
                },
                { kind: "address", find: /loki-compactor[^:]*:9095/, put: `127.0.0.1:${of("compactor").grpc}` },
                {
                    kind: "address",
                    find: /dns\+loki-index-gateway[^:]*:9095/,
                    put: `127.0.0.1:${of("index-gateway").grpc}`,
                },
                { kind: "address", find: /loki-querier[^:]*:3100/, put: `localhost:${of("querier").http}` },
                { kind: "address", at: ["ruler", "alertmanager_url"], to: "https://localhost:9" },
                { kind: "address", at: ["common", "storage", "s3", "endpoint"], to: `http://${s3.address}` },
                { kind: "address", at: ["common", "storage", "s3", "s3forcepathstyle"], to: true },
                { kind: "path", find: "/var/loki", put: join(own, "data") },
                { kind: "path", find: RULES_DIRECTORY, put: rules },
                { kind: "path", at: ["runtime_config", "file"], to: join(folder, "runtime.yaml") },
                { kind: "certificate", find: TRUST.file, put: certificates.ca },
                { kind: "certificate", find: CERTIFICATE.certificate, put: certificates.certificate },
                { kind: "certificate", find: CERTIFICATE.key, put: certificates.key },
                { kind: "certificate", find: GOSSIP_DIRECTORY, put: folder },
            ];
            const file = join(own, "loki.yaml");
            writeFileSync(file, startable(fileOf(settings), swaps).text);
            const program = start(
                foreign("loki"),
                [`-config.file=${file}`, "-config.expand-env=true", ...flags(target)],
                {
                    logFile: join(own, "log"),
                    env: { AWS_ACCESS_KEY_ID: "made-up", AWS_SECRET_ACCESS_KEY: "made-up" },
                },
            );
            await eventually(`${target} answers`, async () => {
                if (program.process.exitCode !== null) throw new Error(`it ended:\n${program.log().slice(-3000)}`);
                return (await call(certificates, `https://localhost:${http}/services`)).status === 200
                    ? true
                    : undefined;
            });
        }
        for (const target of TARGETS) {
            await eventually(
                `${target} is ready`,
                async () =>
                    (await call(certificates, `https://localhost:${of(target).http}/ready`)).status === 200
                        ? true
                        : undefined,
                120_000,
            );
        }
        return { ports, objects: s3.objects };
    }

    let loki: Awaited<ReturnType<typeof startAll>>;
    beforeAll(async () => {
        loki = await startAll();
    });
    const url = (target: Target, path: string): string =>
        `https://localhost:${loki.ports.get(target)?.http ?? 0}${path}`;
    const ask = async (target: Target, path: string): Promise<unknown> =>
        JSON.parse((await call(certificates, url(target, path))).body) as unknown;
    const push = async (body: string): Promise<void> => {
        const { status } = await call(certificates, url("distributor", "/otlp/v1/logs"), {
            body: logsBody([{ body, service: "payment-service" }]),
        });
        expect(status).toBe(204);
    };
    const lines = async (): Promise<readonly unknown[]> => {
        const query = encodeURIComponent('{service_name="payment-service"}');
        const values = valueAt(await ask("query-frontend", `/loki/api/v1/query_range?query=${query}`), [
            "data",
            "result",
            0,
            "values",
        ]);
        return Array.isArray(values) ? values.map((value: unknown) => valueAt(value, [1])) : [];
    };

    const anonymously = (port: number, path: string): Promise<{ readonly status: number }> =>
        call(certificates, `https://localhost:${port}${path}`, { anonymous: true });

    test.each(TARGETS)(
        "%s answers nobody without a certificate of the stack's, but for the kubelet's probes",
        async (target) => {
            const { http, grpc, probes } = loki.ports.get(target) ?? { http: 0, grpc: 0, probes: 0 };
            for (const port of [http, grpc])
                await expect(anonymously(port, "/flush")).rejects.toThrow(/certificate required|alert/);
            expect((await anonymously(probes, "/ready")).status).toBe(200);
            expect((await anonymously(probes, "/flush")).status).toBe(404);
            expect((await anonymously(probes, "/loki/api/v1/push")).status).toBe(404);
        },
    );

    test("a line that a distributor takes is found through the frontend, once, though three ingesters have it", async () => {
        await push("paid");
        await eventually("the line", async () => ((await lines()).includes("paid") ? true : undefined));
        expect(await lines()).toEqual(["paid"]);
    });

    test("a live tail works through the frontend, which hands it to a querier", async () => {
        const query = encodeURIComponent('{service_name="payment-service"}');
        const received = await listen(certificates, url("query-frontend", `/loki/api/v1/tail?query=${query}`));
        await push("seen live");
        await eventually("the line", () => (received().some((text) => text.includes("seen live")) ? true : undefined));
    });

    test("the ruler has the rules", async () => {
        const groups = valueAt(await ask("ruler", "/prometheus/api/v1/rules"), ["data", "groups"]);
        expect(groups).toEqual(expect.arrayContaining([expect.objectContaining({ name: "go-coffee.logs.errors" })]));
    });

    test("chunks go to the object storage", async () => {
        for (const zone of ZONES) await call(certificates, url(`ingester ${zone}`, "/flush"), { body: "" });
        await eventually("a chunk", () =>
            [...loki.objects.keys()].some((key) => /^go-coffee-logs\/fake\//.test(key)) ? true : undefined,
        );
    });
});
