import { APPLICATION_LABEL } from "../../model/cluster/names";
import { TRUST } from "../../model/network/endpoints";
import { wire } from "../../model/network/wiring";
import type { Settings } from "../../model/stack/stack";
import { trustedAuthorities } from "../shared/cluster/https";
import type { Cluster } from "../shared/cluster/kubectl";
import { objectsOf } from "../shared/planning/graph";
import type { Plan } from "../shared/planning/engine";
import { UsageError } from "../shared/terminal/usage-error";
import { failed, progress, skipped, type Finding } from "../shared/terminal/findings";
import { journeyFindings, scrapeFindings } from "./journey";
import { certificateFindings, claimFindings, jobFindings, trustFindings } from "./foundations";
import { liveWorkloads, workloadFindings } from "./workloads";

/** Whether a deployed stack works: its workloads, what they stand on, what is scraped, and a signal of each kind end to end. */
export async function verify(
    cluster: Cluster,
    settings: Settings,
    plan: Plan,
    patience: number,
): Promise<readonly Finding[]> {
    const { config } = settings;
    const { monitoring, agents } = config.namespaces;
    const applications = config.namespaces.applications.map(({ name }) => name);
    progress("looking at workloads, certificates and volumes");
    const live = await liveWorkloads(cluster, [monitoring, agents]);
    const certificates = objectsOf(plan.resources)
        .filter(({ kind }) => kind === "Certificate")
        .map(({ manifest }) => manifest);
    const standing = [
        ...workloadFindings(config, live),
        ...certificateFindings(certificates, await cluster.list("certificates.cert-manager.io", { everywhere: true })),
        ...claimFindings(await cluster.list("persistentvolumeclaims", { namespace: monitoring })),
        ...jobFindings([
            ...(await cluster.list("jobs", { namespace: monitoring })),
            ...(await cluster.list("jobs", { namespace: agents })),
        ]),
        ...trustFindings(applications, await trusting(cluster, applications)),
    ];
    const ca = await authorities(cluster, monitoring);
    if (typeof ca !== "string") return [...standing, ca, skipped("telemetry", "no CA to trust")];
    progress("asking Prometheus for its targets");
    const deployed = await hasPods(cluster, applications);
    const journey = { cluster, config, applications: deployed, endpoints: wire(settings), ca, patience };
    const found = await Promise.all([scrapeFindings(journey), journeyFindings(journey)]);
    const none = skipped("targets of the applications", `no pod with the label ${APPLICATION_SELECTOR} yet`);
    return [...standing, ...(deployed ? [] : [none]), ...found.flat()];
}

const APPLICATION_SELECTOR = Object.entries(APPLICATION_LABEL)
    .map((pair) => pair.join("="))
    .join(",");

async function hasPods(cluster: Cluster, namespaces: readonly string[]): Promise<boolean> {
    const found = await Promise.all(
        namespaces.map((namespace) => cluster.list("pods", { namespace, selector: APPLICATION_SELECTOR })),
    );
    return found.some((pods) => pods.length > 0);
}

/** Namespaces that have the CA's ConfigMap. */
async function trusting(cluster: Cluster, namespaces: readonly string[]): Promise<ReadonlySet<string>> {
    const found = await Promise.all(
        namespaces.map(
            async (namespace) => [namespace, await cluster.get("configmap", TRUST.configMap, namespace)] as const,
        ),
    );
    return new Set(found.flatMap(([namespace, object]) => (object === undefined ? [] : [namespace])));
}

async function authorities(cluster: Cluster, namespace: string): Promise<string | Finding> {
    try {
        return await trustedAuthorities(cluster, namespace);
    } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        const [found = "", remedy = ""] = error.message.split("\n");
        return failed("CA", found, remedy.trim());
    }
}
