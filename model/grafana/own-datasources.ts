/** Where Grafana finds the secrets of data sources of one's own. */

import type { StackConfig } from "../../config/schema";
import type { SecretReference } from "../stack/stack";

export const DATASOURCE_SECRETS = "/etc/go-coffee/datasources";

export const datasourceFile = ({ name, key }: SecretReference): string => `${DATASOURCE_SECRETS}/${name}/${key}`;

/** Kubernetes Secrets that are mounted for them. */
export const datasourceSecrets = ({ grafana }: StackConfig): readonly string[] => [
    ...new Set(
        Object.values(grafana.datasources).flatMap(({ secrets }) => Object.values(secrets).map(({ name }) => name)),
    ),
];
