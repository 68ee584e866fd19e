import { TEAMS, type Team } from "./schema/services";

/**
 * Every secret of the stack. Its value comes from Pulumi config (a flat key of the same name, set with `--secret`),
 * from an existing Kubernetes Secret (`existingSecrets.<name>`) or, where `generated`, is made once and kept in state.
 */
export interface SecretDefinition {
    /** The Kubernetes Secret and key that charts are told of when the value isn't an existing Secret's. */
    readonly secret: string;
    readonly key: string;
    /** Made by @pulumi/random when neither config nor an existing Secret gives it. */
    readonly generated?: true;
    readonly description: string;
}

export const ALERTMANAGER_SECRETS = "alertmanager-secrets";
/** What engines of metrics.remoteWrite are shown. */
export const REMOTE_WRITE_SECRET = "remote-write";
const OBJECT_STORAGE = "object-storage";

const capitalised = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);
type PagerdutyKey = `pagerdutyKey${Capitalize<Team>}`;
/** Name of the secret with a team's PagerDuty routing key. */
export const pagerdutyKey = (team: Team): PagerdutyKey => `pagerdutyKey${capitalised(team)}` as PagerdutyKey;
type MsteamsUrl = `msteamsUrl${Capitalize<Team>}`;
/** Name of the secret with the URL of a team's channel in Microsoft Teams. */
export const msteamsUrl = (team: Team): MsteamsUrl => `msteamsUrl${capitalised(team)}` as MsteamsUrl;

const PAGERDUTY_KEYS = Object.fromEntries(
    TEAMS.map((team) => [
        pagerdutyKey(team),
        {
            secret: ALERTMANAGER_SECRETS,
            key: `pagerduty-key-${team}`,
            description: `PagerDuty routing key of team ${team}.`,
        },
    ]),
) as Readonly<Record<PagerdutyKey, SecretDefinition>>;

const MSTEAMS_URLS = Object.fromEntries(
    TEAMS.map((team) => [
        msteamsUrl(team),
        {
            secret: ALERTMANAGER_SECRETS,
            key: `msteams-url-${team}`,
            description: `URL of the webhook of team ${team}'s channel in Microsoft Teams.`,
        },
    ]),
) as Readonly<Record<MsteamsUrl, SecretDefinition>>;

export const SECRETS = {
    slackApiUrl: { secret: ALERTMANAGER_SECRETS, key: "slack-api-url", description: "Slack incoming webhook URL." },
    slackBotToken: {
        secret: ALERTMANAGER_SECRETS,
        key: "slack-bot-token",
        description: "Slack app's bot token (scope chat:write), used instead of slackApiUrl where both are given.",
    },
    smtpPassword: { secret: ALERTMANAGER_SECRETS, key: "smtp-password", description: "Password at the SMTP server." },
    heartbeatUrl: {
        secret: ALERTMANAGER_SECRETS,
        key: "heartbeat-url",
        description: "URL that the heartbeat calls, such as a healthchecks.io ping URL.",
    },
    webhookUrl: { secret: ALERTMANAGER_SECRETS, key: "webhook-url", description: "URL of the plain webhook." },
    webhookPassword: {
        secret: ALERTMANAGER_SECRETS,
        key: "webhook-password",
        description: "Password at the plain webhook, with notifications.webhook.authentication of type basic.",
    },
    webhookToken: {
        secret: ALERTMANAGER_SECRETS,
        key: "webhook-token",
        description: "Token of the plain webhook, or the whole value of its header.",
    },
    incidentioToken: {
        secret: ALERTMANAGER_SECRETS,
        key: "incidentio-token",
        description: "Token of the alert source in incident.io.",
    },
    ...MSTEAMS_URLS,
    ...PAGERDUTY_KEYS,
    grafanaAdminPassword: {
        secret: "grafana-admin",
        key: "admin-password",
        generated: true,
        description: "Password of Grafana's administrator.",
    },
    grafanaSecretKey: {
        secret: "grafana-keys",
        key: "secret-key",
        generated: true,
        description:
            "Key that Grafana encrypts with what it keeps of data sources; another one, and it reads them anew.",
    },
    grafanaSignInSecret: {
        secret: "grafana-keys",
        key: "sign-in-secret",
        description: "Secret of Grafana's client at the identity provider (grafana.signIn).",
    },
    elasticsearchPassword: {
        secret: "jaeger-elasticsearch",
        key: "password",
        generated: true,
        description: "Password of Jaeger's user at Elasticsearch; not generated for an external Elasticsearch.",
    },
    pseudonymKey: {
        secret: "collector-privacy",
        key: "pseudonym-key",
        generated: true,
        description: "Key of the hashes that ids of customers and users become; a new one makes new hashes.",
    },
    otlpToken: {
        secret: "otlp-senders",
        key: "token",
        generated: true,
        description: "Token that applications show when they push telemetry (collector.authentication.type bearer).",
    },
    remoteWriteKey: {
        secret: REMOTE_WRITE_SECRET,
        key: "key",
        description:
            "Password, token, secret key or client's secret of an engine of metrics.remoteWrite that names no Secret.",
    },
    objectStorageAccessKeyId: {
        secret: OBJECT_STORAGE,
        key: "access-key-id",
        description: "Access key, account name or similar, where no workload identity is used.",
    },
    objectStorageSecretAccessKey: {
        secret: OBJECT_STORAGE,
        key: "secret-access-key",
        description: "Secret key (s3), service account JSON (gcs) or account key (azure).",
    },
} as const satisfies Readonly<Record<string, SecretDefinition>>;

export type SecretName = keyof typeof SECRETS;
export const SECRET_NAMES = Object.keys(SECRETS) as readonly SecretName[];
export const definitionOf = (name: SecretName): SecretDefinition => SECRETS[name];
