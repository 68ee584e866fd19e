/** Right settings in which every key of the schema has a place. */
import { mergeDeep, type PlainObject } from "../../../config/merge";
import { SECRET_NAMES, type SecretName } from "../../../config/secrets";
import { PROD, PROD_SECRETS } from "../../../scripts/shared/loopback/examples";

const PEM = "-----BEGIN CERTIFICATE-----\nbWFkZSB1cA==\n-----END CERTIFICATE-----\n";
const header = { Authorization: { name: "vendor", key: "header" } };

const engineKey = { name: "engine", key: "token" };

const EVERYTHING: PlainObject = {
    cluster: { context: "here", storageClass: { name: "gp3", encrypted: true } },
    namespaces: { applications: [{ name: "shop", create: true }], content: ["shop"] },
    network: { apiServer: ["10.0.0.1/32"], nodes: ["10.0.0.0/16"] },
    httpProxy: { url: "http://proxy.example.com:3128", noProxy: ["internal.example.com"] },
    tls: { authorities: ["a", "b"], companyCertificates: PEM },
    access: { grafana: { externalUrl: "https://a.example.com" } },
    collector: {
        // For the queues of that many endpoints.
        queueStorage: { gateway: "8Gi", sampler: "8Gi", cluster: "8Gi" },
        autoscale: { most: 9, cpuPercent: 50 },
        scrape: { kafka: { targets: ["kafka.shop:9308"] } },
        probePaths: ["/healthz"],
        dropMetrics: ["go.memory.allocated"],
        spanDimensions: ["http.route"],
        exports: {
            grpc: { protocol: "otlp_grpc", endpoint: "otlp.example.com:4317", signals: ["traces"], headers: header },
            http: { protocol: "otlp_http", endpoint: "https://otlp.example.com", signals: ["logs"], headers: header },
            write: { protocol: "prometheus_remote_write", endpoint: "https://write.example.com", headers: header },
        },
    },
    metrics: {
        identity: { annotations: { role: "prometheus" }, podLabels: { identity: "use" } },
        remoteWrite: Object.fromEntries(
            [
                { type: "none" },
                { type: "basic", username: "shop", secret: engineKey },
                { type: "bearer", secret: engineKey },
                {
                    type: "sigv4",
                    region: "eu-central-1",
                    roleArn: "made-up",
                    identity: "secret",
                    accessKeyId: "made-up",
                    secret: engineKey,
                },
                {
                    type: "oauth2",
                    tokenUrl: "https://login.example.com/token",
                    clientId: "shop",
                    scopes: ["write"],
                    secret: engineKey,
                },
                { type: "azure", tenantId: "made-up", clientId: "shop", identity: "secret", secret: engineKey },
                { type: "certificate", secretName: "engine-tls" },
            ].map((authentication) => [
                authentication.type,
                {
                    url: "https://metrics.example.com/write",
                    authentication,
                    send: ["*"],
                    headers: { "X-Scope-OrgID": "shop" },
                    ca: PEM,
                    ...(authentication.type === "basic" ? { query: "https://metrics.example.com" } : {}),
                },
            ]),
        ),
    },
    fluentBit: { namespaces: { include: ["shop"], exclude: ["kube-system"] } },
    notifications: {
        maintenance: {
            night: { type: "weekly", weekdays: ["saturday"], from: "22:00", to: "02:00" },
            upgrade: { type: "dates", dates: ["2026-12-24"], teams: ["payments"], timezone: "Europe/Berlin" },
        },
        receivers: {
            chat: {
                type: "telegram",
                teams: ["web3"],
                settings: { chat_id: 1 },
                secrets: { bot_token_file: { name: "telegram", key: "token" } },
            },
            hook: {
                type: "webhook",
                settings: { url: "https://hook.example.com", http_config: { basic_auth: { username: "me" } } },
            },
        },
    },
    scrape: {
        external: {
            db: {
                targets: ["db.example.com:9187"],
                labels: { environment: "prod" },
                authentication: { type: "basic", secret: "db" },
                tls: { caSecret: { name: "db-ca" }, clientSecret: "db-client", serverName: "db" },
            },
            queue: { targets: ["queue.example.com:9308"], authentication: { type: "bearer", secret: "queue" } },
        },
    },
    grafana: {
        datasources: {
            warehouse: {
                type: "grafana-postgresql-datasource",
                url: "https://db.example.com:5432",
                settings: { sslmode: "verify-full" },
                secrets: { password: { name: "warehouse", key: "password" } },
            },
        },
    },
    probes: { urls: { shop: { url: "https://shop.example.com", statusCodes: [200] } } },
    content: { rules: "./content/rules", dashboards: "./content/dashboards" },
    privacy: { hashedFields: ["loyalty"], droppedFields: ["fax"], keptFields: ["colour"] },
    business: {
        tradingHours: { from: "07:00", to: "20:00", days: ["monday"] },
        officeHours: { days: ["monday"] },
        customersReasons: ["declined"],
        holidays: ["2026-12-25"],
    },
    services: { "payment-service": { team: "payments" }, roastery: { team: "business" } },
    overrides: { loki: { flag: true } },
};

/** By name; between them, every variant of every block. */
export const RIGHT: readonly {
    readonly name: string;
    readonly settings: PlainObject;
    readonly secrets: readonly SecretName[];
}[] = [
    { name: "dev", settings: mergeDeep({ environment: "dev" }, EVERYTHING), secrets: [] },
    {
        name: "prod",
        settings: mergeDeep(PROD, {
            objectStorage: {
                kmsKey: "arn:aws:kms:eu-central-1:111122223333:key/0",
                endpoint: "https://s3.example.com",
                identity: { annotations: { "example.com/role": "x" }, podLabels: { "example.com/use": "x" } },
            },
            elasticsearch: { mode: "managed", snapshots: { bucket: "company-snapshots" } },
            notifications: {
                slack: { enabled: true },
                email: { enabled: true, smarthost: "smtp.example.com:587" },
                incidentio: { enabled: true, url: "https://api.incident.io/v2/alert_events/alertmanager/01" },
                msteams: { enabled: true },
                webhook: { enabled: true, authentication: { type: "basic", username: "stack" } },
                teams: { payments: { slack: ["payments-incidents"], email: ["payments@example.com"] } },
            },
            existingSecrets: Object.fromEntries(SECRET_NAMES.map((name) => [name, { name: "team", key: "password" }])),
        }),
        secrets: [],
    },
    {
        name: "prod on gcs",
        settings: {
            ...PROD,
            objectStorage: { provider: "gcs", logs: "company-logs", identity: { type: "secret" } },
            elasticsearch: {
                mode: "external",
                url: "https://search.example.com",
                username: "jaeger",
                caSecret: { name: "search-ca" },
            },
        },
        secrets: [...PROD_SECRETS, "elasticsearchPassword", "objectStorageSecretAccessKey"],
    },
    {
        name: "azure",
        settings: {
            environment: "dev",
            notifications: { webhook: { enabled: true, authentication: { type: "header", name: "X-Api-Key" } } },
            objectStorage: {
                provider: "azure",
                logs: "company-logs",
                account: "companylogs",
                identity: { type: "workload" },
            },
            certManager: { enabled: false },
            tls: { issuer: { name: "company", caCertificates: PEM } },
        },
        secrets: ["webhookUrl", "webhookToken"],
    },
];
