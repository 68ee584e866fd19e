/** What Jaeger's chart is given. */

import { CLAIMS, JAEGER_PODS, OWN_PREFIX } from "../../model/cluster/names";
import { CERTIFICATES } from "../../model/network/servers";
import { days } from "../../config/quantities";
import { EXTERNAL_ELASTICSEARCH_CA } from "../../model/network/wiring";
import type { Settings } from "../../model/stack/stack";
import { TRUST, urlOf } from "../../model/network/endpoints";
import {
    caMount,
    caVolume,
    certificateMount,
    certificateVolume,
    digest,
    RESTRICTED_CONTAINER,
    resourcesOf,
    restrictedPod,
    spread,
    trustAnnotation,
} from "../helm/pods";
import { outgoing } from "../helm/outgoing";
import { defined, type HelmValue, type HelmValues } from "../helm/values";
import {
    BADGER_DIRECTORY,
    INDEX_PREFIX,
    jaegerConfig,
    PASSWORD_DIRECTORY,
    SAMPLING_DIRECTORY,
    type JaegerCalls,
} from "./pipeline";
import { uiConfig } from "./ui";

const JAEGER_USER_ID = 10001;
/** After the day's index is complete, before the night's load. */
const CLEAN_DAILY = "55 23 * * *";
export const SAMPLING_CONFIG_MAP = "jaeger-sampling";
export const BADGER_CLAIM = CLAIMS.jaeger;

/** Helm values of Jaeger: https://github.com/jaegertracing/helm-charts/tree/main/charts/jaeger */
export function jaegerValues(settings: Settings, calls: JaegerCalls, strategies: object): HelmValues {
    const { config } = settings;
    const configuration = jaegerConfig(settings, calls);
    const ui = uiConfig(config);
    const outside = outgoing(config, "jaeger");
    const store = storeVolumes(settings, calls);
    const rolls = { ...trustAnnotation(config), ...outside.annotations };
    return defined({
        global: { imageRegistry: config.imageRegistry },
        userconfig: configuration,
        uiconfig: ui,
        jaeger: {
            serviceAccount: { automountServiceAccountToken: false },
            replicas: config.jaeger.replicas,
            // Badger's volume takes one pod at a time; without it, a new pod is ready before the old one goes.
            strategy:
                calls.elasticsearch === undefined
                    ? { type: "Recreate" }
                    : { type: "RollingUpdate", rollingUpdate: { maxUnavailable: 0, maxSurge: 1 } },
            resources: resourcesOf(config.resources.jaeger),
            podSecurityContext: restrictedPod(JAEGER_USER_ID),
            securityContext: RESTRICTED_CONTAINER,
            // The chart has no checksum of its configuration: this label rolls the pods when it changes.
            podLabels: { [`${OWN_PREFIX}/config`]: digest([configuration, ui, strategies, rolls]) },
            topologySpreadConstraints: spread(config, JAEGER_PODS),
            extraVolumes: [
                caVolume,
                certificateVolume(CERTIFICATES.jaeger.secret),
                { name: "sampling", configMap: { name: SAMPLING_CONFIG_MAP } },
                { name: "tmp", emptyDir: {} },
                ...store.volumes,
                ...outside.volumes,
            ],
            extraVolumeMounts: [
                caMount,
                certificateMount,
                { name: "sampling", mountPath: SAMPLING_DIRECTORY, readOnly: true },
                { name: "tmp", mountPath: "/tmp" },
                ...store.mounts,
                ...outside.mounts,
            ],
            extraEnv: outside.env.length > 0 ? outside.env : undefined,
        },
        ...(calls.elasticsearch === undefined ? {} : indexCleaner(settings, calls)),
    });
}

function storeVolumes(
    { config }: Settings,
    { elasticsearch }: JaegerCalls,
): {
    readonly volumes: readonly HelmValue[];
    readonly mounts: readonly HelmValue[];
} {
    if (elasticsearch === undefined) {
        return {
            volumes: [{ name: "badger", persistentVolumeClaim: { claimName: BADGER_CLAIM } }],
            mounts: [{ name: "badger", mountPath: BADGER_DIRECTORY }],
        };
    }
    const external = config.elasticsearch.mode === "external" ? config.elasticsearch.caSecret.name : undefined;
    return {
        volumes: [
            { name: "elasticsearch-user", secret: { secretName: elasticsearch.credentials?.password.name ?? "" } },
            ...(external === undefined ? [] : [{ name: "elasticsearch-ca", secret: { secretName: external } }]),
        ],
        mounts: [
            { name: "elasticsearch-user", mountPath: PASSWORD_DIRECTORY, readOnly: true },
            ...(external === undefined
                ? []
                : [{ name: "elasticsearch-ca", mountPath: EXTERNAL_ELASTICSEARCH_CA, readOnly: true }]),
        ],
    };
}

/** Deletes the indices that are older than the retention. */
function indexCleaner({ config }: Settings, { elasticsearch }: JaegerCalls): HelmValues {
    if (elasticsearch === undefined) return {};
    const { credentials } = elasticsearch;
    const external = config.elasticsearch.mode === "external" ? config.elasticsearch.caSecret.name : undefined;
    return {
        storage: { type: "elasticsearch", elasticsearch: { url: urlOf(elasticsearch) } },
        esIndexCleaner: {
            enabled: true,
            schedule: CLEAN_DAILY,
            numberOfDays: Math.ceil(days(config.jaeger.retention)),
            podSecurityContext: restrictedPod(1000),
            securityContext: RESTRICTED_CONTAINER,
            resources: { requests: { cpu: "10m", memory: "32Mi" }, limits: { memory: "128Mi" } },
            extraEnv: [
                { name: "ES_USERNAME", value: credentials?.username ?? "" },
                {
                    name: "ES_PASSWORD",
                    valueFrom: {
                        secretKeyRef: { name: credentials?.password.name ?? "", key: credentials?.password.key ?? "" },
                    },
                },
                { name: "ES_TLS_ENABLED", value: "true" },
                { name: "ES_TLS_CA", value: elasticsearch.caFile },
                { name: "INDEX_PREFIX", value: INDEX_PREFIX },
                ...outgoing(config, "jaeger").env,
            ],
            ...(external === undefined
                ? { extraConfigmapMounts: [{ ...caMount, configMap: TRUST.configMap, subPath: "" }] }
                : {
                      extraSecretMounts: [
                          {
                              name: "elasticsearch-ca",
                              mountPath: EXTERNAL_ELASTICSEARCH_CA,
                              secretName: external,
                              subPath: "",
                              readOnly: true,
                          },
                      ],
                  }),
        },
    };
}
