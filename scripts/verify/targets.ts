import { hasProbes } from "../../model/network/outgoing";
import { jobs, type Jobs } from "../../model/telemetry/jobs";
import { valueAt, type PlainObject } from "../../config/merge";
import type { StackConfig } from "../../config/schema";
import { hasSamplerTier } from "../../model/network/wiring";
import { listAt, textAt } from "../shared/cluster/object-fields";
import { failed, ok, type Finding } from "../shared/terminal/findings";

/**
 * Jobs that must have targets wherever the stack runs; those of the control plane depend on the platform.
 *
 * @param applications whether a pod of the applications is there
 */
export function expectedJobs(config: StackConfig, applications: boolean): readonly string[] {
    const thanos = config.metrics.longTerm.mode === "thanos";
    const absent: Partial<Record<keyof Jobs, boolean>> = {
        applications: !applications,
        certManager: !config.certManager.enabled,
        elasticOperator: config.elasticsearch.mode !== "managed",
        fluentBit: !config.fluentBit.enabled,
        grafana: !config.grafana.enabled,
        jaeger: !config.jaeger.enabled,
        prober: !hasProbes(config),
        probes: !hasProbes(config),
        prometheusOperator: !config.prometheusOperator.enabled,
        sampler: !hasSamplerTier({ config }),
        thanosSidecar: !thanos,
        thanosQueryFrontend: !thanos,
        thanosQuery: !thanos,
        thanosStore: !thanos,
        thanosCompactor: !thanos,
    };
    return (Object.entries(jobs(config)) as [keyof Jobs, string][])
        .filter(([name]) => absent[name] !== true)
        .map(([, job]) => job)
        .sort();
}

const jobOf = (target: PlainObject): string => textAt(target, "labels", "job");

/**
 * Whether a Prometheus scrapes what it should.
 *
 * @param expected its jobs
 * @param answer of /api/v1/targets?state=active
 */
export function targetFindings(replica: string, expected: readonly string[], answer: unknown): readonly Finding[] {
    const targets = listAt(valueAt(answer, ["data"]), "activeTargets");
    const check = `targets of ${replica}`;
    const missing = expected.filter((job) => !targets.some((target) => jobOf(target) === job));
    const down = targets.filter((target) => textAt(target, "health") !== "up");
    const findings = [
        ...missing.map((job) =>
            failed(
                check,
                `${job} has no target`,
                "Is its monitor there, and does it select pods? kubectl get servicemonitors,podmonitors --all-namespaces",
            ),
        ),
        ...down.map((target) =>
            failed(
                check,
                `${jobOf(target)} ${textAt(target, "scrapeUrl")} is ${textAt(target, "health")}: ${textAt(target, "lastError") || "not scraped yet"}`,
                "npm run access -- --stack {stack} --only prometheus, then Status, Target health",
            ),
        ),
    ];
    return findings.length > 0 ? findings : [ok(check, `${targets.length} up, all expected jobs among them`)];
}
