import { messageOf, only, prod, type Case, useless } from "../support/problems";
import { PROD, PROD_SECRETS } from "../../scripts/shared/loopback/examples";

const snapshots = (given: object): { readonly elasticsearch: { readonly snapshots: object } } => ({
    elasticsearch: { snapshots: { bucket: "go-coffee-traces", ...given } },
});

const CASES: readonly Case[] = [
    {
        name: "snapshots without object storage",
        settings: {
            environment: "dev",
            elasticsearch: { mode: "managed", replicas: 1, storage: "20Gi", snapshots: { bucket: "traces" } },
        },
        message: `  elasticsearch.snapshots.bucket = "traces"
      needs objectStorage: its provider, and how the stack proves to it who it is
      npm run config -- --stack dev -- rm --path elasticsearch.snapshots
      # or:
      npm run config -- --stack dev -- set --path objectStorage.provider s3
      npm run config -- --stack dev -- set --path objectStorage.logs   # asks for it: the bucket that was made for logs; for example company-logs
      npm run config -- --stack dev -- set --path objectStorage.region   # asks for it: the region of the bucket; for example eu-central-1
      npm run config -- --stack dev -- set --path objectStorage.identity.type workload`,
    },
    prod(
        "snapshots among the logs",
        snapshots({ bucket: "go-coffee-logs" }),
        `  elasticsearch.snapshots.bucket = "go-coffee-logs"
      is the bucket of logs (objectStorage.logs): what expires there would break snapshots
      npm run config -- --stack dev -- set --path elasticsearch.snapshots.bucket go-coffee-logs-snapshots`,
    ),
    {
        name: "annotations of a service account that nobody asks",
        settings: {
            ...PROD,
            ...snapshots({ annotations: { "eks.amazonaws.com/role-arn": "arn" } }),
            objectStorage: { provider: "s3", logs: "logs", region: "eu-central-1", identity: { type: "secret" } },
        },
        secrets: [...PROD_SECRETS, "objectStorageAccessKeyId", "objectStorageSecretAccessKey"],
        message: `  elasticsearch.snapshots.annotations = {"eks.amazonaws.com/role-arn":"arn"}
      are of no use: the identity is a secret (objectStorage.identity.type)
      npm run config -- --stack dev -- rm --path elasticsearch.snapshots.annotations`,
    },
    prod(
        "a prefix that is no path",
        snapshots({ prefix: "/traces/" }),
        `  elasticsearch.snapshots.prefix = "/traces/"
      must be a path without slashes at its ends such as elasticsearch/prod
      npm run config -- --stack dev -- set --path elasticsearch.snapshots.prefix elasticsearch`,
    ),
    prod(
        "none that is kept",
        snapshots({ keep: 0 }),
        `  elasticsearch.snapshots.keep = 0
      must be 1 or more
      npm run config -- --stack dev -- set --path elasticsearch.snapshots.keep 1`,
    ),
    {
        name: "snapshots of an Elasticsearch that isn't there",
        settings: { environment: "dev", elasticsearch: { mode: "off", snapshots: { bucket: "traces" } } },
        message: `  elasticsearch.snapshots = {"bucket":"traces"}
      is not a known key; there are mode
      npm run config -- --stack dev -- rm --path elasticsearch.snapshots`,
    },
];

test.each(CASES)("$name", (given) => {
    expect(messageOf(given)).toBe(only(given.message));
});

test.each(CASES)("$name is mended by each line that is told", (told) => {
    expect(useless(told)).toEqual([]);
});

test("snapshots beside the logs are right", () => {
    expect(messageOf(prod("", snapshots({}), ""))).toBe("");
});
