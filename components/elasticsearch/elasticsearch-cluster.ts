/** The Elasticsearch cluster as a custom resource, and the roles of its users. */

import { imageOf, IMAGES } from "../../model/charts/images";
import { bytes, mebibytes } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";
import { ELASTICSEARCH, ELASTICSEARCH_LABEL } from "../../model/cluster/names";
import { CERTIFICATES } from "../../model/network/servers";
import { settledTemplate } from "../helm/pod-settings";
import type { HelmValues } from "../helm/values";
import { RESTRICTED_CONTAINER, resourcesOf, spread, volumeClaim } from "../helm/pods";
import { SERVICE_ACCOUNT, type PodIdentity, type SnapshotAccess } from "./snapshots";

export const ROLES_SECRET = "elasticsearch-roles";

/** What Jaeger's user may do: its own indices and what it needs to know of the cluster. */
export const roles = (role: string): string => `${role}:
  cluster: [monitor, manage_index_templates]
  indices:
    - names: ["go-coffee-*"]
      privileges: [all]
`;

export type ManagedElasticsearch = Extract<StackConfig["elasticsearch"], { mode: "managed" }>;

/** The Elasticsearch resource: https://www.elastic.co/docs/reference/cloud-on-k8s */
export function elasticsearchSpec(
    config: StackConfig,
    own: ManagedElasticsearch,
    userSecret: string,
    snapshots: SnapshotAccess | undefined,
): object {
    const requirements = config.resources.elasticsearch;
    // Half of the memory for the heap, the rest for the page cache.
    const heap = mebibytes(bytes(requirements.memoryLimit) / 2).replace("Mi", "m");
    const identity = snapshots?.identity;
    return {
        version: IMAGES.elasticsearch.tag,
        image: imageOf(IMAGES.elasticsearch, config.imageRegistry),
        // Volumes outlive the cluster: traces are removed by retention, not by accident.
        volumeClaimDeletePolicy: "DeleteOnScaledownOnly",
        http: { tls: { certificate: { secretName: CERTIFICATES.elasticsearch.secret } } },
        auth: { fileRealm: [{ secretName: userSecret }], roles: [{ secretName: ROLES_SECRET }] },
        ...(snapshots === undefined || snapshots.secureSettings.length === 0
            ? {}
            : { secureSettings: snapshots.secureSettings }),
        updateStrategy: { changeBudget: { maxUnavailable: 1, maxSurge: 0 } },
        nodeSets: [
            {
                name: "default",
                count: own.replicas,
                config: {
                    // Without it, nodes would need vm.max_map_count raised by a privileged container.
                    "node.store.allow_mmap": false,
                    "ingest.geoip.downloader.enabled": false,
                    ...snapshots?.config,
                },
                volumeClaimTemplates: [
                    { metadata: { name: "elasticsearch-data" }, spec: volumeClaim(config, own.storage) },
                ],
                podTemplate: settledTemplate(config, "elasticsearch", {
                    ...(identity === undefined ? {} : { metadata: { labels: identity.podLabels } }),
                    spec: {
                        ...(identity === undefined ? {} : podIdentitySpec(identity)),
                        securityContext: {
                            runAsNonRoot: true,
                            runAsUser: 1000,
                            fsGroup: 1000,
                            seccompProfile: { type: "RuntimeDefault" },
                        },
                        topologySpreadConstraints: spread(config, {
                            [ELASTICSEARCH_LABEL]: ELASTICSEARCH,
                        }),
                        containers: [
                            {
                                name: "elasticsearch",
                                securityContext: RESTRICTED_CONTAINER,
                                resources: resourcesOf(requirements),
                                env: [
                                    { name: "ES_JAVA_OPTS", value: `-Xms${heap} -Xmx${heap}` },
                                    ...(identity?.env ?? []),
                                ],
                                ...(identity?.token === undefined
                                    ? {}
                                    : {
                                          volumeMounts: [
                                              {
                                                  name: identity.token.volume,
                                                  mountPath: identity.token.directory,
                                                  readOnly: true,
                                              },
                                          ],
                                      }),
                            },
                        ],
                    },
                }),
            },
        ],
    };
}

const podIdentitySpec = ({ mountToken, token }: PodIdentity): HelmValues => ({
    serviceAccountName: SERVICE_ACCOUNT,
    automountServiceAccountToken: mountToken,
    ...(token === undefined
        ? {}
        : {
              volumes: [
                  {
                      name: token.volume,
                      projected: {
                          sources: [
                              {
                                  serviceAccountToken: {
                                      audience: token.audience,
                                      expirationSeconds: token.seconds,
                                      path: token.file,
                                  },
                              },
                          ],
                      },
                  },
              ],
          }),
});
