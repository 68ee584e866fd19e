import { elasticsearchSpec } from "../../components/elasticsearch/elasticsearch-cluster";
import { snapshotAccess } from "../../components/elasticsearch/snapshots";
import type { PlainObject } from "../../config/merge";
import { configuration, plan } from "../support/plan";
import { PROD, PROD_SECRETS, settings } from "../../scripts/shared/loopback/examples";
import { at, manifest } from "../support/resources";

const S3 = { provider: "s3", logs: "go-coffee-logs", region: "eu-central-1" } as const;
const BUCKET = { bucket: "go-coffee-traces" } as const;
const ROLE = "eks.amazonaws.com/role-arn";

/** What a prod stack tells Elasticsearch. */
function elasticsearch(objectStorage: PlainObject, snapshots?: PlainObject, existingSecrets: PlainObject = {}) {
    const keys = ["objectStorageAccessKeyId", "objectStorageSecretAccessKey"] as const;
    const given = settings(
        { ...PROD, objectStorage, existingSecrets, elasticsearch: snapshots === undefined ? {} : { snapshots } },
        [...PROD_SECRETS, ...keys.filter((name) => !(name in existingSecrets))],
    );
    const { config } = given;
    if (config.elasticsearch.mode !== "managed") throw new Error("no Elasticsearch of ours");
    const access = snapshotAccess(given);
    const spec = elasticsearchSpec(config, config.elasticsearch, "user", access);
    return { access, spec, nodes: at(spec, "nodeSets", 0), pod: at(spec, "nodeSets", 0, "podTemplate", "spec") };
}

test("without them, Elasticsearch is told nothing of the object storage", () => {
    const { access, spec } = elasticsearch({ ...S3, identity: { type: "secret" } });
    expect(access).toBeUndefined();
    expect(JSON.stringify(spec)).not.toMatch(/s3|secureSettings|serviceAccountName|object-storage/);
});

test("S3 with keys: they go from their Secret into the keystore, under the client's names", () => {
    const { spec, nodes, pod } = elasticsearch(
        { ...S3, endpoint: "https://s3.example.com", identity: { type: "secret" } },
        BUCKET,
    );
    expect(at(spec, "secureSettings")).toEqual([
        {
            secretName: "object-storage",
            entries: [
                { key: "access-key-id", path: "s3.client.default.access_key" },
                { key: "secret-access-key", path: "s3.client.default.secret_key" },
            ],
        },
    ]);
    expect(at(nodes, "config")).toEqual({
        "node.store.allow_mmap": false,
        "ingest.geoip.downloader.enabled": false,
        "s3.client.default.region": "eu-central-1",
        "s3.client.default.endpoint": "https://s3.example.com",
        "s3.client.default.path_style_access": true,
    });
    expect(pod).not.toHaveProperty("serviceAccountName");
});

test("keys in two Secrets are projected from each", () => {
    const { spec } = elasticsearch({ ...S3, identity: { type: "secret" } }, BUCKET, {
        objectStorageAccessKeyId: { name: "ids", key: "id" },
    });
    expect(at(spec, "secureSettings")).toEqual([
        { secretName: "ids", entries: [{ key: "id", path: "s3.client.default.access_key" }] },
        { secretName: "object-storage", entries: [{ key: "secret-access-key", path: "s3.client.default.secret_key" }] },
    ]);
});

