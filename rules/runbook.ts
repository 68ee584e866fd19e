/** What an alert takes from its runbook, `runbooks/<alert>.md`: what it means, whom it hurts, what is done first. */

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Labels } from "./types";

const RUNBOOKS = join(__dirname, "runbooks");

export interface Runbook {
    /** Its condition, in words. */
    readonly meaning: string;
    /** What is broken for whom: a sentence. */
    readonly impact: string;
    /** The first thing to do: a line, with the alert's labels where the page has SERVICE, POD … */
    readonly firstStep: string;
}

/** What a page writes in capitals because the alert knows it. */
const PLACEHOLDERS = {
    SERVICE: "service",
    NAMESPACE: "namespace",
    POD: "pod",
    NODE: "node",
    NAME: "name",
    CLAIM: "persistentvolumeclaim",
    JOB: "job",
} as const;

/**
 * A placeholder as Prometheus and Loki fill it in; the word itself where the alert lacks the label. They know the labels of the
 * expression alone, so that those of the rule are filled in here.
 */
const filled = (word: keyof typeof PLACEHOLDERS, labels: Labels): string => {
    const label = PLACEHOLDERS[word];
    return labels[label] ?? `{{ with $labels.${label} }}{{ . }}{{ else }}${word}{{ end }}`;
};
const isPlaceholder = (word: string): word is keyof typeof PLACEHOLDERS => word in PLACEHOLDERS;

const oneLine = (text: string): string => text.replace(/\s+/g, " ").trim();
const firstSentence = (text: string): string => /^.*?[.!?](?=\s|$)/.exec(text)?.[0] ?? text;

/** The runbook of an alert with labels of its rule; empty parts are what its page lacks, which a test refuses. */
export function runbookOf(alert: string, labels: Labels = {}): Runbook {
    const file = join(RUNBOOKS, `${alert}.md`);
    const page = existsSync(file) ? readFileSync(file, "utf8") : "";
    const paragraph = (name: string): string =>
        oneLine(new RegExp(`\\*\\*${name}\\.\\*\\* ([\\s\\S]*?)\\n\\n`).exec(page)?.[1] ?? "");
    const [, step = ""] = /\*\*First look\*\*\n\n- ([\s\S]*?)(?=\n- |\n\n)/.exec(page) ?? [];
    return {
        meaning: paragraph("Meaning"),
        impact: firstSentence(paragraph("Impact")),
        firstStep: oneLine(step)
            .replaceAll("`", "")
            .replace(/\b[A-Z]{3,}\b/g, (word) => (isPlaceholder(word) ? filled(word, labels) : word)),
    };
}
