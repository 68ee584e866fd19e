import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { UsageError } from "../shared/terminal/usage-error";

/** Where the state of a stack is and what its secrets are encrypted with. */

export interface BackendOptions {
    readonly project: string;
    readonly stack: string;
    readonly environment: "dev" | "prod";
    /** Whether the user accepts local state and a generated passphrase in prod. */
    readonly allowLocal: boolean;
    readonly env: NodeJS.ProcessEnv;
}

/** The backend that the user has chosen, by the environment or by `pulumi login`. */
function chosenBackend(env: NodeJS.ProcessEnv): string | undefined {
    if (env.PULUMI_BACKEND_URL !== undefined) return env.PULUMI_BACKEND_URL;
    if (env.PULUMI_ACCESS_TOKEN !== undefined) return "https://api.pulumi.com";
    const credentials = join(env.PULUMI_HOME ?? join(homedir(), ".pulumi"), "credentials.json");
    if (!existsSync(credentials)) return undefined;
    const { current } = JSON.parse(readFileSync(credentials, "utf8")) as { readonly current?: string };
    return current === "" ? undefined : current;
}

const usesPassphrase = ({ project, stack }: BackendOptions): boolean => {
    const file = join(project, `Pulumi.${stack}.yaml`);
    return !existsSync(file) || !/^secretsprovider:\s*(?!passphrase)\S/m.test(readFileSync(file, "utf8"));
};

/** A passphrase made once, outside of git, readable by its owner alone. */
function generatedPassphrase(project: string): string {
    const file = join(project, ".passphrase");
    if (!existsSync(file)) {
        writeFileSync(file, `${randomBytes(24).toString("base64url")}\n`, { mode: 0o600 });
        console.log(`Made a passphrase for the secrets of this stack: ${file} (kept out of git; keep it).`);
    }
    return file;
}

const REFUSED = `prod keeps its state where a team can reach it and its secrets under a key of its own. Choose both first:
    pulumi login s3://BUCKET                (or gs://, azblob://, https://api.pulumi.com)
    pulumi stack init prod --secrets-provider="awskms://alias/go-coffee?region=REGION"   (or gcpkms://, azurekeyvault://)
To use local files and a passphrase all the same, add --allow-local.`;

/**
 * The environment for the Pulumi CLI: the user's own backend and passphrase where there are any, local ones otherwise.
 *
 * @throws UsageError in prod, which has neither by default.
 */
export function backendEnvironment(options: BackendOptions): NodeJS.ProcessEnv {
    const { project, environment, allowLocal, env } = options;
    const backend = chosenBackend(env);
    const isLocal = backend === undefined || backend.startsWith("file:");
    // Pulumi Cloud encrypts with a key of its own.
    const isService = backend?.startsWith("https:") ?? false;
    const hasPassphrase = env.PULUMI_CONFIG_PASSPHRASE !== undefined || env.PULUMI_CONFIG_PASSPHRASE_FILE !== undefined;
    const needsPassphrase = !isService && usesPassphrase(options) && !hasPassphrase;
    if (environment === "prod" && !allowLocal && (isLocal || needsPassphrase)) throw new UsageError(REFUSED);
    const state = join(project, ".pulumi");
    if (backend === undefined) mkdirSync(state, { recursive: true });
    return {
        ...env,
        ...(backend === undefined ? { PULUMI_BACKEND_URL: `file://${state}` } : {}),
        ...(needsPassphrase ? { PULUMI_CONFIG_PASSPHRASE_FILE: generatedPassphrase(project) } : {}),
    };
}
