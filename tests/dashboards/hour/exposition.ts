import { BEGIN, HOUR, INCIDENT } from "./moments";
import { countedBy, steady, type Labels, type Series } from "./series";

/** What a program says of itself, as it was read from it. */
interface Read {
    readonly name: string;
    readonly labels: Labels;
    readonly value: number;
    readonly type: string;
}

const SAMPLE = /^([a-zA-Z_:][\w:]*)(?:\{(.*)\})? (\S+)/;
const LABEL = /([a-zA-Z_]\w*)="((?:[^"\\]|\\.)*)"/g;
const unescaped = (value: string): string => value.replaceAll(/\\(.)/g, (_, one: string) => (one === "n" ? "\n" : one));

/** Labels that the monitors of the stack drop: nobody tells scopes apart. */
const read = (text: string): readonly Read[] => {
    const types = new Map([...text.matchAll(/^# TYPE (\S+) (\w+)$/gm)].map(([, name = "", type = ""]) => [name, type]));
    return text.split("\n").flatMap((line): readonly Read[] => {
        const [, name, labels = "", value] = SAMPLE.exec(line) ?? [];
        if (name === undefined || line.startsWith("#")) return [];
        const family = name.replace(/_(bucket|sum|count)$/, "");
        return [
            {
                name,
                labels: Object.fromEntries(
                    [...labels.matchAll(LABEL)].map(([, label = "", text = ""]) => [label, unescaped(text)]),
                ),
                value: Number(value),
                type: types.get(name) ?? (types.has(family) ? `${types.get(family) ?? ""} part` : "untyped"),
            },
        ];
    });
};

/** Counters that stand still as long as all is well. */
const TROUBLE =
    /fail|error|refus|drop|discard|retr(y|ies)|missed|invalid|panic|corrupt|exceeded|too_old|too_early|out_of_order|overlimit|skipped/;
/** Times of what happens again and again. */
const RECENT = /_timestamp_seconds$/;

/**
 * Lets what was read of a program run through the hour. Names and labels are its own; what counts goes on counting, faults
 * in the incident alone.
 */
export function runningOn(text: string): readonly Series[] {
    const all = read(text);
    const counts = new Map(
        all
            .filter(({ name, type }) => type === "histogram part" && name.endsWith("_count"))
            .map(({ name, labels, value }) => [`${name.replace(/_count$/, "")}${keyOf(labels)}`, value]),
    );
    return all.flatMap(({ name, labels, value, type }): readonly Series[] => {
        const series = (at: Series["at"]): readonly Series[] => [{ name, labels, at }];
        if (type === "counter") {
            const flow = TROUBLE.test(name) ? [{ from: INCIDENT, rate: 0.05 }] : [{ from: BEGIN - HOUR, rate: 0.5 }];
            return series((moment) => value + countedBy(flow, moment));
        }
        if (type === "histogram part" || type === "summary part") {
            const { le, ...rest } = labels;
            const count = counts.get(`${name.replace(/_(bucket|sum|count)$/, "")}${keyOf(rest)}`) ?? 0;
            const share = count > 0 ? value / count : le === "+Inf" ? 1 : 0;
            return series((moment) => value + share * countedBy(steady(0.5), moment));
        }
        // A program that has run for longer than here has done each of these before.
        if (RECENT.test(name)) return series((moment) => Math.floor(moment / 30) * 30 - 15);
        // Quantiles of what has hardly happened yet aren't numbers; of a program at work they are.
        return Number.isNaN(value) ? series(() => 0.002) : series(() => value);
    });
}

const keyOf = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort());
