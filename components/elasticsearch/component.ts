/** Elasticsearch as an element of the stack: operator and cluster. */

import * as k8s from "@pulumi/kubernetes";
import * as pulumi from "@pulumi/pulumi";
import { definitionOf } from "../../config/secrets";
import { ELASTICSEARCH } from "../../model/cluster/names";
import { ELASTICSEARCH_ROLE } from "../../model/network/wiring";
import type { Settings } from "../../model/stack/stack";
import { after } from "../helm/children";
import { metadata } from "../helm/pods";
import { HelmElement } from "../helm/release";
import { elasticsearchSpec, ROLES_SECRET, roles, type ManagedElasticsearch } from "./elasticsearch-cluster";
import { KEYSTORE_SECRET, SERVICE_ACCOUNT, snapshotAccess, type SnapshotAccess } from "./snapshots";
import { elasticOperatorValues } from "./values";

export interface ElasticsearchArgs {
    readonly managed: ManagedElasticsearch;
    readonly requires: readonly pulumi.Resource[];
}

/** Elasticsearch, run by the ECK operator. */
export class Elasticsearch extends HelmElement {
    readonly cluster: pulumi.Resource;

    constructor(name: string, settings: Settings, args: ElasticsearchArgs, opts: pulumi.ComponentResourceOptions) {
        super("Elasticsearch", name, settings.config, opts);
        const { config, references } = settings;
        const namespace = config.namespaces.monitoring;
        const operator = this.release("elasticOperator", namespace, elasticOperatorValues(config), args.requires);
        const roleDefinitions = new k8s.core.v1.Secret(
            ROLES_SECRET,
            { metadata: metadata(ROLES_SECRET, namespace), stringData: { "roles.yml": roles(ELASTICSEARCH_ROLE) } },
            this.children,
        );
        const snapshots = snapshotAccess(settings);
        const access = snapshots === undefined ? [] : this.snapshotObjects(namespace, snapshots);
        const userSecret = references.elasticsearchPassword?.name ?? definitionOf("elasticsearchPassword").secret;
        this.cluster = new k8s.apiextensions.CustomResource(
            ELASTICSEARCH,
            {
                apiVersion: "elasticsearch.k8s.elastic.co/v1",
                kind: "Elasticsearch",
                metadata: metadata(ELASTICSEARCH, namespace),
                spec: elasticsearchSpec(config, args.managed, userSecret, snapshots),
            },
            after(this.children, operator, roleDefinitions, ...access),
        );
        this.registerOutputs({});
    }

    /** What the nodes need to reach the object storage of snapshots. */
    private snapshotObjects(namespace: string, { keystore, identity }: SnapshotAccess): readonly pulumi.Resource[] {
        return [
            ...(Object.keys(keystore).length === 0
                ? []
                : [
                      new k8s.core.v1.Secret(
                          KEYSTORE_SECRET,
                          { metadata: metadata(KEYSTORE_SECRET, namespace), stringData: keystore },
                          this.children,
                      ),
                  ]),
            ...(identity === undefined
                ? []
                : [
                      new k8s.core.v1.ServiceAccount(
                          SERVICE_ACCOUNT,
                          { metadata: { ...metadata(SERVICE_ACCOUNT, namespace), annotations: identity.annotations } },
                          this.children,
                      ),
                  ]),
        ];
    }
}
