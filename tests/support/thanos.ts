/** Thanos' real programs on loopback, as the stack tells them. */
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DATA_DIRECTORY, downstreamConfig, thanosPrograms, webConfig } from "../../components/thanos/programs";
import type { JsonObject } from "../../model/formats/json";
import { toYaml } from "../../model/formats/yaml";
import { CERTIFICATE, TRUST } from "../../model/network/endpoints";
import { wire } from "../../model/network/wiring";
import type { Settings } from "../../model/stack/stack";
import { BUCKET_DIRECTORY, bucketConfig, thanosOf, THANOS_FILES } from "../../model/workloads/long-term";
import type { Certificates } from "../../scripts/shared/loopback/certificates";
import { eventually, run, start, type Program, type Ran } from "../../scripts/shared/loopback/programs";
import { call } from "../../scripts/shared/loopback/trusting";
import { tool } from "../../scripts/shared/tools/tool";

export interface Place {
    readonly folder: string;
    readonly certificates: Certificates;
}

/** Ports of a program, and whom it asks. */
export interface Dialled {
    readonly http: number;
    readonly grpc?: number;
    /** Servers of gRPC. */
    readonly endpoints?: readonly number[];
    /** Server of HTTP. */
    readonly downstream?: number;
}

const replaced = (text: string, by: Readonly<Record<string, string>>): string =>
    Object.entries(by).reduce((now, [from, to]) => now.replaceAll(from, to), text);

/** Files of pods as they are here. */
const files = ({ folder, certificates }: Place): Readonly<Record<string, string>> => ({
    [CERTIFICATE.certificate]: certificates.certificate,
    [CERTIFICATE.key]: certificates.key,
    [TRUST.file]: certificates.ca,
    [BUCKET_DIRECTORY]: join(folder, "bucket"),
    [DATA_DIRECTORY]: join(folder, "data"),
    [`${THANOS_FILES.directory}/`]: `${folder}/`,
});

/** The bucket's folder, made, and the files of the ConfigMap. */
export function layOut(place: Place, { config }: Settings): string {
    const longTerm = thanosOf(config);
    if (longTerm === undefined) throw new Error("no Thanos");
    const write = (name: string, content: JsonObject): void => {
        writeFileSync(join(place.folder, name), replaced(toYaml(content), files(place)));
    };
    write(THANOS_FILES.bucket, bucketConfig(longTerm, config.objectStorage));
    write(THANOS_FILES.web, webConfig);
    write(THANOS_FILES.downstream, downstreamConfig(config));
    const bucket = join(place.folder, "bucket");
    mkdirSync(bucket, { recursive: true });
    return bucket;
}

/** Blocks in the bucket that are whole. */
export const blocksIn = (bucket: string): readonly string[] =>
    readdirSync(bucket, { recursive: true, encoding: "utf8" }).filter((name) =>
        /^[0-9A-Z]{26}\/meta\.json$/.test(name),
    );

/** What the stack tells one of its programs, with the places of here. */
export function argumentsOf(name: string, settings: Settings, place: Place, dialled: Dialled): readonly string[] {
    const longTerm = thanosOf(settings.config);
    const { thanosQuery } = wire(settings);
    if (longTerm === undefined || thanosQuery === undefined) throw new Error("no Thanos");
    const program = thanosPrograms(settings.config, longTerm, { query: thanosQuery }).find((one) => one.name === name);
    if (program === undefined) throw new Error(`no program ${name}`);
    const kept = program.args.filter((arg) => !arg.startsWith("--endpoint="));
    return [
        ...kept.map((arg) =>
            replaced(arg, files(place))
                .replace(/^(--http-address)=.*/, `$1=127.0.0.1:${dialled.http}`)
                .replace(/^(--grpc-address)=.*/, `$1=127.0.0.1:${dialled.grpc ?? 0}`)
                .replace(/^(--query-frontend\.downstream-url)=.*/, `$1=https://localhost:${dialled.downstream ?? 0}`),
        ),
        ...(dialled.endpoints ?? []).map((port) => `--endpoint=127.0.0.1:${port}`),
    ];
}

const ready = (program: Program, { certificates }: Place, port: number): Promise<true> =>
    eventually(`https://localhost:${port}/-/ready`, async () => {
        if (program.process.exitCode !== null) throw new Error(`it ended:\n${program.log().slice(-3000)}`);
        return (await call(certificates, `https://localhost:${port}/-/ready`)).status === 200 ? true : undefined;
    });

/** Starts one of the stack's programs and waits until it is ready. */
export async function startThanos(name: string, settings: Settings, place: Place, dialled: Dialled): Promise<Program> {
    const args = argumentsOf(name, settings, place, dialled);
    const program = start(tool("thanos"), args, { logFile: join(place.folder, `${name}-${dialled.http}.log`) });
    await ready(program, place, dialled.http);
    return program;
}

/** One pass of the compactor. @param without an argument that is left out. */
export const compactOnce = (settings: Settings, place: Place, http: number, without = ""): Ran =>
    run(tool("thanos"), [
        ...argumentsOf("thanos-compactor", settings, place, { http }).filter(
            (arg) => arg !== "--wait" && arg !== without,
        ),
        // Blocks are minutes old here.
        "--consistency-delay=0s",
    ]);

export interface Replica {
    readonly name: string;
    readonly tsdb: string;
    readonly prometheus: number;
    readonly sidecar: Dialled;
}

/** A Prometheus over blocks that are there, and its sidecar as the operator starts it. */
export async function startReplica(
    { name, tsdb, prometheus, sidecar }: Replica,
    place: Place,
): Promise<() => Promise<void>> {
    const config = join(place.folder, `${name}.yaml`);
    const labels = { cluster: "shop", prometheus_replica: name };
    writeFileSync(config, toYaml({ global: { external_labels: labels } }));
    const server = start(
        tool("prometheus"),
        [
            `--config.file=${config}`,
            `--web.listen-address=127.0.0.1:${prometheus}`,
            `--storage.tsdb.path=${tsdb}`,
            "--storage.tsdb.retention.time=10y",
            // What the operator tells it where there is a bucket.
            "--storage.tsdb.min-block-duration=2h",
            "--storage.tsdb.max-block-duration=2h",
        ],
        { logFile: join(place.folder, `${name}.log`) },
    );
    const { certificates, folder } = place;
    const beside = start(
        tool("thanos"),
        [
            "sidecar",
            `--prometheus.url=http://127.0.0.1:${prometheus}`,
            `--tsdb.path=${tsdb}`,
            `--objstore.config-file=${join(folder, THANOS_FILES.bucket)}`,
            `--http-address=127.0.0.1:${sidecar.http}`,
            `--http.config=${join(folder, THANOS_FILES.web)}`,
            `--grpc-address=127.0.0.1:${sidecar.grpc ?? 0}`,
            `--grpc-server-tls-cert=${certificates.certificate}`,
            `--grpc-server-tls-key=${certificates.key}`,
            `--grpc-server-tls-client-ca=${certificates.ca}`,
        ],
        { logFile: join(folder, `${name}-sidecar.log`) },
    );
    await ready(beside, place, sidecar.http);
    return async () => {
        await Promise.all([beside.stop("SIGKILL"), server.stop("SIGKILL")]);
    };
}
