import { dev, messageOf, only, prod, type Case, useless } from "../support/problems";
import { PROD, PROD_SECRETS } from "../../scripts/shared/loopback/examples";

const CASES: readonly Case[] = [
    dev(
        "a password without TLS",
        {
            scrape: {
                external: {
                    db: {
                        targets: ["db.example.com:9187"],
                        scheme: "http",
                        authentication: { type: "basic", secret: "db" },
                    },
                },
            },
        },
        `  scrape.external.db.scheme = "http"
      shows whoever is in between what targets are shown (authentication)
      npm run config -- --stack dev -- set --path scrape.external.db.scheme https   # or: npm run config -- --stack dev -- rm --path scrape.external.db.authentication`,
    ),
    dev(
        "a data source that is called like one of the stack",
        { grafana: { datasources: { loki: { type: "loki", url: "https://logs.example.com" } } } },
        `  grafana.datasources.loki = {"type":"loki"}
      is the name of a data source of the stack
      npm run config -- --stack dev -- rm --path grafana.datasources.loki && npm run config -- --stack dev -- set --path grafana.datasources.other-loki.type loki && npm run config -- --stack dev -- set --path grafana.datasources.other-loki.url https://logs.example.com`,
    ),
    dev(
        "a kind of data source that isn't part of Grafana",
        { grafana: { datasources: { shop: { type: "postgres" } } } },
        `  grafana.datasources.shop.type = "postgres"
      must be one of prometheus, loki, tempo, jaeger, zipkin, elasticsearch, influxdb, graphite, opentsdb, alertmanager, mysql, grafana-postgresql-datasource, mssql, cloudwatch, grafana-azure-monitor-datasource, stackdriver, grafana-pyroscope-datasource, parca
      npm run config -- --stack dev -- set --path grafana.datasources.shop.type prometheus`,
    ),
    dev(
        "a password in a data source's settings",
        { grafana: { datasources: { shop: { type: "mysql", settings: { password: "made-up" } } } } },
        `  grafana.datasources.shop.settings.password = "[hidden]"
      is a secret in plain text, which the plan would print: name a Kubernetes Secret in its place (existingSecret, secretKeyRef, a file)
      npm run config -- --stack dev -- rm --path grafana.datasources.shop.settings.password`,
    ),
    dev(
        "a label that is Prometheus' own",
        { scrape: { external: { db: { targets: ["db.example.com:9187"], labels: { job: "db" } } } } },
        `  scrape.external.db.labels.job = "db"
      must be the name of a label that isn't Prometheus' own such as environment
      npm run config -- --stack dev -- rm --path scrape.external.db.labels.job`,
    ),
    dev(
        "retention that outgrows its volume",
        { prometheus: { retention: "90d" } },
        `  prometheus.retention = "90d"
      outgrows prometheus.storage (20Gi): about 41Gi are needed, 17Gi may fill
      npm run config -- --stack dev -- set --path prometheus.storage 49Gi`,
    ),
    dev(
        "logs that outgrow their volume",
        { loki: { dailyVolume: "10Gi" }, collector: { outageMinutes: 10 } },
        `  loki.retention = "744h"
      outgrows loki.storage (20Gi): about 68.7Gi are needed, 17Gi may fill
      npm run config -- --stack dev -- set --path loki.storage 81Gi`,
    ),
    dev(
        "traces that outgrow their volume",
        { jaeger: { spansPerSecond: 1000 }, collector: { outageMinutes: 10 } },
        `  jaeger.retention = "168h"
      outgrows jaeger.storage.size (10Gi): about 281.6Gi are needed, 8.5Gi may fill
      npm run config -- --stack dev -- set --path jaeger.storage.size 332Gi`,
    ),
    dev(
        "queues that don't bridge the stated outage",
        { collector: { outageMinutes: 200 } },
        `  collector.queueStorage.gateway = "2Gi"
      bridges 170 of 200 minutes (collector.outageMinutes): about 1.6Gi are needed, 1.4Gi may fill
      npm run config -- --stack dev -- set --path collector.queueStorage.gateway 3Gi   # or: npm run config -- --stack dev -- set --path collector.outageMinutes 170`,
    ),
    prod(
        "queues of a tier that is too small",
        { collector: { queueStorage: { sampler: "1Gi" } } },
        `  collector.queueStorage.sampler = "1Gi"
      bridges 52 of 60 minutes (collector.outageMinutes): about 824Mi are needed, 716.8Mi may fill
      npm run config -- --stack dev -- set --path collector.queueStorage.sampler 2Gi   # or: npm run config -- --stack dev -- set --path collector.outageMinutes 52`,
    ),
    dev(
        "log retention that isn't whole days",
        { loki: { retention: "100h" } },
        `  loki.retention = "100h"
      must be a whole number of days: Loki deletes by day
      npm run config -- --stack dev -- set --path loki.retention 120h`,
    ),
    dev(
        "scrapes that rules can't work with",
        { prometheus: { scrapeInterval: "5m" } },
        `  prometheus.scrapeInterval = "5m"
      is too seldom: rules look back five minutes and need two scrapes in them, 2m at most
      npm run config -- --stack dev -- set --path prometheus.scrapeInterval 2m`,
    ),
    dev(
        "a request above its limit",
        { resources: { loki: { memory: "8Gi" } } },
        `  resources.loki.memory = "8Gi"
      is more than its limit (1Gi)
      npm run config -- --stack dev -- set --path resources.loki.memoryLimit 8Gi`,
    ),
    dev(
        "a lifetime that isn't whole hours",
        { tls: { certificateLifetime: "2000h", renewBefore: "90m" } },
        `  tls.renewBefore = "90m"
      must be a whole number of hours
      npm run config -- --stack dev -- set --path tls.renewBefore 2h`,
    ),
    dev(
        "Slack without its secret",
        { notifications: { slack: { enabled: true } } },
        `  notifications.slack.enabled = true
      needs the secret slackApiUrl, from config or as existingSecrets.slackApiUrl
      npm run config -- --stack dev -- set --secret slackApiUrl   # or: npm run config -- --stack dev -- set --path notifications.slack.enabled false`,
    ),
    dev(
        "e-mail without its secret",
        { notifications: { email: { enabled: true, smarthost: "smtp.example.com:587" } } },
        `  notifications.email.enabled = true
      needs the secret smtpPassword, from config or as existingSecrets.smtpPassword
      npm run config -- --stack dev -- set --secret smtpPassword   # or: npm run config -- --stack dev -- set --path notifications.email.enabled false`,
    ),
    dev(
        "PagerDuty without its secret",
        { notifications: { pagerduty: { enabled: true } } },
        `  notifications.pagerduty.enabled = true
      needs the secret pagerdutyKeyPlatform, from config or as existingSecrets.pagerdutyKeyPlatform
      npm run config -- --stack dev -- set --secret pagerdutyKeyPlatform   # or: npm run config -- --stack dev -- set --path notifications.pagerduty.enabled false`,
    ),
    dev(
        "distributed Loki on local disks",
        { loki: { mode: "distributed" } },
        `  loki.mode = "distributed"
      a distributed Loki can't share local disks: it needs objectStorage
      npm run config -- --stack dev -- set --path objectStorage.provider s3
      npm run config -- --stack dev -- set --path objectStorage.logs   # asks for it: the bucket that was made for logs; for example company-logs
      npm run config -- --stack dev -- set --path objectStorage.region   # asks for it: the region of the bucket; for example eu-central-1
      npm run config -- --stack dev -- set --path objectStorage.identity.type workload   # or: npm run config -- --stack dev -- set --path loki.mode monolithic`,
    ),
    dev(
        "Jaeger on an Elasticsearch that is off",
        { jaeger: { storage: { type: "elasticsearch" } } },
        `  elasticsearch.mode = "off"
      Jaeger keeps its traces in Elasticsearch (jaeger.storage.type)
      npm run config -- --stack dev -- set --path elasticsearch.mode managed   # or: npm run config -- --stack dev -- set --path jaeger.storage.type badger`,
    ),
    dev(
        "several Jaegers on one volume",
        { jaeger: { replicas: 3 } },
        `  jaeger.replicas = 3
      Badger lives on the volume of one replica; more need Elasticsearch
      npm run config -- --stack dev -- set --path jaeger.replicas 1   # or: npm run config -- --stack dev -- set --path jaeger.storage.type elasticsearch`,
    ),
    dev(
        "two namespaces of one name",
        { namespaces: { agents: "go-coffee-monitoring" } },
        `  namespaces.agents = "go-coffee-monitoring"
      is the name of namespaces.monitoring too
      npm run config -- --stack dev -- set --path namespaces.agents go-coffee-monitoring-2`,
    ),
    dev(
        "a secret given twice",
        { existingSecrets: { slackApiUrl: { name: "team-secrets", key: "slack" } } },
        `  existingSecrets.slackApiUrl = {"name":"team-secrets","key":"slack"}
      the secret slackApiUrl is set in config too; which one counts?
      npm run config -- --stack dev -- rm --path slackApiUrl   # or: npm run config -- --stack dev -- rm --path existingSecrets.slackApiUrl`,
        { secrets: ["slackApiUrl"] },
    ),
    dev(
        "an existing Secret that ours would overwrite",
        { existingSecrets: { smtpPassword: { name: "alertmanager-secrets", key: "smtp-password" } } },
        `  existingSecrets.smtpPassword.name = "alertmanager-secrets"
      the stack creates a Secret of that name itself, from other secrets in config
      npm run config -- --stack dev -- rm --path existingSecrets.smtpPassword && npm run config -- --stack dev -- set --secret smtpPassword   # or: npm run config -- --stack dev -- set --path existingSecrets.smtpPassword.name   # asks for it: kubectl get secrets lists them; for example team-secrets`,
        { secrets: ["slackApiUrl"] },
    ),
    dev(
        "no cert-manager and no issuer",
        { certManager: { enabled: false } },
        `  tls.issuer is not set
      certManager.enabled is false, so an existing issuer must be named (name, caCertificates)
      npm run config -- --stack dev -- set --path tls.issuer.name   # asks for it: kubectl get clusterissuers lists them; for example company-ca
      npm run config -- --stack dev -- set --path tls.issuer.caCertificates < ca.pem   # ca.pem: the CA's certificates in PEM form   # or: npm run config -- --stack dev -- set --path certManager.enabled true`,
    ),
    dev(
        "certificates that are renewed before they are issued",
        { tls: { renewBefore: "90d" } },
        `  tls.renewBefore = "90d"
      must be shorter than tls.certificateLifetime (90d)
      npm run config -- --stack dev -- set --path tls.renewBefore 30d`,
    ),
    dev(
        "a placeholder that is deployed",
        { cluster: { context: "replace-me" } },
        `  cluster.context = "replace-me"
      is a placeholder: yours belongs there
      npm run config -- --stack dev -- set --path cluster.context   # asks for it: kubectl config get-contexts -o name lists them; for example prod-cluster`,
        { deploying: true },
    ),
    prod(
        "one Alertmanager in an HA profile",
        { alertmanager: { replicas: 1 } },
        `  alertmanager.replicas = 1
      the ha profile needs three or more: while one is updated, a lost node must not lose alerts
      npm run config -- --stack dev -- set --path alertmanager.replicas 3`,
    ),
    prod(
        "prod on volumes that aren't encrypted",
        { cluster: { storageClass: { encrypted: false } } },
        `  cluster.storageClass = {"name":"gp3","encrypted":false}
      prod needs a storage class with encrypted volumes
      npm run config -- --stack dev -- set --path cluster.storageClass.encrypted true`,
    ),
    prod(
        "prod without a paging channel",
        { notifications: { pagerduty: { enabled: false } } },
        `  notifications.pagerduty.enabled = false
      prod needs a paging channel
      npm run config -- --stack dev -- set --path notifications.pagerduty.enabled true`,
    ),
    prod(
        "prod without an outside heartbeat",
        { notifications: { heartbeat: { enabled: false } } },
        `  notifications.heartbeat.enabled = false
      prod needs an outside heartbeat, which notices when the stack itself is dead
      npm run config -- --stack dev -- set --path notifications.heartbeat.enabled true`,
    ),
    {
        name: "prod that doesn't know when coffee is sold",
        settings: { ...PROD, business: { timezone: "Europe/Berlin" } },
        secrets: PROD_SECRETS,
        message: `  business.tradingHours is not set
      prod needs to know when coffee is sold, or floors of orders and revenue are told each night (00:00 to 24:00 is an answer)
      npm run config -- --stack dev -- set --path business.tradingHours.from 07:00 && npm run config -- --stack dev -- set --path business.tradingHours.to 20:00`,
    },
    {
        name: "keys of the object storage that are missing",
        settings: {
            ...PROD,
            objectStorage: {
                provider: "s3",
                logs: "go-coffee-logs",
                region: "eu-central-1",
                identity: { type: "secret" },
            },
        },
        message: `  objectStorage.identity.type = "secret"
      needs the secret objectStorageAccessKeyId
      npm run config -- --stack dev -- set --secret objectStorageAccessKeyId`,
        secrets: [...PROD_SECRETS, "objectStorageSecretAccessKey"],
    },
    prod(
        "two Elasticsearch nodes",
        { elasticsearch: { replicas: 2, storage: "1Ti" } },
        `  elasticsearch.replicas = 2
      two nodes have no majority when one is lost
      npm run config -- --stack dev -- set --path elasticsearch.replicas 3`,
    ),
    prod(
        "an external Elasticsearch in plain text",
        {
            elasticsearch: {
                mode: "external",
                url: "http://search.gocoffee.dev:9200",
                username: "jaeger",
                caSecret: { name: "search-ca" },
            },
        },
        `  elasticsearch.url = "http://search.gocoffee.dev:9200"
      must be https, with host and port alone: traces travel encrypted
      npm run config -- --stack dev -- set --path elasticsearch.url https://search.gocoffee.dev:9200`,
        { secrets: [...PROD_SECRETS, "elasticsearchPassword"] },
    ),
];

test.each(CASES)("$name is told with the line that mends it", ({ message, ...given }) => {
    expect(messageOf(given)).toBe(only(message));
});

test.each(CASES)("$name is mended by each line that is told", (told) => {
    expect(useless(told)).toEqual([]);
});
