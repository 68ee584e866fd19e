/** A rehearsal as text for a terminal. */
import { table } from "../shared/terminal/text";
import type { Kept } from "./kept";
import type { Rehearsed } from "./rehearsal";

const at = (seconds: number | undefined): string => (seconds === undefined ? "-" : `${Math.round(seconds)} s`);

export const reportText = (all: readonly Rehearsed[]): string => [...all.map(ofIncident), summary(all)].join("\n\n");

function ofIncident({ incident, title, alerts, told, hidden, trace, kept, expected, verdict }: Rehearsed): string {
    const lines = [`${incident}: ${title}`, `    ${verdict.kind}: ${verdict.why}`];
    if (verdict.kind === "not tried") return lines.join("\n");
    return [
        ...lines,
        `    seen on ${expected.seen}`,
        "",
        ...indented(
            table([
                ["alert", "of", "pending", "firing", "resolved"],
                ...alerts.map((alert) => [
                    alert.name,
                    alert.of,
                    at(alert.pending),
                    at(alert.firing),
                    at(alert.resolved),
                ]),
            ]),
        ),
        ...(hidden.length > 0 ? ["", `    hidden by what explains them: ${hidden.join(", ")}`] : []),
        ...told.flatMap(({ by, to, after, title: headline, text }) => [
            "",
            `    ${at(after)}  ${by} ${to}: ${headline}`,
            ...text
                .trimEnd()
                .split("\n")
                .map((line) => `        ${shortened(line)}`),
        ]),
        ...(trace === undefined ? [] : ["", `    a trace of it: ${trace}`]),
        "",
        ...indented(keptText(kept)),
    ].join("\n");
}

/** Links of messages are long; the page has them whole. */
const LONGEST_LINE = 140;
const shortened = (line: string): string => (line.length > LONGEST_LINE ? `${line.slice(0, LONGEST_LINE)}…` : line);

const indented = (text: string): readonly string[] => text.split("\n").map((line) => `    ${line}`);

const keptText = (kept: readonly Kept[]): string =>
    table([
        ["signal", "sent", "kept", "by"],
        ...kept.map(({ signal, sent, stored, by }) => [
            signal,
            `${sent}`,
            stored === undefined ? "-" : `${stored}`,
            by,
        ]),
    ]);

function summary(all: readonly Rehearsed[]): string {
    const of = (kind: Rehearsed["verdict"]["kind"]): number =>
        all.filter(({ verdict }) => verdict.kind === kind).length;
    return `${of("as expected")} as expected, ${of("not as expected")} not, ${of("not tried")} not tried`;
}
