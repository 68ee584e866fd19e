import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import { RESTRICTED_CONTAINER, restrictedPod } from "../../components/helm/pods";
import { TRUST } from "../../model/network/endpoints";
import type { PlainObject } from "../../config/merge";
import { readStackFile } from "../../scripts/shared/planning/stack-file";
import type { Finding } from "../../scripts/shared/terminal/findings";
import { makeCertificates, type Certificates } from "../../scripts/shared/loopback/certificates";
import { startCluster, type ClusterOptions, type TestCluster } from "../../scripts/shared/loopback/cluster";
import { plan, PROJECT } from "../support/plan";
import { atEnd, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { manifest } from "../support/resources";
import { script, type ScriptRun } from "../support/script";

/** A stack of its own, with a cluster in which backups and restores run as their users run them. */
export interface Drill {
    readonly stack: string;
    readonly namespace: string;
    readonly cluster: TestCluster;
    /** Where backups may go. */
    readonly folder: string;
    readonly backUp: (...args: readonly string[]) => Promise<ScriptRun>;
    readonly restore: (...args: readonly string[]) => Promise<ScriptRun>;
}

export interface DrillOptions {
    readonly settings: PlainObject;
    readonly certificates: Certificates;
    readonly cluster: ClusterOptions;
    /** Objects of the plan that the part needs, by kind and name. */
    readonly planned?: readonly (readonly [kind: string, name: string])[];
}

/** A certificate authority as the stack has one, and a server's certificate of it. */
export const certificatesFor = (...names: readonly string[]): Certificates =>
    makeCertificates(temporaryFolder("drill-tls"), names);

export async function drill(part: string, options: DrillOptions): Promise<Drill> {
    const stack = `drill-${part}`;
    writeStack(stack, { environment: "dev", cluster: { context: "test" }, ...options.settings });
    const { resources } = (await plan("dev", readStackFile(PROJECT, stack))).plan;
    const namespace = "go-coffee-monitoring";
    const cluster = await startCluster({ nodes: 1, ...options.cluster });
    // The namespace with its Pod Security level is the stack's own, the CA is what its publisher writes.
    const ca = {
        apiVersion: "v1",
        kind: "ConfigMap",
        metadata: { name: TRUST.configMap, namespace },
        data: { [TRUST.key]: readFileSync(options.certificates.ca, "utf8") },
    };
    const planned = (options.planned ?? []).map(([kind, name]) => manifest(resources, kind, name));
    cluster.apply(manifest(resources, "Namespace", namespace), ca, ...planned);
    const running =
        (verb: "backup" | "restore") =>
        (...args: readonly string[]): Promise<ScriptRun> =>
            script(verb, ["--stack", stack, ...args], cluster.env);
    return {
        ...{ stack, namespace, cluster, folder: temporaryFolder("drill") },
        backUp: running("backup"),
        restore: running("restore"),
    };
}

/** The commands read a stack from its file. */
export function writeStack(stack: string, settings: PlainObject): void {
    const file = join(PROJECT, `Pulumi.${stack}.yaml`);
    const config = Object.fromEntries(
        Object.entries(settings).map(([key, value]) => [`go-coffee-observability:${key}`, value]),
    );
    writeFileSync(file, stringify({ config }));
    atEnd(() => {
        rmSync(file, { force: true });
    });
}

/** A Deployment that the namespace's level admits, in place of what a chart or an operator makes. */
export const deployment = (
    name: string,
    namespace: string,
    labels: { readonly [label: string]: string },
    container: PlainObject,
    pod: PlainObject = {},
): object => ({
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: {
        replicas: 1,
        selector: { matchLabels: labels },
        strategy: { type: "Recreate" },
        template: {
            metadata: { labels },
            spec: {
                securityContext: restrictedPod(1000),
                ...pod,
                containers: [
                    {
                        name,
                        image: "registry.example.com/stand-in:1",
                        securityContext: RESTRICTED_CONTAINER,
                        ...container,
                    },
                ],
            },
        },
    },
});

/** What a command found, of what it printed as JSON. */
export const findingsOf = ({ stdout, stderr }: ScriptRun): readonly Finding[] => {
    try {
        return (JSON.parse(stdout) as { readonly findings: readonly Finding[] }).findings;
    } catch {
        throw new Error(`no JSON:\n${stdout}${stderr}`);
    }
};
