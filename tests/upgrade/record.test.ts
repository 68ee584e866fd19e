import { readFileSync } from "node:fs";
import { join } from "node:path";
import { titleOf } from "../../scripts/shared/comparison/applied-objects";
import { sideOf } from "../../scripts/shared/comparison/side";
import { releasesOf } from "../../scripts/shared/planning/graph";
import { renderedObjects } from "../../scripts/shared/comparison/rendering";
import { changelogProblems, listedAsDestructive } from "../../scripts/record/changelog";
import { readRecord, recordFile, type ReleaseRecord } from "../../scripts/record/file";
import { chartVerdicts, inventoryOf, planVerdicts, plannedNames, type Inventory } from "../../scripts/record/inventory";
import { configuration, plan, PROJECT, type Stack } from "../support/plan";
import { canRender, MIRROR } from "../support/rendered";

/** An upgrade from the last release: what it replaces or deletes has to be listed in CHANGELOG.md. */

const STACKS: readonly Stack[] = ["dev", "prod"];

interface Upgrade {
    readonly stack: Stack;
    readonly before: ReleaseRecord;
    readonly after: Inventory;
}

async function upgrade(stack: Stack): Promise<Upgrade> {
    const given = configuration(stack, canRender ? { chartMirror: MIRROR } : {});
    const planned = (await plan(stack, given)).plan;
    const rendered = canRender
        ? (await Promise.all(releasesOf(planned.resources).map(renderedObjects))).flat()
        : undefined;
    return { stack, before: readRecord(recordFile(stack)), after: inventoryOf(sideOf(planned), rendered) };
}

test("replaces and deletes what CHANGELOG.md lists, and nothing else", async () => {
    const upgrades: Upgrade[] = [];
    for (const stack of STACKS) upgrades.push(await upgrade(stack));
    const listed = listedAsDestructive(readFileSync(join(PROJECT, "CHANGELOG.md"), "utf8"));
    const found = upgrades.flatMap(({ before, after }) => [
        ...planVerdicts(before, after),
        ...(after.rendered === undefined ? [] : chartVerdicts(before, after)),
    ]);
    // Objects of the charts alone can't be judged without the charts.
    const inCharts = new Set(upgrades.flatMap(({ before }) => (before.rendered ?? []).map(({ id }) => titleOf(id))));
    const planned = new Set(upgrades.flatMap(({ before }) => plannedNames(before)));
    const isKnown = (object: string): boolean => canRender || planned.has(object) || !inCharts.has(object);
    expect(changelogProblems(found, listed, isKnown)).toEqual([]);
    if (!canRender)
        console.warn("the charts' own stateful sets and definitions aren't compared: no CHART_MIRROR or helm");
});

test.each(STACKS)("the record of %s has the charts, and no secret", (stack) => {
    const record = readRecord(recordFile(stack));
    expect(record.rendered?.length).toBeGreaterThan(20);
    expect(record.releases.length).toBeGreaterThan(6);
    expect(readFileSync(recordFile(stack), "utf8")).not.toMatch(/"(?:data|stringData)":|"kind":"Secret"/);
});
