import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { checkovScan, exceptions, judged } from "../../scripts/scan/checkov";
import { PROJECT } from "../support/plan";

/** Findings of a scanner against what is known. */

const finding = (check: string, object: string) => ({ check, title: "made up", object });

test("a finding needs its own explanation: of its check, and of its object", () => {
    const known = { CKV_1: [{ objects: "Deployment\\..*\\.grafana", reason: "made up, and long enough" }] };
    const findings = [
        finding("CKV_1", "Deployment.a.grafana"),
        finding("CKV_1", "Deployment.a.grafana-beside"),
        finding("CKV_2", "Deployment.a.grafana"),
    ];
    expect(judged(findings, known).unexplained).toEqual(findings.slice(1));
});

test("an explanation of nothing is told", () => {
    const known = { CKV_1: [{ objects: ".*", reason: "made up, and long enough" }] };
    expect(judged([], known).idle).toEqual(["CKV_1 for .*"]);
});

test("a report without its parts isn't taken for one without findings", () => {
    expect(() => checkovScan({ passed: 0, failed: 0 })).toThrow();
    expect(() => checkovScan([])).toThrow();
});

test("every exception gives a reason and a pattern", () => {
    const known = exceptions.parse(parse(readFileSync(join(PROJECT, "scripts/scan/exceptions.yaml"), "utf8")));
    for (const list of Object.values(known))
        for (const { objects } of list) expect(() => new RegExp(objects)).not.toThrow();
});
