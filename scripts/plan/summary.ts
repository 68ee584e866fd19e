import { CHARTS } from "../../model/charts/charts";
import { ELEMENT_NAMES } from "../../config/element-names";
import { demandOf, podSets, readableDemand } from "../../model/workloads/footprint";
import { monthOf, needsOf } from "../../model/scale/cost";
import { notices } from "../../model/stack/notices";
import type { StackConfig } from "../../config/schema";
import { productionProblems } from "../../checks/cross-field/production";
import type { Plan } from "../shared/planning/engine";
import { releasesOf } from "../shared/planning/graph";
import { yellow } from "../shared/terminal/colour";
import { json, table } from "../shared/terminal/text";

/** What each element asks of a cluster; what runs on every node is counted once. */
export function demandTable(config: StackConfig): string {
    const sets = podSets(config);
    const row = (label: readonly string[], selected: typeof sets): readonly string[] => {
        const { cpu, memory, storage } = readableDemand(demandOf(selected, config, 1));
        return [...label, cpu, memory, storage];
    };
    const elements = ELEMENT_NAMES.filter((element) => sets.some((set) => set.element === element));
    const perNode = sets.filter(({ pods }) => pods === "each node");
    return table([
        ["RELEASE", "CHART", "VERSION", "CPU", "MEMORY", "STORAGE"],
        ...elements.map((element) => {
            const { release, chart, version } = CHARTS[element];
            return row(
                [release, chart, version],
                sets.filter((set) => set.element === element),
            );
        }),
        row(["all, on one node", "", ""], sets),
        row(["each further node", "", ""], perNode),
    ]);
}

/** US dollars a month at list prices (config/prices.ts), for what is asked for on as many nodes as are expected. */
function dollarsAMonth(config: StackConfig): number {
    const needs = needsOf(config, config.fluentBit.nodes);
    // Without object storage, logs are on the volumes that are counted already.
    return Math.round(monthOf(config.objectStorage === undefined ? { ...needs, objectsGiB: 0 } : needs));
}

/** What it costs to run, as an estimate. */
export function costLine(config: StackConfig): string {
    const { nodes } = config.fluentBit;
    return `In a cloud about $${dollarsAMonth(config)} a month on ${nodes} ${nodes === 1 ? "node" : "nodes"}: an estimate from list prices for what is asked for, traffic left out (docs/scale.md).`;
}

export const noticeList = (config: StackConfig): string =>
    notices(config)
        .map((notice) => `${yellow("!")} ${notice}`)
        .join("\n");

/** Keys that prod would demand of a stack that isn't. */
const demandedInProduction = (config: StackConfig): readonly string[] =>
    config.environment === "prod"
        ? []
        : productionProblems({ ...config, environment: "prod" }, new Set()).map(({ key }) => key);

/** What a stack lacks for production; nothing for one that is prod already. */
export function lackingForProduction(config: StackConfig): string {
    const keys = demandedInProduction(config);
    return keys.length === 0 ? "" : `For prod it lacks: ${keys.join(", ")}.`;
}

/** The same summary for machines. */
export const summaryJson = ({ stack, resources, outputs }: Plan, config: StackConfig): string =>
    json({
        stack,
        environment: config.environment,
        resources: resources.length,
        releases: releasesOf(resources).map(({ release, chart, version, namespace }) => ({
            release,
            chart,
            version,
            namespace,
        })),
        demand: readableDemand(demandOf(podSets(config), config, 1)),
        dollarsAMonth: dollarsAMonth(config),
        notices: notices(config),
        lackingForProduction: demandedInProduction(config),
        outputs,
    }).trimEnd();
