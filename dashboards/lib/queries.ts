import type { Builder, Dataquery } from "@grafana/grafana-foundation-sdk/cog";
import { DataqueryBuilder as LokiBuilder } from "@grafana/grafana-foundation-sdk/loki";
import { DataqueryBuilder as PrometheusBuilder, PromQueryFormat } from "@grafana/grafana-foundation-sdk/prometheus";
import { SOURCES } from "./sources";

/** A query with what its series are called: `{{service}}` stands for a label. */
export interface Query {
    readonly query: string;
    readonly legend?: string;
}

/** One query, or several with a legend each. */
export type Queries = string | readonly Query[];

/** Names of queries within a panel: A, B, C ... */
const refId = (index: number): string => String.fromCharCode("A".charCodeAt(0) + index);

export const listed = (queries: Queries, legend?: string): readonly Query[] =>
    typeof queries === "string" ? [{ query: queries, ...(legend === undefined ? {} : { legend }) }] : queries;

const prometheus = ({ query, legend }: Query, index: number): PrometheusBuilder =>
    new PrometheusBuilder()
        .datasource(SOURCES.prometheus)
        .refId(refId(index))
        .expr(query)
        .legendFormat(legend ?? "");

/** PromQL over the time range; exemplars are dots that lead to a trace. */
export const overTime = (query: Query, index = 0, exemplars = false): Builder<Dataquery> =>
    prometheus(query, index).range().exemplar(exemplars);

/** PromQL at the end of the time range: what was earlier and is no more doesn't show. */
export const now = (query: Query, index = 0): Builder<Dataquery> => prometheus(query, index).instant();

/** The same as rows of a table, with labels as columns. */
export const asRows = (query: Query, index = 0): Builder<Dataquery> =>
    prometheus(query, index).instant().format(PromQueryFormat.Table);

/** Buckets of a histogram. */
export const buckets = (query: Query): Builder<Dataquery> =>
    prometheus({ ...query, legend: "{{le}}" }, 0)
        .range()
        .exemplar(true)
        .format(PromQueryFormat.Heatmap);

/** What is compared of a series over the whole time range, so that the chosen ones are the same at each moment. */
const chosen = (choice: "topk" | "bottomk", count: number, by: readonly string[], query: string): string =>
    `(${query})
  and on (${by.join(", ")})
${choice}(${count}, ${choice === "topk" ? "max" : "min"}_over_time((${query})[$__range:$__interval] @ end()))`;

/** The series that were highest at some time of the time range, over all of it. */
export const highest = (count: number, by: readonly string[], query: string): string =>
    chosen("topk", count, by, query);

/** LogQL: lines, or what is counted of them. */
export const logql = ({ query, legend }: Query, index = 0): Builder<Dataquery> =>
    new LokiBuilder()
        .datasource(SOURCES.loki)
        .refId(refId(index))
        .queryType("range")
        .expr(query)
        .legendFormat(legend ?? "");

/** LogQL at the end of the time range. */
export const logqlNow = ({ query, legend }: Query, index = 0): Builder<Dataquery> =>
    new LokiBuilder()
        .datasource(SOURCES.loki)
        .refId(refId(index))
        .queryType("instant")
        .expr(query)
        .legendFormat(legend ?? "");

/** A search for traces: https://grafana.com/docs/grafana/latest/datasources/jaeger/ */
export interface TraceSearch {
    readonly service: string;
    /** Tags in logfmt, such as `error=true`. */
    readonly tags?: string;
    readonly minDuration?: string;
    readonly limit?: number;
}

/** The builder library has no query of Jaeger's. */
export const traceSearch = (search: TraceSearch): Builder<Dataquery> => {
    const query = { datasource: SOURCES.jaeger, refId: "A", queryType: "search", limit: 20, ...search };
    return { build: () => ({ ...query, _implementsDataqueryVariant: () => undefined }) };
};
