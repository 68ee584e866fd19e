/** The dashboard of objectives and their error budgets. */

import { FAILED } from "../model/telemetry/failures";
import type { StackConfig } from "../config/schema";
import { OBJECTIVE_WINDOW } from "../model/alerting/limits";
import { factorOver, PAGE, TICKET } from "../model/alerting/burn-windows";
import {
    atMost,
    figure,
    none,
    ofRow,
    ofSeries,
    page,
    section,
    table,
    to,
    toLogs,
    toTraces,
    trend,
    valuesOf,
    type Lead,
    type Section,
} from "./lib";
import { alertHistory, status } from "./parts/alerts";
import { aimsOf } from "./parts/aims";

const CHOSEN = 'service=~"$service", namespace=~"$namespace"';
const LEGEND = "{{service}} {{slo}}";

const leads = (config: StackConfig): readonly Lead[] => [
    to("service", { service: ofSeries("service"), namespace: ofSeries("namespace") }),
    toLogs('{service_name="${__field.labels.service}"} ' + FAILED, "Logs of errors"),
    ...toTraces(config, { service: ofSeries("service"), tags: "error=true" }, "Failed traces"),
];

/** Objectives: what is left of error budgets, how fast they burn, how it was. */
export const slos = (config: StackConfig) =>
    page(config, {
        name: "slos",
        description:
            "Do the services keep what they promise: what is left of each error budget, and how fast does it burn?",
        status: [status('slo!="", service=~"$service"')],
        variables: [
            valuesOf("namespace", "service:slo_total:rate5m", {
                name: "namespace",
                label: "Namespace",
                description: "Namespaces of the services that are shown.",
                all: true,
            }),
            valuesOf("service", "service:slo_total:rate5m", {
                name: "service",
                label: "Service",
                description: "Services of which objectives are shown.",
                all: true,
            }),
        ],
        sections: [budgets(config), burn(config)],
    });

const budgets = (config: StackConfig): Section => {
    const aims = aimsOf(config);
    return section(
        "Budgets",
        figure({
            title: "Budgets spent",
            unknown: "Nothing was measured yet",
            description: `Objectives of which the error budget of ${OBJECTIVE_WINDOW} is used up.`,
            query: `sum(service:slo_budget_left:ratio28d{${CHOSEN}} <= bool 0)`,
            unit: "number",
            decimals: 0,
            aim: none(),
            whenZero: "None",
            width: 4,
            height: 10,
            leads: [to("onCall")],
        }),
        table({
            title: "Objectives",
            description: `What is promised, what was kept in ${OBJECTIVE_WINDOW}, what is left of the error budget; burning at 1, it lasts exactly as long as it must.`,
            width: 20,
            height: 10,
            rows: { service: "Service", slo: "Objective", namespace: "Namespace" },
            columns: [
                {
                    name: "Promised",
                    query: `service:slo_budget_left:ratio28d{${CHOSEN}} * 0 + on (slo) group_left () slo:objective:ratio`,
                    unit: "share",
                    decimals: 2,
                },
                {
                    name: "Kept",
                    query: `1 - service:slo_burn:rate28d{${CHOSEN}} * on (slo) group_left () (1 - slo:objective:ratio)`,
                    unit: "share",
                    decimals: 3,
                },
                {
                    name: "Budget left",
                    query: `service:slo_budget_left:ratio28d{${CHOSEN}}`,
                    unit: "share",
                    aim: aims.budget,
                },
                {
                    name: "Burn, 1 h",
                    query: `service:slo_burn:rate1h{${CHOSEN}}`,
                    unit: "number",
                    aim: atMost(1, factorOver("1h")),
                },
                {
                    name: "Burn, 6 h",
                    query: `service:slo_burn:rate6h{${CHOSEN}}`,
                    unit: "number",
                    aim: atMost(1, factorOver("6h")),
                },
                { name: "Burn, 3 d", query: `service:slo_burn:rate3d{${CHOSEN}}`, unit: "number", aim: atMost(1) },
            ],
            sort: "-Budget left",
            leads: [
                to("service", { service: ofRow("service"), namespace: ofRow("namespace") }),
                toLogs('{service_name="${__data.fields.service}"} ' + FAILED, "Logs of errors"),
            ],
        }),
        trend({
            title: "History of budgets",
            description: `What was left of the error budgets of ${OBJECTIVE_WINDOW}, over as long.`,
            query: `service:slo_budget_left:ratio28d{${CHOSEN}}`,
            legend: LEGEND,
            unit: "share",
            aim: aims.budget,
            range: OBJECTIVE_WINDOW,
            width: 24,
            leads: leads(config),
        }),
    );
};

const burn = (config: StackConfig): Section =>
    section(
        "Burn rates",
        ...[...PAGE, ...TICKET].map(({ long, factor }) =>
            trend({
                title: `Burn over ${long}`,
                description: `How many times faster than it lasts each budget burns over ${long}; from ${factor} on an alert fires.`,
                query: `service:slo_burn:rate${long}{${CHOSEN}}`,
                legend: LEGEND,
                unit: "number",
                aim: factor > 1 ? atMost(1, factor) : atMost(1),
                leads: leads(config),
            }),
        ),
        alertHistory({
            title: "Alerts",
            description: "When budgets burned so fast that an alert fired.",
            matcher: 'slo!="", service=~"$service"',
            width: 24,
        }),
    );
