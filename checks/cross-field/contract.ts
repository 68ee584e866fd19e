import type { Problem } from "../../config/problems";
import type { StackConfig } from "../../config/schema";
import type { SecretName } from "../../config/secrets";

/** Which secrets Pulumi config holds: their presence is checked, their values never are. */
export type ConfiguredSecrets = ReadonlySet<SecretName>;

/** What several settings must agree on: every problem of one kind. */
export type Check = (config: StackConfig, configured: ConfiguredSecrets) => readonly Problem[];
