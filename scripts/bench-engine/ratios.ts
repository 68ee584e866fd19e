/** Figures of the bench of the engine, against their goals. */
import { median } from "../shared/system/median";
import { table } from "../shared/terminal/text";

/** Seconds of one round: what is ours, and what it is held against. */
export interface Pair {
    readonly ours: number;
    readonly base: number;
}

export type Subject = "preview" | "up";

export interface Figure {
    readonly subject: Subject;
    /** Medians of the rounds, in seconds. */
    readonly ours: number;
    readonly base: number;
    readonly ratio: number;
    /** The most that the ratio should be. */
    readonly goal: number;
    readonly rounds: readonly Pair[];
}

export interface Report {
    readonly charts: string;
    readonly figures: readonly Figure[];
}

const GOALS: Readonly<Record<Subject, number>> = { preview: 2.5, up: 1.3 };
const NAMES: Readonly<Record<Subject, readonly [string, string]>> = {
    preview: ["preview of dev, processor time", "an empty program"],
    up: ["up of dev on an empty cluster, time", "helm install --wait, one by one"],
};

export function reportOf(charts: string, measured: Readonly<Record<Subject, readonly Pair[]>>): Report {
    const figures = (["preview", "up"] as const).map((subject) => {
        const rounds = measured[subject];
        const [ours, base] = [median(rounds.map((pair) => pair.ours)), median(rounds.map((pair) => pair.base))];
        return { subject, ours, base, ratio: ours / base, goal: GOALS[subject], rounds };
    });
    return { charts, figures };
}

const seconds = (value: number): string => `${value.toFixed(1)} s`;

const range = (values: readonly number[]): string =>
    `(${Math.min(...values).toFixed(1)}-${seconds(Math.max(...values))})`;

export function reportText({ charts, figures }: Report): string {
    const rows = figures.flatMap(({ subject, ours, base, ratio, goal, rounds }) => {
        const [name, against] = NAMES[subject];
        const verdict = `${ratio.toFixed(2)} times, ${ratio <= goal ? "within" : "above"} the goal of ${goal}`;
        return [
            [name, seconds(ours), range(rounds.map((pair) => pair.ours)), verdict],
            [`  ${against}`, seconds(base), range(rounds.map((pair) => pair.base))],
        ];
    });
    const count = figures[0]?.rounds.length ?? 0;
    return `${table(rows)}\n\nMedians of ${count} ${count === 1 ? "round" : "rounds"} (lowest-highest), with ${charts}.`;
}
