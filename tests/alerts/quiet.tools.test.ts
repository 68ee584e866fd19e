import { episodesOf } from "../../scripts/shared/alerting/episodes";
import { told, type Notification } from "../../scripts/shared/alerting/notifications";
import { configOf, rulesUnder } from "../rules/harness/rules";
import { quiet, QUIET, STEP } from "./quiet";

/**
 * A quiet month wakes nobody. It takes a quarter of an hour, so that usually six hours of it are tried, in which clocks are set;
 * QUIET_DAYS=28 tries the month, as .github/workflows/quiet-month.yaml does.
 */
const days = Number(process.env.QUIET_DAYS ?? "0.25");
const END = Date.UTC(2026, 2, 30) / 1000;
/** From midnight on the day on which clocks are set, or so many days before its end. */
const start = days < 1 ? END - 86_400 : END - days * 86_400;

/** A day at a time: windows of weeks are then shorter than they are, and burn sooner. */
async function messages(from: number, length: number, failing?: number): Promise<readonly Notification[]> {
    const history = {
        series: quiet(from, length / STEP, failing),
        every: STEP,
        evaluatedEvery: STEP,
        start: from,
        length,
    };
    const episodes = await episodesOf(history, rulesUnder(QUIET));
    return told(episodes, configOf(QUIET), from, length).notifications;
}

test(`${days} quiet days page nobody, and tell nobody`, async () => {
    const stretches = days < 1 ? [days] : Array.from({ length: days }, () => 1);
    const all: string[] = [];
    for (const [index, stretch] of stretches.entries()) {
        const from = start + index * 86_400;
        for (const { at, receiver, firing } of await messages(from, stretch * 86_400))
            for (const { labels } of firing)
                all.push(
                    `${new Date((from + at) * 1000).toISOString()} ${receiver} ${labels.alertname ?? ""} ${labels.service ?? ""}`,
                );
    }
    expect(all).toEqual([]);
}, 3_600_000);

test("the same hours with two requests in a hundred that fail page", async () => {
    const told = await messages(start + 21_600, 7200, 0.02);
    const pages = told.filter(({ receiver }) => receiver.startsWith("pagerduty"));
    expect(pages.flatMap(({ firing }) => firing.map(({ labels }) => labels.alertname))).toContain("WidespreadOutage");
});
