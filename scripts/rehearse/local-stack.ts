/** The stack's real programs on loopback, with what they observe: everything that a rehearsal without a cluster needs. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { IncidentName, Program as ProgramName } from "../../demo/incidents";
import { incidentOf } from "../../demo/incidents";
import { SERVICE_NAMES, type ServiceName } from "../../demo/platform";
import { environmentOf } from "../../demo/settings";
import { componentsOf } from "../../model/alerting/components";
import { PORTS, SERVICES } from "../../model/cluster/names";
import { addressOf } from "../../model/network/endpoints";
import { LOKI_SERVER_NAME } from "../../model/network/servers";
import { wire } from "../../model/network/wiring";
import { PROJECT } from "../../model/stack/project";
import type { Settings } from "../../model/stack/stack";
import { jobs } from "../../model/telemetry/jobs";
import type { Alertmanager } from "../shared/loopback/alertmanager";
import { makeCertificates, type Certificates } from "../shared/loopback/certificates";
import { startableCollector, startCollector } from "../shared/loopback/collector";
import { collectors } from "../shared/loopback/examples";
import { kubernetesApi } from "../shared/loopback/kubernetes-api";
import { answers, freePorts, start, type Program } from "../shared/loopback/programs";
import { swapReport } from "../shared/loopback/startable";
import { webServer } from "../shared/loopback/web-server";
import { clusterState } from "./cluster-state";
import { startLocalAlertmanager } from "./local-alertmanager";
import { startPrometheus, type LocalPrometheus } from "./local-prometheus";
import { startLineSink, startLocalJaeger, startLocalLoki, type LocalJaeger, type LocalLoki } from "./local-stores";
import { applicationNamespace, NODE, placeOfComponent, podOf } from "./places";
import { startStubs, type Stubs } from "./stubs";

export interface DemoOptions {
    readonly seed: string;
    /** Journeys a second at the busiest hour. */
    readonly rate: number;
}

export interface LocalStack {
    readonly settings: Settings;
    readonly certificates: Certificates;
    readonly stubs: Stubs;
    readonly prometheus: LocalPrometheus;
    readonly alertmanager: Alertmanager;
    readonly jaeger: LocalJaeger;
    /** Undefined where there is no Loki on this machine. */
    readonly loki: LocalLoki | undefined;
    /** URL of the demo. */
    readonly demo: string;
    /** What was swapped in the collector's configuration, a line each. */
    readonly swapped: string;
    readonly begin: (incident: IncidentName) => Promise<void>;
    readonly finish: (incident: IncidentName) => Promise<void>;
}

