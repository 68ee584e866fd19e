/** What the size command says: the load, what it takes, what is passed first, the lines that fit. */

import { commandsFor, setAll } from "../../config/problems";
import { readableBytes } from "../../config/quantities";
import { monthOf, needsOf } from "../../model/scale/cost";
import { beyond, passedBy, profile } from "../../model/scale/passed";
import type { Shop } from "../../model/scale/load";
import { sizingOf } from "../../model/scale/sizing";
import { bold, yellow } from "../shared/terminal/colour";
import { json, table } from "../shared/terminal/text";

const number = (value: number): string =>
    value >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(2)));

/** Everything of a shop, computed once. */
export function sized(shop: Shop) {
    const sizing = sizingOf(shop);
    const needs = needsOf(sizing.config, shop.nodes);
    return {
        shop,
        load: sizing.load,
        needs,
        dollarsAMonth: Math.round(monthOf(needs)),
        passed: passedBy(sizing, profile()),
        beyond: beyond(sizing.load),
        settings: sizing.settings,
    };
}

/** The commands that set what fits, a line each. */
export const linesOf = (settings: object, stack: string): readonly string[] =>
    setAll([], settings).map((line) => commandsFor(stack, line));

export function report(shop: Shop, stack: string): string {
    const { load, needs, dollarsAMonth, passed, beyond: hard, settings } = sized(shop);
    const [first] = passed;
    return [
        bold(
            `${number(shop.services)} services on ${number(shop.nodes)} nodes, ${readableBytes(shop.logBytes)} of logs a day, ${number(shop.spans)} spans a second`,
        ),
        table([
            ["", "IN ALL"],
            ["series", number(load.series)],
            ["samples a second, each Prometheus", number(load.samples)],
            ["log bytes a second, at busy times", readableBytes(load.logs)],
            ["log lines a second, at busy times", number(load.lines)],
            ["spans kept a second", number(load.kept)],
            ["cores of all gateways", number(load.gatewayCores)],
            ["cores of each Prometheus", number(load.prometheusCores)],
        ]),
        table([
            ["ASKED OF THE CLUSTER", ""],
            ["cores", number(needs.cores)],
            ["memory", `${number(needs.memoryGiB)}Gi`],
            ["volumes", `${number(needs.volumesGiB)}Gi`],
            ["object storage, in the end", `${number(needs.objectsGiB)}Gi`],
            ["a month (config/prices.ts)", `$${dollarsAMonth.toLocaleString("en")}`],
        ]),
        first === undefined
            ? "The ha profile carries it as it is."
            : `First limit of the ha profile that is passed: ${first.setting} (${first.has}, ${first.needs} are needed).`,
        ...(passed.length < 2
            ? []
            : [
                  table([
                      ["PASSED", "HAS", "NEEDS"],
                      ...passed.map(({ setting, has, needs: wanted }) => [setting, String(has), String(wanted)]),
                  ]),
              ]),
        ...hard.map((limit) => `${yellow("!")} ${limit}`),
        `What fits, over the ha profile:\n\n${linesOf(settings, stack).join("\n")}`,
    ].join("\n\n");
}

export const reportJson = (shop: Shop): string => json(sized(shop)).trimEnd();
