/** The stack file that answers make: that of the platform's example for prod, the least for dev. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument, stringify, type Document } from "yaml";
import type { PlainObject } from "../../config/merge";
import { PLACEHOLDER } from "../../config/placeholders";
import { definitionOf, type SecretName } from "../../config/secrets";
import { PROJECT } from "../../model/stack/project";
import type { Answers } from "./answers";
import { CHANNELS, type Telling } from "./channels";

const NAMESPACE = "go-coffee-observability";
/** Without an outside heartbeat nobody hears that the stack itself is dead: prod demands it. */
const HEARTBEAT: SecretName = "heartbeatUrl";

/** Channels as they were asked for; prod demands one that pages. */
const channelsOf = ({ channels, environment }: Answers): readonly Telling[] =>
    environment === "dev" || channels.some((channel) => PAGERS.includes(channel))
        ? channels
        : [...channels, "pagerduty"];
const PAGERS: readonly Telling[] = ["pagerduty", "incidentio"];

/** Secrets that have to be there, by the key of the Kubernetes Secret that each is read from. */
export const secretsOf = (answers: Answers): readonly SecretName[] => [
    ...channelsOf(answers).map((channel): SecretName => CHANNELS[channel].secret),
    ...(answers.environment === "prod" ? [HEARTBEAT] : []),
];

function settingsOf(answers: Answers): PlainObject {
    const { context, environment, namespaces, platform, stack } = answers;
    const isProd = environment === "prod";
    const secrets = secretsOf(answers);
    return {
        environment,
        cluster: {
            ...(context === undefined ? (isProd ? { context: PLACEHOLDER } : {}) : { context }),
            platform,
            name: stack,
        },
        namespaces: { applications: namespaces.map((name) => (isProd ? { name } : { name, create: true })) },
        ...(secrets.length === 0
            ? {}
            : {
                  notifications: {
                      ...Object.fromEntries(
                          channelsOf(answers).map((channel) => [channel, CHANNELS[channel].settings]),
                      ),
                      ...(isProd ? { heartbeat: { enabled: true } } : {}),
                  },
                  existingSecrets: Object.fromEntries(
                      secrets.map((name) => {
                          const { secret, key } = definitionOf(name);
                          return [name, { name: secret, key }];
                      }),
                  ),
              }),
    };
}

const DEV = `# yaml-language-server: $schema=./config.schema.json
# Only what differs from the defaults is here: docs/configuration.md.
config:
    ${NAMESPACE}:environment: dev
`;

/** The example of a platform, for production whatever it is for. */
function productionExample(platform: string): Document {
    const text = readFileSync(join(PROJECT, "examples", `Pulumi.${platform}.yaml`), "utf8");
    const example = parseDocument(
        text
            .replace("../config.schema.json", "./config.schema.json")
            .replace("Copy it to Pulumi.<stack>.yaml of the project. ", ""),
    );
    return example.getIn(["config", `${NAMESPACE}:environment`]) === "prod" ? example : parseDocument(PRODUCTION);
}

/** What prod demands where the platform brings nothing of its own. */
const PRODUCTION = `# yaml-language-server: $schema=./config.schema.json
# Every \`${PLACEHOLDER}\` is a placeholder: it plans, and \`up\` refuses it by name.
config:
    ${NAMESPACE}:cluster:
        storageClass: { name: ${PLACEHOLDER}, encrypted: true }
    ${NAMESPACE}:access:
        grafana: { externalUrl: "https://grafana.${PLACEHOLDER}.example" }
        alertmanager: { externalUrl: "https://alertmanager.${PLACEHOLDER}.example" }
    ${NAMESPACE}:objectStorage:
        provider: s3
        logs: ${PLACEHOLDER}-logs
        region: ${PLACEHOLDER}
        endpoint: https://s3.${PLACEHOLDER}.example
        identity: { type: secret }
    ${NAMESPACE}:existingSecrets:
        objectStorageAccessKeyId: { name: object-storage, key: access-key-id }
        objectStorageSecretAccessKey: { name: object-storage, key: secret-access-key }
    ${NAMESPACE}:business:
        timezone: UTC
        tradingHours: { from: "00:00", to: "24:00" }
`;

/** Text of Pulumi.<stack>.yaml. */
export function newStack(answers: Answers): string {
    const document = answers.environment === "prod" ? productionExample(answers.platform) : parseDocument(DEV);
    // What the example tells people by is the answers' to say.
    document.deleteIn(["config", `${NAMESPACE}:notifications`]);
    const told = document.getIn(["config", `${NAMESPACE}:existingSecrets`]) !== undefined;
    if (told) for (const name of EXAMPLES_SECRETS) document.deleteIn(["config", `${NAMESPACE}:existingSecrets`, name]);
    for (const [block, value] of Object.entries(settingsOf(answers))) lay(document, [`${NAMESPACE}:${block}`], value);
    return stringify(document, { indent: 4, lineWidth: 0 });
}

const EXAMPLES_SECRETS: readonly SecretName[] = [CHANNELS.pagerduty.secret, HEARTBEAT, CHANNELS.slack.secret];

/** Maps are laid over what is there, everything else replaces it. */
function lay(document: Document, path: readonly string[], value: unknown): void {
    if (typeof value === "object" && value !== null && !Array.isArray(value)) {
        for (const [key, below] of Object.entries(value)) lay(document, [...path, key], below);
    } else document.setIn(["config", ...path], document.createNode(value));
}
