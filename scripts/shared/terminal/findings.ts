import { commandsFor } from "../../../config/problems";
import { table } from "./text";

/** What a command looked at and what it found: a table for people, JSON for scripts, and the exit code. */

export type Outcome = "ok" | "warning" | "failed" | "skipped";

export interface Finding {
    /** What was looked at, such as "storage class". */
    readonly check: string;
    readonly outcome: Outcome;
    readonly found: string;
    /** What to do about it; a finding that is ok needs none. */
    readonly remedy?: string;
}

export const ok = (check: string, found: string): Finding => ({ check, outcome: "ok", found });
export const warning = (check: string, found: string, remedy: string): Finding => ({
    check,
    outcome: "warning",
    found,
    remedy,
});
export const failed = (check: string, found: string, remedy: string): Finding => ({
    check,
    outcome: "failed",
    found,
    remedy,
});
export const skipped = (check: string, found: string): Finding => ({ check, outcome: "skipped", found });

const MARKS: Readonly<Record<Outcome, string>> = { ok: "ok", warning: "WARNING", failed: "FAILED", skipped: "skipped" };

const count = (findings: readonly Finding[], outcome: Outcome): number =>
    findings.filter((finding) => finding.outcome === outcome).length;

const WORDS: readonly (readonly [Outcome, string])[] = [
    ["ok", "ok"],
    ["warning", "to look at"],
    ["failed", "failed"],
    ["skipped", "not looked at"],
];

/** "12 ok, 1 to look at, 2 failed" */
const summary = (findings: readonly Finding[]): string =>
    WORDS.map(([outcome, word]) => [count(findings, outcome), word] as const)
        .filter(([number, word]) => number > 0 || word === "failed")
        .map(([number, word]) => `${number} ${word}`)
        .join(", ");

/** A table; what to do stands below it, since commands don't fit into a column. */
export function findingsTable(findings: readonly Finding[]): string {
    const rows = findings.map(({ check, outcome, found }) => [check, MARKS[outcome], found]);
    const remedies = findings.flatMap(({ check, outcome, remedy }) =>
        remedy === undefined ? [] : [`${MARKS[outcome]} ${check}\n${indented(remedy)}`],
    );
    return [
        table([["CHECK", "RESULT", "FOUND"], ...rows]),
        ...(remedies.length > 0 ? [`What to do:\n\n${remedies.join("\n\n")}`] : []),
        summary(findings),
    ].join("\n\n");
}

const indented = (text: string): string =>
    text
        .split("\n")
        .map((line) => `    ${line}`)
        .join("\n");

export const findingsJson = (findings: readonly Finding[]): string => JSON.stringify({ findings }, null, 2);

/** Prints findings, their commands for a stack, and sets the exit code: 1 when one has failed. */
export function report(findings: readonly Finding[], asJson: boolean, stack: string): void {
    console.log(commandsFor(stack, asJson ? findingsJson(findings) : findingsTable(findings)));
    if (count(findings, "failed") > 0) process.exitCode = 1;
}

/** Tells progress on standard error, so that standard output stays a table or JSON. */
export const progress = (line: string): void => {
    process.stderr.write(`${line}\n`);
};
