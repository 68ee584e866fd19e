import { TRUST, urlOf } from "../network/endpoints";
import { INTERFACES, interfacesOf, localUrl } from "../network/interfaces";
import { SERVICES, type ServicePort } from "../cluster/names";
import type { SecretReference, Settings } from "./stack";
import type { Wiring } from "../network/wiring";

/** How to open a user interface. */
export interface Access {
    /** Where it is while the command runs. */
    readonly url: string;
    readonly command: string;
    /** Its URL from outside of the cluster, where there is one. */
    readonly externalUrl?: string;
    /** Prints the administrator's password. */
    readonly passwordCommand?: string;
}

export interface Otlp {
    readonly grpc: string;
    readonly http: string;
    /** The same without TLS, where configuration allows it. */
    readonly plain?: { readonly grpc: string; readonly http: string };
    /** The Secret with the token that applications show, where one is asked for. */
    readonly token?: { readonly secret: string; readonly key: string; readonly namespace: string };
    /** The ConfigMap in the applications' namespaces with the CA that signs these endpoints. */
    readonly ca: { readonly configMap: string; readonly key: string; readonly namespaces: readonly string[] };
}

const portForward = (namespace: string, { service, port }: ServicePort, local: number): string =>
    `kubectl port-forward -n ${namespace} svc/${service} ${local}:${port}`;

/** The stack's output `access`. */
export function accessOutput({ config, references }: Settings): { readonly [ui: string]: Access } {
    const namespace = config.namespaces.monitoring;
    const password = references.grafanaAdminPassword;
    return Object.fromEntries(
        interfacesOf(config).map((ui): [string, Access] => {
            const { target, local } = INTERFACES[ui];
            const externalUrl = ui === "otelCollector" ? undefined : config.access[ui].externalUrl;
            return [
                ui,
                {
                    url: localUrl(ui),
                    command: portForward(namespace, target, local),
                    ...(externalUrl === undefined ? {} : { externalUrl }),
                    ...(ui === "grafana" && password !== undefined
                        ? { passwordCommand: readSecret(namespace, password) }
                        : {}),
                },
            ];
        }),
    );
}

const readSecret = (namespace: string, { name, key }: SecretReference): string =>
    `kubectl get secret -n ${namespace} ${name} -o jsonpath='{.data.${key.replaceAll(".", "\\.")}}' | base64 -d`;

/** The stack's output `otlp`: what applications set as their OTLP endpoint. */
export function otlpOutput({ config, references }: Settings, { collectorGrpc, collectorHttp }: Wiring): Otlp {
    const { plainOtlp, authentication } = config.collector;
    const token = authentication.type === "bearer" ? references.otlpToken : undefined;
    const { host } = collectorGrpc;
    return {
        grpc: urlOf(collectorGrpc),
        http: urlOf(collectorHttp),
        ...(plainOtlp
            ? {
                  plain: {
                      grpc: `http://${host}:${SERVICES.collectorPlainGrpc.port}`,
                      http: `http://${host}:${SERVICES.collectorPlainHttp.port}`,
                  },
              }
            : {}),
        ...(token === undefined
            ? {}
            : { token: { secret: token.name, key: token.key, namespace: config.namespaces.monitoring } }),
        ca: {
            configMap: TRUST.configMap,
            key: TRUST.key,
            namespaces: config.namespaces.applications.map(({ name }) => name),
        },
    };
}
