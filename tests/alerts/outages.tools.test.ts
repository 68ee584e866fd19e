import { readFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { episodesOf } from "../../scripts/shared/alerting/episodes";
import { samplesIn } from "../../scripts/shared/alerting/history";
import { told } from "../../scripts/shared/alerting/notifications";
import { limited } from "../../scripts/shared/system/parallel";
import { PROJECT } from "../support/plan";
import { closureOf, configOf, rulesUnder } from "../rules/harness/rules";
import { OF_APPLICATIONS } from "./outages/applications";
import { OF_PLATFORM } from "./outages/platform";
import { BEFORE, EVERY, type Outage } from "./outages/shapes";

/** Every outage is told: of what, to whom and how soon, by the real promtool and the routes. */

/** Outages, each as Prometheus would see it, with who must be told of what and how soon. */
const OUTAGES = [...OF_APPLICATIONS, ...OF_PLATFORM];

const atOnce = limited(availableParallelism());

/** The rules of the alert that must tell it, and those that might hide it. */
const rulesOf = ({ alert, settings }: Outage) => [
    ...new Set([alert, "ServiceDown", "WidespreadOutage"].flatMap((name) => closureOf(name, rulesUnder(settings)))),
];

/** Seconds from the beginning of an outage to the message; undefined when nobody is told. */
async function secondsUntilTold(outage: Outage): Promise<number | undefined> {
    const { series, alert, receiver, settings } = outage;
    const length = EVERY * (Math.max(...Object.values(series).map(samplesIn)) - 1);
    const history = { series, every: EVERY, evaluatedEvery: EVERY, start: 0, length };
    const episodes = await atOnce(() => episodesOf(history, rulesOf(outage)));
    const first = told(episodes, configOf(settings), 0, length).notifications.find(
        (one) => one.receiver === receiver && one.firing.some(({ labels }) => labels.alertname === alert),
    );
    return first === undefined ? undefined : first.at - (BEFORE - 1) * EVERY;
}

/** Rows of a table in Markdown, however wide its columns are. */
const cells = (text: string): string => text.replaceAll(/ *\| */g, "|");

test("docs/alerting.md has thirty outages, each told to somebody in time", async () => {
    const seconds = await Promise.all(OUTAGES.map(secondsUntilTold));
    const late = OUTAGES.filter(({ within }, index) => !((seconds[index] ?? Infinity) <= within));
    expect(late.map((one) => [one.outage, one.alert, one.within, seconds[OUTAGES.indexOf(one)]])).toEqual([]);
    expect(OUTAGES).toHaveLength(30);
    const rows = OUTAGES.map(
        ({ outage, alert, receiver }, index) => `|${outage}|${alert}|${receiver}|${seconds[index] ?? "never"} s|`,
    );
    expect(cells(readFileSync(join(PROJECT, "docs", "alerting.md"), "utf8"))).toContain(rows.join("\n"));
});