test("S3 with a role: a service account of its own, and a token where Elasticsearch may read it", () => {
    const role = "arn:aws:iam::111122223333:role/go-coffee-traces";
    const { access, spec, nodes, pod } = elasticsearch(
        { ...S3, identity: { type: "workload", annotations: { [ROLE]: "arn:of-loki" } } },
        { ...BUCKET, annotations: { [ROLE]: role } },
    );
    expect(access?.identity?.annotations).toEqual({ [ROLE]: role });
    expect(spec).not.toHaveProperty("secureSettings");
    expect(at(nodes, "config")).toMatchObject({ "s3.client.default.region": "eu-central-1" });
    expect(pod).toMatchObject({
        serviceAccountName: "elasticsearch",
        automountServiceAccountToken: false,
        volumes: [
            {
                name: "aws-iam-token",
                projected: {
                    sources: [
                        {
                            serviceAccountToken: {
                                audience: "sts.amazonaws.com",
                                expirationSeconds: 86400,
                                path: "aws-web-identity-token-file",
                            },
                        },
                    ],
                },
            },
        ],
    });
    expect(at(pod, "containers", 0, "volumeMounts")).toEqual([
        { name: "aws-iam-token", mountPath: "/usr/share/elasticsearch/config/repository-s3", readOnly: true },
    ]);
    expect(at(pod, "containers", 0, "env")).toEqual([
        { name: "ES_JAVA_OPTS", value: "-Xms4096m -Xmx4096m" },
        {
            name: "AWS_WEB_IDENTITY_TOKEN_FILE",
            value: "/usr/share/elasticsearch/config/repository-s3/aws-web-identity-token-file",
        },
        { name: "AWS_ROLE_ARN", value: role },
        { name: "AWS_REGION", value: "eu-central-1" },
    ]);
});

test("Google Cloud: a file with the key, or the pods' own identity", () => {
    const gcs = { provider: "gcs", logs: "go-coffee-logs" };
    const withKey = elasticsearch({ ...gcs, identity: { type: "secret" } }, BUCKET);
    expect(at(withKey.spec, "secureSettings")).toEqual([
        {
            secretName: "object-storage",
            entries: [{ key: "secret-access-key", path: "gcs.client.default.credentials_file" }],
        },
    ]);
    const annotations = { "iam.gke.io/gcp-service-account": "traces@project.iam.gserviceaccount.com" };
    const { access, pod } = elasticsearch({ ...gcs, identity: { type: "workload", annotations } }, BUCKET);
    expect(access?.identity?.annotations).toEqual(annotations);
    expect(pod).toMatchObject({ serviceAccountName: "elasticsearch", automountServiceAccountToken: true });
});

const AZURE = { provider: "azure", logs: "go-coffee-logs", account: "gocoffee" } as const;
const AZURE_WORKLOAD = {
    ...AZURE,
    identity: {
        type: "workload",
        annotations: { "azure.workload.identity/client-id": "made-up" },
        podLabels: { "azure.workload.identity/use": "true" },
    },
} as const;

test("Azure: the account is an entry of the keystore in any case", () => {
    const withKey = elasticsearch({ ...AZURE, identity: { type: "secret" } }, BUCKET);
    expect(withKey.access?.keystore).toEqual({ "azure.client.default.account": "gocoffee" });
    expect(at(withKey.spec, "secureSettings")).toEqual([
        { secretName: "elasticsearch-keystore" },
        { secretName: "object-storage", entries: [{ key: "secret-access-key", path: "azure.client.default.key" }] },
    ]);
    const { spec, nodes, pod } = elasticsearch(AZURE_WORKLOAD, BUCKET);
    expect(at(spec, "secureSettings")).toEqual([{ secretName: "elasticsearch-keystore" }]);
    expect(at(nodes, "podTemplate", "metadata", "labels")).toEqual({ "azure.workload.identity/use": "true" });
    expect(at(pod, "containers", 0, "env", 1)).toEqual({
        name: "AZURE_FEDERATED_TOKEN_FILE",
        value: "/usr/share/elasticsearch/config/azure/tokens/azure-identity-token",
    });
});

test("the objects that this takes are planned", async () => {
    const over = { objectStorage: AZURE_WORKLOAD, elasticsearch: { snapshots: BUCKET } };
    const { resources } = (await plan("prod", configuration("prod", over))).plan;
    expect(Object.keys(manifest(resources, "Secret", "elasticsearch-keystore").stringData ?? {})).toEqual([
        "azure.client.default.account",
    ]);
    expect(manifest(resources, "ServiceAccount", "elasticsearch").metadata).toMatchObject({
        namespace: "go-coffee-monitoring",
        annotations: { "azure.workload.identity/client-id": "made-up" },
    });
    expect(at(manifest(resources, "Elasticsearch", "elasticsearch"), "spec", "secureSettings")).toEqual([
        { secretName: "elasticsearch-keystore" },
    ]);
});
