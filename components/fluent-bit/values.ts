/** What Fluent Bit's chart is given. */

import type { TlsEndpoint } from "../../model/network/endpoints";
import { IMAGES, repositoryOf } from "../../model/charts/images";
import type { Settings } from "../../model/stack/stack";
import { CERTIFICATES } from "../../model/network/servers";
import {
    caMount,
    caVolume,
    certificateMount,
    certificateVolume,
    clientAnnotation,
    resourcesOf,
    trustAnnotation,
} from "../helm/pods";
import { defined, untemplated, type HelmValues } from "../helm/values";
import { DNS_TRIES, NODE_VARIABLE } from "./schema";
import { fluentBitFile, GRACE_SECONDS, STATE_DIRECTORY } from "./pipeline";

const FILE = "fluent-bit.yaml";
const LIVENESS_SECONDS = 10;
/** Longer than it waits for DNS, by a minute. */
const LIVENESS_FAILURES = (DNS_TRIES.times * DNS_TRIES.seconds + 60) / LIVENESS_SECONDS;

/** Helm values of Fluent Bit: https://github.com/fluent/helm-charts/tree/main/charts/fluent-bit */
export function fluentBitValues({ config }: Settings, collector: TlsEndpoint): HelmValues {
    const asked = collector.identity !== undefined;
    return defined({
        image: {
            repository: repositoryOf(IMAGES.fluentBit, config.imageRegistry),
            tag: IMAGES.fluentBit.tag,
        },
        testFramework: { enabled: false },
        resources: resourcesOf(config.resources.fluentBit),
        // Logs of containers belong to root on most nodes: it reads as root, with that one capability and no other.
        podSecurityContext: { runAsUser: 0, runAsGroup: 0, seccompProfile: { type: "RuntimeDefault" } },
        securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ["ALL"], add: ["DAC_READ_SEARCH"] },
        },
        // The chart has no startup probe, and ends it after 30 s: on a node that starts, DNS comes later.
        livenessProbe: { periodSeconds: LIVENESS_SECONDS, failureThreshold: LIVENESS_FAILURES },
        terminationGracePeriodSeconds: GRACE_SECONDS + 10,
        env: [{ name: NODE_VARIABLE, valueFrom: { fieldRef: { fieldPath: "spec.nodeName" } } }],
        tolerations: [{ operator: "Exists" }],
        updateStrategy: { type: "RollingUpdate", rollingUpdate: { maxUnavailable: "20%" } },
        podAnnotations: {
            ...trustAnnotation(config),
            ...clientAnnotation(config),
        },
        args: ["--workdir=/fluent-bit/etc", `--config=/fluent-bit/etc/conf/${FILE}`],
        // The chart's classic files are left out: the YAML file is the whole configuration.
        config: {
            service: "",
            inputs: "",
            filters: "",
            outputs: "",
            customParsers: "",
            extraFiles: { [FILE]: untemplated(fluentBitFile(config, collector)) },
        },
        daemonSetVolumes: [
            { name: "varlog", hostPath: { path: "/var/log" } },
            { name: "varlibdockercontainers", hostPath: { path: "/var/lib/docker/containers" } },
            { name: "state", hostPath: { path: "/var/lib/go-coffee/fluent-bit", type: "DirectoryOrCreate" } },
            caVolume,
            ...(asked ? [certificateVolume(CERTIFICATES.fluentBit.secret)] : []),
        ],
        daemonSetVolumeMounts: [
            { name: "varlog", mountPath: "/var/log", readOnly: true },
            { name: "varlibdockercontainers", mountPath: "/var/lib/docker/containers", readOnly: true },
            { name: "state", mountPath: STATE_DIRECTORY },
            caMount,
            ...(asked ? [certificateMount] : []),
        ],
    });
}
