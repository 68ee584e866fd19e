/** The demo's Deployments: one a service, all of the same program. */
import type { types } from "@pulumi/kubernetes";
import { environmentOf } from "../../demo/settings";
import type { ServiceName } from "../../demo/platform";
import { imageOf, IMAGES } from "../../model/charts/images";
import { APPLICATION_LABEL, OWN_PREFIX } from "../../model/cluster/names";
import { TRUST, urlOf, type TlsEndpoint } from "../../model/network/endpoints";
import type { StackConfig } from "../../config/schema";
import { settledTemplate } from "../helm/pod-settings";
import { caMount, caVolume, digest, restrictedPod, RESTRICTED_CONTAINER, trustAnnotation } from "../helm/pods";

/** ConfigMap with the program. */
export const PROGRAM = { configMap: "demo-program", file: "program.js", directory: "/opt/demo" } as const;
/** ConfigMap that names the incidents that go on: `npm run incident` makes it. */
export const INCIDENTS = { configMap: "demo-incidents", file: "incidents", directory: "/etc/demo" } as const;

/** `node` in the official image. */
const USER = 1000;
const PORT = 9090;
/** Fourteen of these are the whole: 210 m of CPU and 336 MiB. */
const RESOURCES = { requests: { cpu: "15m", memory: "24Mi" }, limits: { memory: "96Mi" } };
/** Mebibytes: what is alive is a few thousand counters. */
const HEAP = 48;

const labelsOf = (service: ServiceName) => ({ "app.kubernetes.io/name": service, ...APPLICATION_LABEL });

export function deploymentSpec(
    service: ServiceName,
    config: StackConfig,
    { program, collector }: { readonly program: string; readonly collector: TlsEndpoint },
): types.input.apps.v1.DeploymentSpec {
    const { demo, imageRegistry } = config;
    const env = environmentOf({
        services: [service],
        seed: demo.seed,
        rate: demo.rate,
        namespace: demo.namespace,
        otlp: urlOf(collector),
        ca: TRUST.file,
        incidents: `${INCIDENTS.directory}/${INCIDENTS.file}`,
        address: "0.0.0.0",
        port: PORT,
        sendsLines: false,
        pod: "",
    });
    const probe = { httpGet: { path: "/ready", port: "metrics" } };
    return {
        replicas: 1,
        selector: { matchLabels: { "app.kubernetes.io/name": service } },
        template: settledTemplate(config, "all", {
            metadata: {
                labels: labelsOf(service),
                annotations: { ...trustAnnotation(config), [`${OWN_PREFIX}/program`]: digest(program) },
            },
            spec: {
                automountServiceAccountToken: false,
                securityContext: restrictedPod(USER) as types.input.core.v1.PodSecurityContext,
                containers: [
                    {
                        name: "app",
                        image: imageOf(IMAGES.node, imageRegistry),
                        command: ["node", `--max-old-space-size=${HEAP}`, `${PROGRAM.directory}/${PROGRAM.file}`],
                        env: Object.entries(env).map(([name, value]) => ({ name, value })),
                        ports: [{ name: "metrics", containerPort: PORT }],
                        readinessProbe: { ...probe, periodSeconds: 5 },
                        securityContext: { ...RESTRICTED_CONTAINER, capabilities: { drop: ["ALL"] } },
                        resources: RESOURCES,
                        volumeMounts: [
                            { name: "program", mountPath: PROGRAM.directory, readOnly: true },
                            { name: "incidents", mountPath: INCIDENTS.directory, readOnly: true },
                            caMount,
                        ],
                    },
                ],
                volumes: [
                    { name: "program", configMap: { name: PROGRAM.configMap } },
                    { name: "incidents", configMap: { name: INCIDENTS.configMap, optional: true } },
                    caVolume,
                ],
            },
        }),
    };
}
