import type { DataFrame } from "@grafana/data";
import { isRow, openOf, type Dashboard, type Panel, type Target } from "../../support/dashboards";
import { bottomOf, topOf } from "../../support/pixels";
import { filled, lengthOf, windowOf, type Chosen } from "../grafana";
import type { Hour } from "../hour";
import { END } from "../hour/moments";
import { ask, type Sampled } from "../hour/store";
import { FAILING } from "../hour/world";
import { seriesFrames, tableFrame } from "./frames";
import { interpolated } from "./interpolation";
import { seenOf, type Seen } from "./look";
import { BAD } from "./rules";

/** Pages over real answers: what a reader sees on them at a moment. */

export interface SeenPanel {
    readonly panel: Panel;
    readonly seen: readonly Seen[];
}

/** What Grafana asks through plugins whose answers aren't those of Prometheus or Loki. */
const isAsked = (panel: Panel): boolean =>
    !isRow(panel) && panel.type !== "alertlist" && panel.datasource?.uid !== "jaeger";

/** What a reader looks at: everything, and of what must be one, where the incident is. */
const chosenOn = ({ templating }: Dashboard): Chosen =>
    Object.fromEntries(
        templating.list.map(({ name, type, query, multi = false, allValue = ".*" }) => [
            name,
            type === "custom"
                ? ((typeof query === "string" ? query : query.query).split(",")[0]?.split(" : ").at(-1)?.trim() ?? "")
                : multi
                  ? allValue
                  : FAILING,
        ]),
    );

interface Lines {
    readonly stream: { readonly [label: string]: string };
    readonly values: readonly (readonly [string, string])[];
}
interface Counted {
    readonly metric: { readonly [label: string]: string };
    readonly value?: readonly [number, string];
    readonly values?: readonly (readonly [number, string])[];
}

/** Asks Loki for what is counted of lines, at the same distance from the end of its own hour. */
async function counted(hour: Hour, target: Target, query: string, length: number, moment: number) {
    const end = hour.linesEnd - (END - moment);
    const instant = target.queryType === "instant";
    const { result } = await ask<{ readonly result: readonly Counted[] }>(
        hour.loki,
        `/loki/api/v1/query${instant ? "" : "_range"}`,
        {
            query,
            limit: "1000",
            ...(instant
                ? { time: String(end) }
                : { start: String(end - length), end: String(end + 1), step: String(Math.ceil(length / 500)) }),
        },
    );
    return result.map(({ metric, value, values = [] }): Sampled => ({
        metric,
        values: value === undefined ? values : [value],
    }));
}

/** The newest lines of a panel, with who says each. */
export async function linesOf(hour: Hour, page: Dashboard, panel: Panel, interval: number): Promise<readonly Lines[]> {
    const length = lengthOf(page.time.from);
    const window = windowOf(length, hour.linesEnd, interval);
    const query = filled(panel.targets?.[0]?.expr ?? "", chosenOn(page), window, interval);
    const { result } = await ask<{ readonly result: readonly Lines[] }>(hour.loki, "/loki/api/v1/query_range", {
        query,
        start: String(hour.linesEnd - length),
        end: String(hour.linesEnd + 1),
        limit: "100",
    });
    return result;
}

async function framesOf(hour: Hour, page: Dashboard, panel: Panel, moment: number, interval: number) {
    const targets = panel.targets ?? [];
    const length = lengthOf(panel.timeFrom ?? page.time.from);
    const window = windowOf(length, moment, interval);
    const frames: DataFrame[] = [];
    for (const target of targets) {
        const query = filled(target.expr ?? "", chosenOn(page), window, interval);
        const answer =
            target.datasource?.uid === "loki"
                ? await counted(hour, target, query, length, moment)
                : target.instant === true
                  ? await hour.store.now(query, moment)
                  : await hour.store.over(query, window);
        frames.push(
            ...(target.format === "table" ? tableFrame(target, answer, targets.length) : seriesFrames(target, answer)),
        );
    }
    return frames;
}

/** Every panel of a page but those of lines, as it is seen at a moment. */
export async function seenOn(
    hour: Hour,
    page: Dashboard,
    moment: number,
    interval: number,
): Promise<readonly SeenPanel[]> {
    const choice = Object.fromEntries(Object.entries(chosenOn(page)).map(([name, value]) => [name, { all: value }]));
    const found: SeenPanel[] = [];
    for (const panel of page.panels.filter((one) => isAsked(one) && one.type !== "logs")) {
        const frames = await framesOf(hour, page, panel, moment, interval);
        found.push({ panel, seen: await seenOf(panel, frames, interpolated(choice)) });
    }
    return found;
}

export interface Alarm {
    readonly panel: string;
    /** What is red or orange there, and wasn't while all was well. */
    readonly says: string;
    /** Pixel row at which the panel begins. */
    readonly row: number;
}

/** What says in the first 900 pixels of a page that something is wrong, from above to below. */
export function alarmsOn(page: Dashboard, incident: readonly SeenPanel[], before: readonly SeenPanel[]) {
    const open = openOf(page);
    return incident
        .filter(({ panel }) => open.includes(panel) && bottomOf(panel.gridPos) <= 900)
        .flatMap(({ panel, seen }): readonly Alarm[] => {
            const known = before.find((one) => one.panel === panel)?.seen ?? [];
            const news = seen.filter(
                (one) =>
                    BAD.includes(one.color ?? "") &&
                    !known.some(
                        ({ name, text, color }) => name === one.name && text === one.text && color === one.color,
                    ),
            );
            const [first] = news;
            if (first === undefined) return [];
            const subject = first.row === undefined ? "" : `${seen.find(({ row }) => row === first.row)?.text ?? ""}, `;
            return [
                { panel: panel.title ?? "", says: `${subject}${first.name}: ${first.text}`, row: topOf(panel.gridPos) },
            ];
        });
}
