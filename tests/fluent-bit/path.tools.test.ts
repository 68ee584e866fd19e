import { appendFileSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { valueAt } from "../../config/merge";
import { SERVICES } from "../../model/cluster/names";
import { LOKI_SERVER_NAME } from "../../model/network/servers";
import { wire } from "../../model/network/wiring";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { dialled, startableCollector, startCollector } from "../../scripts/shared/loopback/collector";
import { fileOf, NODE, startableFluentBit, startFluentBit, withFluentBit } from "../support/fluent-bit";
import { kubernetesApi } from "../../scripts/shared/loopback/kubernetes-api";
import { startLoki } from "../../scripts/shared/loopback/loki-server";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { collectors, dev } from "../../scripts/shared/loopback/examples";
import { withProgram } from "../support/foreign";

/** A line's whole way: from the file of its container, through Fluent Bit and the collector, into Loki. */

withProgram("loki", "a line's whole way into Loki", () => {
    const settings = dev();
    const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
    const POD = {
        name: "payment-service-5d8f7c9b6-abcde",
        namespace: "go-coffee",
        ip: "10.1.1.2",
        labels: { "app.kubernetes.io/name": "payment-service" },
        deployment: "payment-service",
        node: NODE,
    };

    withFluentBit("a line's way into Loki", (program) => {
        test("a line is found in Loki by its trace, with its level and its pod", async () => {
            const folder = temporaryFolder("way");
            const part = (name: string): string => {
                mkdirSync(join(folder, name), { recursive: true });
                return join(folder, name);
            };
            const certificates = makeCertificates(folder, [LOKI_SERVER_NAME]);
            const api = await kubernetesApi(certificates, [POD]);
            const nobody = "https://localhost:9";
            const loki = await startLoki(settings, { folder: part("loki"), certificates, alertmanager: nobody });

            const { gateway: config } = collectors(settings);
            const { lokiPush } = wire(settings);
            const backends = Object.fromEntries(dialled(config).map(({ address }) => [address, "127.0.0.1:9"]));
            const gateway = await startableCollector(config, {
                folder: part("collector"),
                certificates,
                backends: { ...backends, [`${lokiPush.host}:${lokiPush.port}`]: `localhost:${loki.port}` },
            });
            await startCollector(gateway, part("collector"), api.env);

            const made = await startableFluentBit(fileOf(settings), {
                folder: part("fluent-bit"),
                certificates,
                collector: gateway.port(SERVICES.collectorAgents.port),
                api: Number(api.env.KUBERNETES_SERVICE_PORT),
            });
            const line = {
                level: "WARN",
                message: "card refused",
                trace_id: TRACE_ID,
                order_id: "A-1",
                event: "audit",
            };
            appendFileSync(
                join(made.logs, `${POD.name}_go-coffee_app-${"0123456789abcdef".repeat(4)}.log`),
                `${new Date().toISOString().replace("Z", "123456Z")} stdout F ${JSON.stringify(line)}\n`,
            );
            await startFluentBit(program, made, part("fluent-bit"));

            const query = `{service_name="payment-service", level="warn", audit="true"} | trace_id="${TRACE_ID}"`;
            const stream = await eventually("the line", async () => {
                const answer = await loki.ask(`/loki/api/v1/query_range?query=${encodeURIComponent(query)}`);
                return valueAt(answer, ["data", "result", 0]);
            });
            expect(valueAt(stream, ["values", 0, 1])).toBe("card refused");
            expect(valueAt(stream, ["stream"])).toMatchObject({
                k8s_namespace_name: POD.namespace,
                k8s_pod_name: POD.name,
                k8s_container_name: "app",
                k8s_node_name: NODE,
                k8s_deployment_name: POD.deployment,
                k8s_cluster_name: settings.config.cluster.name,
                deployment_environment_name: "dev",
                detected_level: "warn",
                order_id: "A-1",
            });
            process.stdout.write(`${JSON.stringify(valueAt(stream, ["stream"]), null, 2)}\n`);
        });
    });
});
