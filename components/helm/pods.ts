import { createHash } from "node:crypto";
import { CERTIFICATE, TRUST } from "../../model/network/endpoints";
import { LABELS, OWN_PREFIX } from "../../model/cluster/names";
import { asksForCertificates, issuerOf } from "../../model/network/issuers";
import type { StackConfig } from "../../config/schema";
import type { Requirements } from "../../config/schema/resources";
import type { HelmValue, HelmValues } from "./values";

/** What every pod of ours has in common. */

/** Requests and limits as Kubernetes wants them. */
export const resourcesOf = ({
    cpu,
    memory,
    memoryLimit,
    cpuLimit,
}: Requirements): { readonly requests: HelmValues; readonly limits: HelmValues } => ({
    requests: { cpu, memory },
    limits: { memory: memoryLimit, ...(cpuLimit === undefined ? {} : { cpu: cpuLimit }) },
});

/** Pod security that the level `restricted` accepts. */
export const restrictedPod = (user: number): HelmValues => ({
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup: user,
    seccompProfile: { type: "RuntimeDefault" },
});

/** Container security that the level `restricted` accepts. */
export const RESTRICTED_CONTAINER = {
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    runAsNonRoot: true,
    capabilities: { drop: ["ALL"] },
    seccompProfile: { type: "RuntimeDefault" },
} as const;

const CA_VOLUME = "go-coffee-ca";
const CERTIFICATE_VOLUME = "go-coffee-tls";

/** The CA that clients trust, as a volume and where it is mounted. */
export const caVolume = { name: CA_VOLUME, configMap: { name: TRUST.configMap } } as const;
export const caMount = { name: CA_VOLUME, mountPath: TRUST.directory, readOnly: true } as const;

/** A server's certificate, as a volume and where it is mounted. */
export const certificateVolume = (secret: string) =>
    ({ name: CERTIFICATE_VOLUME, secret: { secretName: secret } }) as const;
export const certificateMount = { name: CERTIFICATE_VOLUME, mountPath: CERTIFICATE.directory, readOnly: true } as const;

/** A short, stable digest of anything: as an annotation it rolls pods when what they read has changed. */
export const digest = (value: unknown): string =>
    createHash("sha256").update(JSON.stringify(value)).digest("hex").slice(0, 16);

/** Annotation that rolls pods when the set of trusted authorities changes: most clients read their CA once. */
export const trustAnnotation = ({ tls }: StackConfig): { readonly [key: string]: string } => ({
    [`${OWN_PREFIX}/trust`]: digest(tls.issuer?.caCertificates ?? [...tls.authorities].sort()),
});

/** Annotation that rolls pods which read at start only what they show to servers that ask: while the old signer is trusted. */
export const clientAnnotation = (config: StackConfig): { readonly [key: string]: string } =>
    asksForCertificates(config) ? { [`${OWN_PREFIX}/client`]: issuerOf(config).name } : {};

/** Spreads the replicas of a workload over zones and nodes. */
export const spread = ({ cluster }: StackConfig, matchLabels: HelmValues): readonly HelmValue[] =>
    ["kubernetes.io/hostname", ...(cluster.zones ? ["topology.kubernetes.io/zone"] : [])].map((topologyKey) => ({
        maxSkew: 1,
        topologyKey,
        whenUnsatisfiable: "ScheduleAnyway",
        labelSelector: { matchLabels },
    }));

/** A disruption budget where there is more than one replica; with one it would only block drains. */
export const disruptionBudget = (replicas: number): HelmValues =>
    replicas > 1 ? { enabled: true, maxUnavailable: 1 } : { enabled: false };

/** The same for a chart whose own default is `minAvailable`: only one of the two may be set. */
export const disruptionBudgetByAvailable = (replicas: number): HelmValues =>
    replicas > 1 ? { enabled: true, minAvailable: replicas - 1 } : { enabled: false };

/** A claim on storage of the configured class. */
export const volumeClaim = ({ cluster }: StackConfig, size: string): HelmValues => ({
    accessModes: ["ReadWriteOnce"],
    ...(cluster.storageClass === undefined ? {} : { storageClassName: cluster.storageClass.name }),
    resources: { requests: { storage: size } },
});

/** Metadata of an object of ours. */
export const metadata = (name: string, namespace: string, labels: { readonly [key: string]: string } = {}) => ({
    name,
    namespace,
    labels: { ...LABELS, ...labels },
});
