/** All groups of Prometheus rules. */

import type { StackConfig } from "../../config/schema";
import { compile } from "../compile";
import type { Group, RuleGroup } from "../types";
import { dependencyAlerts, salesAlerts } from "./business/business-alerts";
import { ai, payments, sales, web3 } from "./business/figures";
import { businessHours } from "./business/trading-hours";
import { usualSales } from "./business/usual";
import { knownPast } from "./expressions";
import {
    clusterAlerts,
    infrastructureLevels,
    nodeAlerts,
    objectLevels,
    volumeAlerts,
    workloadAlerts,
} from "./infrastructure";
import { serviceAlerts } from "./services/service-alerts";
import { serviceDown } from "./services/service-down";
import { serviceLevels } from "./services/service-levels";
import { sloAlerts } from "./slos/budget-alerts";
import { sloBudgets, sloLevels } from "./slos/recordings";
import {
    certificateAlerts,
    collectorAlerts,
    collectorLevels,
    componentAlerts,
    elasticsearchAlerts,
    fluentBitAlerts,
    jaegerAlerts,
    lokiAlerts,
    prometheusAlerts,
} from "./stack";

type Source = (config: StackConfig) => Group;

/** Groups by the name of the PrometheusRule that carries them: a new group is a file beside this and a line here. */
const GROUPS: { readonly [name: string]: readonly Source[] } = {
    "go-coffee-services": [serviceLevels, serviceDown, serviceAlerts],
    "go-coffee-business": [businessHours, sales, payments, web3, ai, usualSales, dependencyAlerts, salesAlerts],
    "go-coffee-slos": [sloLevels, sloBudgets, sloAlerts],
    "go-coffee-infrastructure": [
        infrastructureLevels,
        objectLevels,
        nodeAlerts,
        clusterAlerts,
        workloadAlerts,
        volumeAlerts,
    ],
    "go-coffee-stack": [
        knownPast,
        componentAlerts,
        collectorLevels,
        collectorAlerts,
        prometheusAlerts,
        lokiAlerts,
        fluentBitAlerts,
        jaegerAlerts,
        elasticsearchAlerts,
        certificateAlerts,
    ],
};

/** All groups of Prometheus rules, by the name of the PrometheusRule that carries them. */
export const prometheusRules = (config: StackConfig): { readonly [name: string]: readonly RuleGroup[] } =>
    Object.fromEntries(
        Object.entries(GROUPS).map(([name, sources]) => [
            name,
            compile(
                sources.map((source) => source(config)),
                config,
            ).filter(({ rules }) => rules.length > 0),
        ]),
    );
