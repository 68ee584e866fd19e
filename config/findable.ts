/** What only whoever deploys knows: where it is found, and an example of it. */

import { askFor } from "./problems";

interface Findable {
    /** Where it is found, as the rest of a sentence. */
    readonly find: string;
    /** A value of the right shape, of nobody's. */
    readonly example: string;
    /** It is too long for a line: a file holds it. */
    readonly file?: true;
}

/** By key; `*` stands for any one part. */
const FINDABLE: Readonly<Record<string, Findable>> = {
    "cluster.context": { find: "kubectl config get-contexts -o name lists them", example: "prod-cluster" },
    "cluster.name": { find: "as signals are to be told apart", example: "prod" },
    "cluster.storageClass.name": { find: "kubectl get storageclasses lists them", example: "gp3-encrypted" },
    "namespaces.applications[*].name": { find: "kubectl get namespaces lists them", example: "shop" },
    "namespaces.content[*]": { find: "kubectl get namespaces lists them", example: "shop" },
    "access.*.externalUrl": { find: "where people reach it in a browser", example: "https://ui.example.com" },
    chartMirror: { find: "where the charts are kept", example: "https://charts.example.com" },
    imageRegistry: { find: "where the images are kept", example: "registry.example.com/mirror" },
    "network.apiServer[*]": { find: "npm run doctor proposes them", example: "10.0.0.1/32" },
    "network.nodes[*]": { find: "npm run doctor proposes them", example: "10.0.0.0/16" },
    "tls.issuer.name": { find: "kubectl get clusterissuers lists them", example: "company-ca" },
    "tls.issuer.caCertificates": { find: "ca.pem: the CA's certificates in PEM form", example: "ca.pem", file: true },
    "objectStorage.logs": { find: "the bucket that was made for logs", example: "company-logs" },
    "objectStorage.region": { find: "the region of the bucket", example: "eu-central-1" },
    "objectStorage.account": { find: "az storage account list --output table lists them", example: "companylogs" },
    "objectStorage.endpoint": { find: "the address of the storage", example: "https://s3.example.com" },
    "objectStorage.kmsKey": {
        find: "aws kms list-keys lists them",
        example: "arn:aws:kms:eu-central-1:111122223333:key/00000000-0000-0000-0000-000000000000",
    },
    "elasticsearch.url": { find: "where it answers", example: "https://search.example.com:9200" },
    "elasticsearch.username": { find: "a user made for Jaeger", example: "jaeger" },
    "elasticsearch.caSecret.name": { find: "kubectl get secrets lists them", example: "search-ca" },
    "elasticsearch.caSecret.key": { find: "the key in that Secret", example: "ca.crt" },
    "elasticsearch.snapshots.bucket": { find: "a bucket of its own", example: "company-snapshots" },
    "notifications.email.smarthost": { find: "host:port of your mail server", example: "smtp.example.com:587" },
    "notifications.email.from": { find: "the address that sends", example: "alerts@example.com" },
    "notifications.email.to": { find: "the address of the one on call", example: "oncall@example.com" },
    "notifications.email.username": { find: "the user at the mail server", example: "alerts@example.com" },
    "notifications.incidentio.url": {
        find: "the alert source of kind Alertmanager in incident.io shows it",
        example: "https://api.incident.io/v2/alert_events/alertmanager/01MADEUP",
    },
    "notifications.webhook.authentication.username": { find: "a user made for the stack", example: "observability" },
    "notifications.teams.*.email[*]": { find: "the address of those on call", example: "payments@example.com" },
    "notifications.maintenance.*.timezone": { find: "timedatectl list-timezones lists them", example: "Europe/Berlin" },
    "notifications.maintenance.*.dates[*]": { find: "a day of the calendar", example: "2026-12-25" },
    "notifications.receivers.*.secrets.*.name": { find: "kubectl get secrets lists them", example: "team-secrets" },
    "notifications.receivers.*.secrets.*.key": { find: "kubectl describe secret tells its keys", example: "token" },
    "notifications.receivers.*.settings.chat_id": { find: "the chat, as the bot sees it", example: "-1001234567890" },
    "notifications.receivers.*.settings.to": { find: "whom the mail is for", example: "team@example.com" },
    "notifications.receivers.*.settings.from": { find: "the address that sends", example: "alerts@example.com" },
    "notifications.receivers.*.settings.smarthost": {
        find: "host:port of a mail server",
        example: "smtp.example.com:587",
    },
    "notifications.receivers.*.settings.channel": { find: "a channel that exists", example: "coffee-incidents" },
    "notifications.receivers.*.settings.url": { find: "the service shows it", example: "https://events.example.com" },
    "notifications.receivers.*.settings.api_url": {
        find: "where its service answers",
        example: "https://api.example.com",
    },
    "notifications.receivers.*.settings.project": { find: "the key of the project", example: "COFFEE" },
    "notifications.receivers.*.settings.issue_type": { find: "a type of the project", example: "Incident" },
    "notifications.receivers.*.settings.routing_key": { find: "a routing key of the service", example: "coffee" },
    "notifications.receivers.*.settings.corp_id": { find: "the id of the company", example: "example" },
    "notifications.receivers.*.settings.room_id": { find: "the id of the room", example: "example" },
    "notifications.receivers.*.settings.topic_arn": {
        find: "aws sns list-topics lists them",
        example: "arn:aws:sns:eu-central-1:111122223333:alerts",
    },
    "scrape.external.*.targets[*]": { find: "host:port of what is scraped", example: "db.example.com:9187" },
    "scrape.external.*.authentication.secret": { find: "kubectl get secrets lists them", example: "db-metrics" },
    "scrape.external.*.tls.caSecret.name": { find: "kubectl get secrets lists them", example: "db-ca" },
    "scrape.external.*.tls.clientSecret": { find: "kubectl get secrets lists them", example: "db-client" },
    "grafana.datasources.*.url": { find: "where it answers", example: "https://metrics.example.com" },
    "grafana.datasources.*.secrets.*.name": { find: "kubectl get secrets lists them", example: "team-secrets" },
    "grafana.datasources.*.secrets.*.key": { find: "kubectl describe secret tells its keys", example: "token" },
    "probes.urls.*.url": { find: "what customers open", example: "https://shop.example.com" },
    "probes.urls.*.statusCodes[*]": { find: "the code of a right answer", example: "200" },
    "content.rules": { find: "a folder beside Pulumi.yaml", example: "./content/rules" },
    "content.dashboards": { find: "a folder beside Pulumi.yaml", example: "./content/dashboards" },
    "httpProxy.url": { find: "the administrator of the network knows it", example: "http://proxy.example.com:3128" },
    "httpProxy.noProxy[*]": { find: "what is called without the proxy", example: "internal.example.com" },
    "tls.companyCertificates": {
        find: "ca.pem: the company's certificates in PEM form",
        example: "ca.pem",
        file: true,
    },
    "notifications.runbookBaseUrl": { find: "where runbooks are published", example: "https://runbooks.example.com" },
    "business.timezone": { find: "timedatectl list-timezones lists them", example: "Europe/Berlin" },
    "business.holidays[*]": { find: "a day of the calendar", example: "2026-12-25" },
    "collector.exports.*.endpoint": { find: "its provider's documentation", example: "https://otlp.example.com" },
    "metrics.remoteWrite.*.url": {
        find: "the engine's documentation",
        example: "https://metrics.example.com/api/v1/push",
    },
    "metrics.remoteWrite.*.query": {
        find: "the engine's documentation",
        example: "https://metrics.example.com/prometheus",
    },
    "metrics.remoteWrite.*.send[*]": { find: "a metric's name, * for anything", example: "http_*" },
    "metrics.remoteWrite.*.ca": { find: "ca.pem: the CA's certificates in PEM form", example: "ca.pem", file: true },
    "metrics.remoteWrite.*.authentication.username": { find: "the user that may write", example: "shop" },
    "metrics.remoteWrite.*.authentication.region": { find: "the region of the workspace", example: "eu-central-1" },
    "metrics.remoteWrite.*.authentication.accessKeyId": {
        find: "aws iam list-access-keys lists them",
        example: "made-up-id",
    },
    "metrics.remoteWrite.*.authentication.tokenUrl": {
        find: "the provider's documentation",
        example: "https://login.example.com/token",
    },
    "metrics.remoteWrite.*.authentication.clientId": { find: "the client that was made for it", example: "shop" },
    "metrics.remoteWrite.*.authentication.tenantId": {
        find: "az account show tells it",
        example: "00000000-0000-0000-0000-000000000000",
    },
    "metrics.remoteWrite.*.authentication.secretName": {
        find: "kubectl get secrets lists them",
        example: "engine-tls",
    },
    "metrics.remoteWrite.*.authentication.secret.name": { find: "kubectl get secrets lists them", example: "engine" },
    "metrics.remoteWrite.*.authentication.secret.key": {
        find: "kubectl describe secret tells its keys",
        example: "token",
    },
    "collector.scrape.*.targets[*]": { find: "host:port of what is scraped", example: "exporter.shop:9100" },
    "existingSecrets.*.name": { find: "kubectl get secrets lists them", example: "team-secrets" },
    "existingSecrets.*.key": { find: "kubectl describe secret tells its keys", example: "token" },
};

const PATTERNS = Object.entries(FINDABLE).map(([key, findable]) => {
    const pattern = key.replaceAll(/[.[\]]/g, "\\$&").replaceAll("*", '(?:[^.[\\]]+|\\["[^"]+"\\])');
    return { pattern: new RegExp(`^${pattern}$`), findable };
});

/** What is known of a key whose value only people know. */
export const findableOf = (key: string): Findable | undefined =>
    PATTERNS.find(({ pattern }) => pattern.test(key))?.findable;

/** The line that asks for a value, with where it is found and an example. */
export function ask(key: string, example = findableOf(key)?.example, find = findableOf(key)?.find): string {
    if (findableOf(key)?.file) return `${askFor(key)} < ${example ?? ""}   # ${find ?? ""}`;
    const words = [...(find === undefined ? [] : [find]), ...(example === undefined ? [] : [`for example ${example}`])];
    return `${askFor(key)}   # asks for it${words.length === 0 ? "" : `: ${words.join("; ")}`}`;
}