/** Everything is ended with the process: `end` of shared/loopback. */
export async function startLocalStack(
    settings: Settings,
    folder: string,
    { seed, rate }: DemoOptions,
    say: (line: string) => void,
): Promise<LocalStack> {
    const { config } = settings;
    const { gateway, sampler } = collectors(settings);
    if (sampler !== undefined)
        throw new Error("a stack with samplers of their own isn't played on one machine: use --stack dev");
    const certificates = makeCertificates(folder, [LOKI_SERVER_NAME]);
    const place = (name: string): string => {
        mkdirSync(join(folder, name), { recursive: true });
        return join(folder, name);
    };
    const stubs = await startStubs(folder, config.notifications.email.username);
    const alertmanager = await startLocalAlertmanager(settings, place("alertmanager"), stubs);
    say("Alertmanager, with stubs of Slack, PagerDuty, mail, webhook and heartbeat");

    const [prometheusPort = 0, demoPort = 0] = await freePorts(2);
    const prometheusAddress = `127.0.0.1:${prometheusPort}`;
    const loki = await startLocalLoki(settings, { folder: place("loki"), certificates }, alertmanager.url);
    say(loki === undefined ? "no Loki: none on the PATH, so nothing of lines is tried" : "Loki, with its ruler");
    const lokiAddress = loki?.address ?? (await startLineSink({ folder, certificates }));
    const jaeger = await startLocalJaeger(settings, { folder, certificates }, prometheusAddress);
    say("Jaeger, on a volume");

    const endpoints = wire(settings);
    const backends = Object.fromEntries([
        ...endpoints.prometheusReplicas.map((replica) => [addressOf(replica), prometheusAddress] as const),
        [addressOf(endpoints.lokiPush), lokiAddress],
        ...(endpoints.jaegerCollector === undefined
            ? []
            : [[addressOf(endpoints.jaegerCollector), jaeger.otlp] as const]),
    ]);
    const api = await kubernetesApi(
        certificates,
        SERVICE_NAMES.map((service) => ({
            name: podOf(service),
            namespace: applicationNamespace(config),
            ip: "192.0.2.1",
            labels: { "app.kubernetes.io/name": service, "app.kubernetes.io/part-of": "go-coffee" },
            deployment: service,
            node: NODE,
        })),
    );
    const made = await startableCollector(gateway, { folder: place("collector"), certificates, backends });
    const collectorEnv = { ...api.env, SSL_CERT_FILE: certificates.ca };
    let collector = await startCollector(made, place("collector"), collectorEnv);
    say("OpenTelemetry Collector, with the whole privacy policy");

    const down: { services: readonly ServiceName[]; programs: readonly ProgramName[] } = { services: [], programs: [] };
    const podsOf = (program: ProgramName): readonly string[] =>
        componentsOf(config)
            .filter(({ name }) => name === (program === "collector" ? "otel-collector" : program))
            .map((component) => placeOfComponent(component).pod);
    const cluster = await webServer((request, response) => {
        response.setHeader("content-type", "text/plain; version=0.0.4");
        response.end(
            request.url?.startsWith("/state") === true
                ? clusterState(config, { services: down.services, pods: down.programs.flatMap(podsOf) })
                : "",
        );
    });
    const job = jobs(config);
    const prometheus = await startPrometheus(
        settings,
        { folder: place("prometheus"), port: prometheusPort, certificates },
        {
            demo: `127.0.0.1:${demoPort}`,
            cluster: cluster.host,
            alertmanager: new URL(alertmanager.url).host,
            programs: {
                [job.prometheus]: { address: prometheusAddress, tls: certificates.ca },
                [job.alertmanager]: { address: new URL(alertmanager.url).host },
                [job.collector]: { address: `127.0.0.1:${made.port(PORTS.telemetry)}` },
                [job.jaeger]: { address: jaeger.telemetry },
                ...(loki === undefined ? {} : { [job.loki]: { address: loki.address, tls: certificates.ca } }),
            },
        },
    );
    say("Prometheus, with every rule; a stand-in for kube-state-metrics, the kubelet and node-exporter");

    const incidents = join(folder, "incidents");
    const demo = start(process.execPath, ["--import", "tsx", join(PROJECT, "demo/program.ts")], {
        logFile: join(folder, "demo.log"),
        env: environmentOf({
            services: SERVICE_NAMES,
            seed,
            rate,
            namespace: applicationNamespace(config),
            otlp: `https://localhost:${made.port(SERVICES.collectorHttp.port)}`,
            ca: certificates.ca,
            incidents,
            address: "127.0.0.1",
            port: demoPort,
            sendsLines: true,
            pod: podOf("{service}"),
        }),
    });
    const demoUrl = `http://127.0.0.1:${demoPort}`;
    await answers(demo, `${demoUrl}/ready`);
    say(`the demo: ${SERVICE_NAMES.length} services, ${rate} journeys a second at the busiest hour, seed ${seed}`);

    const going = new Set<IncidentName>();
    const tell = (): void => {
        writeFileSync(incidents, [...going].join("\n"));
        down.services = [...going].flatMap((name) => incidentOf(name).effects?.down ?? []);
    };
    const programOf = (name: ProgramName): Program =>
        ({
            loki: loki?.running.program ?? collector.program,
            jaeger: jaeger.program,
            collector: collector.program,
            prometheus: prometheus.program(),
            alertmanager: alertmanager.program,
        })[name];
    return {
        settings,
        certificates,
        stubs,
        prometheus,
        alertmanager,
        jaeger,
        loki,
        demo: demoUrl,
        swapped: swapReport(made),
        begin: async (name) => {
            going.add(name);
            tell();
            const { program } = incidentOf(name);
            if (program === undefined) return;
            if (program.is === "away") {
                down.programs = [program.name];
                programOf(program.name).process.kill("SIGSTOP");
            } else {
                await programOf(program.name).stop("SIGKILL");
                if (program.name === "collector") collector = await collector.again();
                if (program.name === "prometheus") await prometheus.again();
            }
        },
        finish: (name) => {
            going.delete(name);
            tell();
            const { program } = incidentOf(name);
            if (program?.is === "away") programOf(program.name).process.kill("SIGCONT");
            down.programs = [];
            return Promise.resolve();
        },
    };
}
