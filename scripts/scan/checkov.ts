/** What a scanner finds, against what is known and why it stays. */

import { z } from "zod";

/** One check that fails on one object. */
export interface ScanFinding {
    readonly check: string;
    readonly title: string;
    /** `Kind.namespace.name`. */
    readonly object: string;
}

/** scripts/scan/exceptions.yaml: why a check may fail, for all objects or for those that a pattern finds. */
export const exceptions = z.record(
    z.string(),
    z.array(z.strictObject({ objects: z.string().default(".*"), reason: z.string().min(20) })).min(1),
);
export type Exceptions = z.output<typeof exceptions>;

const report = z.object({
    results: z.object({
        failed_checks: z.array(z.object({ check_id: z.string(), check_name: z.string(), resource: z.string() })),
    }),
    summary: z.object({ passed: z.number(), parsing_errors: z.number() }),
});

export interface Scan {
    readonly findings: readonly ScanFinding[];
    readonly passed: number;
    readonly unread: number;
}

/** The report of `checkov --output json`. */
export function checkovScan(json: unknown): Scan {
    const { results, summary } = report.parse(json);
    return {
        findings: results.failed_checks.map(({ check_id, check_name, resource }) => ({
            check: check_id,
            title: check_name,
            object: resource,
        })),
        passed: summary.passed,
        unread: summary.parsing_errors,
    };
}

/** Findings that no exception explains, and exceptions that explain nothing any more. */
export function judged(
    findings: readonly ScanFinding[],
    known: Exceptions,
): { readonly unexplained: readonly ScanFinding[]; readonly idle: readonly string[] } {
    const rules = Object.entries(known).flatMap(([check, list]) =>
        list.map(({ objects }) => ({ check, objects, pattern: new RegExp(`^(?:${objects})$`) })),
    );
    const explains = (rule: (typeof rules)[number], finding: ScanFinding): boolean =>
        rule.check === finding.check && rule.pattern.test(finding.object);
    return {
        unexplained: findings.filter((finding) => !rules.some((rule) => explains(rule, finding))),
        idle: rules
            .filter((rule) => !findings.some((finding) => explains(rule, finding)))
            .map(({ check, objects }) => `${check} for ${objects}`),
    };
}
