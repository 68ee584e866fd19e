import { CHARTS } from "../../model/charts/charts";
import { ELEMENT_NAMES } from "../../config/element-names";
import { demandOf, podSets, readableDemand } from "../../model/workloads/footprint";
import { notices } from "../../model/stack/notices";
import type { StackConfig } from "../../config/schema";
import { table } from "../shared/terminal/text";

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

export const noticeList = (config: StackConfig): string =>
    notices(config)
        .map((notice) => `! ${notice}`)
        .join("\n");
