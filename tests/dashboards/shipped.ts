import { isPlainObject, valueAt } from "../../config/merge";
import { withChosenSources } from "../support/data-sources";
import type { DashboardFile } from "../../dashboards/types";

/** What a shipped dashboard asks for: read from its JSON alone, as Grafana reads it. */

export interface Asked {
    readonly dashboard: string;
    /** Panel, variable or annotation. */
    readonly where: string;
    readonly datasource: string;
    readonly expr: string;
    /** At the end of the time range only. */
    readonly instant: boolean;
    /** A time range of the panel's own, such as `28d`. */
    readonly timeFrom?: string;
    /** Nothing may be shown: that is good news, said instead. */
    readonly maybeNothing: boolean;
}

export interface ShippedVariable {
    readonly name: string;
    readonly type: string;
    readonly query: string;
    readonly datasource: string;
    /** What all of its values are, as a matcher; undefined when one must be chosen. */
    readonly all?: string;
    readonly options: readonly string[];
}

/** What has no query that can be tried, and why. */
export interface Untried {
    readonly dashboard: string;
    readonly where: string;
    readonly type: string;
    readonly reason: string;
}

export interface Shipped {
    readonly uid: string;
    readonly title: string;
    readonly variables: readonly ShippedVariable[];
    readonly asked: readonly Asked[];
    readonly untried: readonly Untried[];
    /** How many panels there are, without rows. */
    readonly panels: number;
    /** Time range when it is opened, such as `now-1h`. */
    readonly from: string;
}

const NO_DATA = /^No data/;
const TRIED = ["prometheus", "loki"];
/** Panels that show no query, and why they need none. */
const WITHOUT: { readonly [type: string]: string } = {
    row: "a heading",
    text: "words",
    alertlist: "asks Grafana's own API for the state of rules, which no Prometheus answers",
    dashlist: "asks Grafana for dashboards",
};

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const objects = (value: unknown): readonly object[] => (Array.isArray(value) ? value.filter(isPlainObject) : []);

export function shipped({ uid, title, json }: DashboardFile): Shipped {
    const model: unknown = JSON.parse(withChosenSources(json));
    const panels = objects(valueAt(model, ["panels"])).flatMap((panel) => [
        panel,
        ...objects(valueAt(panel, ["panels"])),
    ]);
    const asked: Asked[] = [];
    const untried: Untried[] = [];
    for (const panel of panels) {
        const type = text(valueAt(panel, ["type"]));
        const where = `${type} "${text(valueAt(panel, ["title"]))}"`;
        const targets = objects(valueAt(panel, ["targets"]));
        const reason = WITHOUT[type];
        if (reason !== undefined) {
            if (type !== "row") untried.push({ dashboard: title, where, type, reason });
            continue;
        }
        if (targets.length === 0) throw new Error(`${title}: ${where} asks for nothing`);
        const noValue = text(valueAt(panel, ["fieldConfig", "defaults", "noValue"]));
        const timeFrom = text(valueAt(panel, ["timeFrom"]));
        for (const target of targets) {
            const datasource =
                text(valueAt(target, ["datasource", "uid"])) || text(valueAt(panel, ["datasource", "uid"]));
            if (datasource === "jaeger") {
                const service = text(valueAt(target, ["service"]));
                if (valueAt(target, ["queryType"]) !== "search" || service === "")
                    throw new Error(`${title}: ${where} searches for traces of no service`);
                untried.push({
                    dashboard: title,
                    where,
                    type,
                    reason: `searches traces of ${service}, which Grafana asks Jaeger for through its own plugin`,
                });
                continue;
            }
            const expr = text(valueAt(target, ["expr"]));
            if (!TRIED.includes(datasource) || expr === "")
                throw new Error(`${title}: ${where} asks ${datasource} for "${expr}"`);
            asked.push({
                dashboard: title,
                where,
                datasource,
                expr,
                instant: valueAt(target, ["instant"]) === true || valueAt(target, ["queryType"]) === "instant",
                // A figure's words for nothing say why it isn't known: nothing is never good news there.
                maybeNothing: type !== "stat" && noValue !== "" && !NO_DATA.test(noValue),
                ...(timeFrom === "" ? {} : { timeFrom }),
            });
        }
    }
    for (const annotation of objects(valueAt(model, ["annotations", "list"]))) {
        const where = `annotation "${text(valueAt(annotation, ["name"]))}"`;
        const datasource = text(valueAt(annotation, ["datasource", "uid"]));
        if (datasource === "-- Grafana --" || datasource === "grafana") {
            untried.push({ dashboard: title, where, type: "annotation", reason: "Grafana's own" });
            continue;
        }
        const expr = text(valueAt(annotation, ["expr"])) || text(valueAt(annotation, ["target", "expr"]));
        if (!TRIED.includes(datasource) || expr === "")
            throw new Error(`${title}: ${where} asks ${datasource} for "${expr}"`);
        asked.push({ dashboard: title, where, datasource, expr, instant: false, maybeNothing: false });
    }
    const variables = objects(valueAt(model, ["templating", "list"])).map((variable): ShippedVariable => {
        const query = valueAt(variable, ["query"]);
        return {
            name: text(valueAt(variable, ["name"])),
            type: text(valueAt(variable, ["type"])),
            query: text(query) || text(valueAt(query, ["query"])),
            datasource: text(valueAt(variable, ["datasource", "uid"])),
            options:
                valueAt(variable, ["type"]) === "custom"
                    ? text(query)
                          .split(",")
                          .map((option) => option.split(" : ").at(-1)?.trim() ?? "")
                    : [],
            ...(valueAt(variable, ["includeAll"]) === true
                ? { all: text(valueAt(variable, ["allValue"])) || ".*" }
                : {}),
        };
    });
    return {
        uid,
        title,
        variables,
        asked,
        untried,
        panels: panels.filter((panel) => valueAt(panel, ["type"]) !== "row").length,
        from: text(valueAt(model, ["time", "from"])),
    };
}
