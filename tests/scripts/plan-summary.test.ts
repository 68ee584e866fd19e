/** What `npm start` says before the long list. */
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { PROJECT } from "../support/plan";

const FOLDER = mkdtempSync(join(tmpdir(), "go-coffee-summary-"));
afterAll(() => {
    rmSync(FOLDER, { recursive: true });
});

const start = (...args: readonly string[]) =>
    spawnSync(process.execPath, ["--import", "tsx", join(PROJECT, "scripts/plan.ts"), "--out", FOLDER, ...args], {
        cwd: PROJECT,
        encoding: "utf8",
    });

test("one screen for people: how big, and what is missing for prod", () => {
    const { stdout, status } = start("--stack", "dev");
    expect(status).toBe(0);
    expect(stdout.split("\n").length).toBeLessThan(40);
    expect(stdout).toContain("For prod it lacks: cluster.context, cluster.storageClass, objectStorage");
    expect(stdout).toMatch(/^all, on one node +\d/m);
    expect(stdout).toMatch(/^In a cloud about \$\d+ a month on 1 node: an estimate/m);
    expect(stdout).not.toContain("\u001b[");
});

test("JSON alone for machines", () => {
    const { stdout, status } = start("--stack", "prod", "--json");
    expect(status).toBe(0);
    const summary = JSON.parse(stdout) as { readonly dollarsAMonth: number };
    expect(summary).toMatchObject({ stack: "prod", environment: "prod", lackingForProduction: [] });
    expect(summary.dollarsAMonth).toBeGreaterThan(200);
    expect(summary.dollarsAMonth).toBeLessThan(5000);
});

test("what can't be planned ends with exit code 1", () => {
    expect(start("--stack", "nowhere").status).toBe(1);
});
