import { placeholderProblems } from "../../config/placeholders";
import { set } from "../../config/problems";
import { isReached, reachCluster } from "../shared/cluster/kubectl";
import { chartsProblem } from "../shared/cluster/reach";
import { failed, ok, progress, skipped, warning, type Finding } from "../shared/terminal/findings";
import type { StackConfig } from "../../config/schema";
import type { Plan } from "../shared/planning/engine";
import { addresses } from "./addresses";
import { capacity } from "./capacity";
import { namespaces } from "./namespace-state";
import { crds, operators, otherStacks } from "./neighbours";
import { hostPorts, nodes } from "./nodes";
import { ownRules } from "./own-rules";
import { permissions } from "./permissions";
import { releases } from "./stuck-releases";
import { secrets } from "./secrets";
import { storage } from "./storage";
import { lookAt, remembering, type Check } from "./subject";
import { kubernetesVersions, localFindings } from "./versions";

/** What is looked at in the cluster, in the order of the table. */
const CHECKS: readonly Check[] = [
    kubernetesVersions,
    permissions,
    namespaces,
    secrets,
    nodes,
    addresses,
    capacity,
    storage,
    hostPorts,
    operators,
    crds,
    otherStacks,
    releases,
    ownRules,
];

/** Placeholders plan, but `up` refuses them. */
function placeholderFindings(config: StackConfig): readonly Finding[] {
    const problems = placeholderProblems(config);
    if (problems.length === 0) return [ok("configuration", "complete")];
    return [
        failed(
            "configuration",
            `${problems.length} placeholders that up refuses`,
            problems.map(({ fix }) => fix).join("\n"),
        ),
    ];
}

async function chartFindings(config: StackConfig): Promise<readonly Finding[]> {
    const problem = await chartsProblem(config);
    if (problem === undefined) return [ok("chart repositories", config.chartMirror ?? "all answer")];
    return [failed("chart repositories", "some do not answer", problem)];
}

/** A stack that names its context can't be deployed to another one by oversight; for a laptop that would be a bother. */
const contextFinding = ({ cluster, environment }: StackConfig, current: string): Finding =>
    cluster.context !== undefined || environment === "dev"
        ? ok("context", current)
        : warning("context", `${current}, the current one: the stack names none`, set("cluster.context", current));

/** Everything that should be known before `up`; changes nothing. */
export async function examine(stack: string, config: StackConfig, plan: Plan): Promise<readonly Finding[]> {
    progress("looking at this machine");
    const local = [...placeholderFindings(config), ...(await localFindings()), ...(await chartFindings(config))];
    const cluster = await reachCluster(config);
    if (!isReached(cluster)) {
        return [
            ...local,
            failed("context", cluster.problem, cluster.remedy),
            ...CHECKS.map(({ name }) => skipped(name, "no cluster to look at")),
        ];
    }
    const subject = { stack, config, plan, cluster: remembering(cluster) };
    const findings: Finding[] = [];
    for (const check of CHECKS) {
        progress(`looking at ${check.name}`);
        findings.push(...(await lookAt(check, subject)));
    }
    return [...local, contextFinding(config, cluster.context), ...findings];
}
