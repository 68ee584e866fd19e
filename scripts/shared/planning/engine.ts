import * as pulumi from "@pulumi/pulumi";
import type { PulumiConfig } from "./stack-file";
import { MASKED, UNKNOWN } from "./unknown";

/** A resource as the program registered it. */
export interface PlannedResource {
    readonly urn: string;
    readonly type: string;
    readonly name: string;
    readonly custom: boolean;
    readonly remote: boolean;
    /** URN of the parent; empty for the stack itself. */
    readonly parent: string;
    /** URNs that must exist first. */
    readonly dependencies: readonly string[];
    /** URN of the provider. */
    readonly provider: string;
    /** Inputs with every secret masked. */
    readonly inputs: unknown;
    /** Kept when it is taken out of the program or the stack is destroyed. */
    readonly retainOnDelete: boolean;
    readonly deleteBeforeReplace: boolean;
}

export interface Plan {
    readonly stack: string;
    readonly resources: readonly PlannedResource[];
    readonly outputs: { readonly [name: string]: unknown };
}

// Pulumi's own wire format: https://github.com/pulumi/pulumi/blob/master/sdk/nodejs/runtime/rpc.ts
const SIGNATURE = "4dabf18193072939515e22adb298388d";
const SECRET_SIGNATURE = "1b47061264138c4ac30d75fd1eb44270";
const UNKNOWN_VALUE = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function readable(value: unknown): unknown {
    if (value === UNKNOWN_VALUE) return UNKNOWN;
    if (Array.isArray(value)) return value.map(readable);
    if (typeof value !== "object" || value === null) return value;
    if (Reflect.get(value, SIGNATURE) === SECRET_SIGNATURE) return masked(Reflect.get(value, "value"));
    return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, readable(below)]));
}

/** Every leaf of a secret is masked; which keys it has is no secret. */
function masked(value: unknown): unknown {
    if (typeof value !== "object" || value === null) return MASKED;
    if (Array.isArray(value)) return value.map(masked);
    if (Reflect.get(value, SIGNATURE) === SECRET_SIGNATURE) return masked(Reflect.get(value, "value"));
    return Object.fromEntries(Object.entries(value).map(([key, below]) => [key, masked(below)]));
}

/** The parts of a registration that Pulumi's mocks don't pass on. */
interface Registration {
    getType(): string;
    getName(): string;
    getCustom(): boolean;
    getRemote(): boolean;
    getParent(): string;
    getDependenciesList(): string[];
    getProvider(): string;
    getObject(): { toJavaScript(): unknown } | undefined;
    getRetainondelete(): boolean;
    getDeletebeforereplace(): boolean;
}
interface Monitor {
    registerResource(request: Registration, respond: (error: unknown, response: { getUrn(): string }) => void): unknown;
}

/** What a provider would make up is stood in for; marked secret, as the provider marks it. */
const PASSWORD = "random:index/randomPassword:RandomPassword";
const GENERATED = "[generated]";

/**
 * Runs a Pulumi program in this process on Pulumi's mock engine and records what it registers: no CLI, no cluster, no
 * network, no passphrase.
 *
 * @param generated texts that stand for generated secrets, by resource name (tests put canaries there).
 * @param observe is shown each registration as it is sent, secrets and their marks included.
 */
export async function runProgram(
    stack: string,
    config: PulumiConfig,
    program: () => Promise<{ readonly [name: string]: unknown }>,
    options: {
        readonly dryRun?: boolean;
        readonly generated?: (name: string) => string;
        readonly observe?: (type: string, inputs: unknown) => void;
    } = {},
): Promise<Plan> {
    const { dryRun = true, generated = () => GENERATED, observe = () => undefined } = options;
    process.env.PULUMI_CONFIG_SECRET_KEYS = JSON.stringify(config.secretKeys);
    pulumi.runtime.setAllConfig({ ...config.values }, [...config.secretKeys]);
    await pulumi.runtime.setMocks(
        {
            newResource: ({ type, name, inputs, id }) => {
                const state = inputs as pulumi.runtime.MockCallResult;
                return {
                    id: id ?? `${name}-id`,
                    state: type === PASSWORD ? { ...state, result: pulumi.secret(generated(name)) } : state,
                };
            },
            call: ({ inputs }) => inputs as pulumi.runtime.MockCallResult,
        },
        config.project,
        stack,
        dryRun,
    );
    const resources: PlannedResource[] = [];
    record(pulumi.runtime.getMonitor(), resources, observe);
    // Caught inside: Pulumi would leave the rejection unhandled, which ends the process with a stack trace.
    let failure: { readonly error: unknown } | undefined;
    const outputs = await pulumi.runtime.runInPulumiStack(() =>
        program().catch((error: unknown) => {
            failure = { error };
            return {};
        }),
    );
    await pulumi.runtime.disconnect();
    if (failure !== undefined) throw failure.error;
    return { stack, resources: sorted(resources), outputs: outputs ?? {} };
}

const isMonitor = (candidate: unknown): candidate is Monitor =>
    typeof candidate === "object" && candidate !== null && "registerResource" in candidate;

function record(
    monitor: unknown,
    resources: PlannedResource[],
    observe: (type: string, inputs: unknown) => void,
): void {
    if (!isMonitor(monitor)) throw new Error("Pulumi's mock engine has no resource monitor; has its SDK changed?");
    const register = monitor.registerResource.bind(monitor);
    monitor.registerResource = (request, respond) =>
        register(request, (error, response) => {
            if (!error) {
                const inputs = request.getObject()?.toJavaScript() ?? {};
                observe(request.getType(), inputs);
                resources.push({
                    urn: response.getUrn(),
                    type: request.getType(),
                    name: request.getName(),
                    custom: request.getCustom(),
                    remote: request.getRemote(),
                    parent: request.getParent(),
                    dependencies: request.getDependenciesList().sort(),
                    // Without the id at its end, which only `up` knows.
                    provider: request.getProvider().replace(/::[^:]*$/, ""),
                    inputs: readable(inputs),
                    retainOnDelete: request.getRetainondelete(),
                    deleteBeforeReplace: request.getDeletebeforereplace(),
                });
            }
            respond(error, response);
        });
}

/** Registrations arrive in no fixed order: sorted by URN, two plans of one commit are the same. */
const sorted = (resources: readonly PlannedResource[]): readonly PlannedResource[] =>
    [...resources].sort((a, b) => (a.urn < b.urn ? -1 : a.urn > b.urn ? 1 : 0));
