/** All groups of Prometheus rules. */

import type { StackConfig } from "../../config/schema";
import { compile } from "../compile";
import { inParts } from "../parts";
import type { Group, RuleGroup } from "../types";
import { dependencyAlerts, salesAlerts } from "./business/business-alerts";
import { ai, payments, sales, web3 } from "./business/figures";
import { businessHours } from "./business/trading-hours";
import { processingAlerts, processingLevels } from "./business/processing";
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
import { probeAlerts } from "./services/probes";
import { entryTraffic } from "./services/entry-traffic";
import { serviceAlerts } from "./services/service-alerts";
import { serviceDown } from "./services/service-down";
import { serviceLevels } from "./services/service-levels";
import { widespread } from "./services/widespread";
import { sloAlerts, totalFailures } from "./slos/budget-alerts";
import { sloBudgets, sloLevels, sloNow } from "./slos/recordings";
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
    remoteWriteAlerts,
    scrapeAlerts,
    thanosAlerts,
} from "./stack";

type Source = (config: StackConfig) => Group;

/** Groups by the name of the PrometheusRule that carries them: a new group is a file beside this and a line here. */
const GROUPS: { readonly [name: string]: readonly Source[] } = {
    "go-coffee-services": [serviceLevels, serviceDown, serviceAlerts, entryTraffic, probeAlerts, widespread],
    "go-coffee-business": [
        businessHours,
        sales,
        payments,
        web3,
        ai,
        usualSales,
        processingLevels,
        dependencyAlerts,
        salesAlerts,
        processingAlerts,
    ],
    "go-coffee-slos": [sloNow, totalFailures, sloLevels, sloBudgets, sloAlerts],
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
        remoteWriteAlerts,
        thanosAlerts,
        scrapeAlerts,
        lokiAlerts,
        fluentBitAlerts,
        jaegerAlerts,
        elasticsearchAlerts,
        certificateAlerts,
    ],
};

/** All groups of Prometheus rules, by the name of the PrometheusRule that carries them: several where one would be too large. */
export const prometheusRules = (config: StackConfig): { readonly [name: string]: readonly RuleGroup[] } =>
    Object.fromEntries(
        Object.entries(GROUPS).flatMap(([name, sources]) => {
            const groups = compile(
                sources.map((source) => source(config)),
                config,
            );
            return inParts(groups.filter(({ rules }) => rules.length > 0)).map((part, index) => [
                index === 0 ? name : `${name}-${index + 1}`,
                part,
            ]);
        }),
    );
