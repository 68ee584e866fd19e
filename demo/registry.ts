/** What a service counts of itself, and how it says so at /metrics. */
import { idOf, type Labels } from "./series-text";

type Type = "counter" | "gauge" | "histogram";

/** A trace that stands for a bucket: https://prometheus.io/docs/specs/om/open_metrics_spec/#exemplars */
interface Exemplar {
    readonly traceId: string;
    readonly value: number;
    readonly time: number;
}

interface Series {
    readonly labels: Labels;
    value: number;
    exemplar?: Exemplar;
}

interface Family {
    readonly type: Type;
    readonly series: Map<string, Series>;
}

/** Metrics of one service since its start. */
export class Registry {
    readonly #families = new Map<string, Family>();

    #series(type: Type, family: string, name: string, labels: Labels): Series {
        const known = this.#families.get(family) ?? { type, series: new Map<string, Series>() };
        this.#families.set(family, known);
        const key = idOf(name, labels);
        const series = known.series.get(key) ?? { labels, value: 0 };
        known.series.set(key, series);
        return series;
    }

    /** `name` without `_total`, which the exposition adds. */
    count(name: string, labels: Labels = {}, more = 1): void {
        this.#series("counter", name, `${name}_total`, labels).value += more;
    }

    set(name: string, value: number, labels: Labels = {}): void {
        this.#series("gauge", name, name, labels).value = value;
    }

    /** One of a classic histogram; bounds in the unit of the value. */
    observe(name: string, value: number, bounds: readonly number[], labels: Labels, traceId: string): void {
        let exemplified = false;
        for (const bound of [...bounds, Infinity]) {
            const le = bound === Infinity ? "+Inf" : String(bound);
            const bucket = this.#series("histogram", name, `${name}_bucket`, { ...labels, le });
            if (value > bound) continue;
            bucket.value += 1;
            if (!exemplified) bucket.exemplar = { traceId, value, time: Date.now() / 1000 };
            exemplified = true;
        }
        this.#series("histogram", name, `${name}_sum`, labels).value += value;
        this.#series("histogram", name, `${name}_count`, labels).value += 1;
    }

    /** Takes out a family: a flood of series that is over. */
    forget(name: string): void {
        this.#families.delete(name);
    }

    /** OpenMetrics 1.0, which alone carries exemplars. */
    text(): string {
        const families = [...this.#families].map(([name, { type, series }]) => [
            `# TYPE ${name} ${type}`,
            ...[...series].map(
                ([key, { value, exemplar }]) =>
                    `${key} ${value}${
                        exemplar === undefined
                            ? ""
                            : ` # {trace_id="${exemplar.traceId}"} ${exemplar.value} ${exemplar.time}`
                    }`,
            ),
        ]);
        return [...families.flat(), "# EOF", ""].join("\n");
    }
}

export const OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";
