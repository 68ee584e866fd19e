/** `npm run alerts`: what a stack's alerts would do. */

import { prometheusRules } from "../rules/prometheus";
import { eventsOf, timeline } from "./alerts/simulation-text";
import { episodesOf } from "./shared/alerting/episodes";
import { historyIn } from "./shared/alerting/history";
import { told } from "./shared/alerting/notifications";
import { settingsOf } from "./shared/planning/settings";
import { main, parsed } from "./shared/terminal/arguments";
import { UsageError } from "./shared/terminal/usage-error";

const USAGE = `
npm run alerts -- simulate FILE [--stack dev] [--json]

What would fire over a history of series, and who would be told what and when: for trying a threshold before it wakes people.
FILE is a test of promtool's with one entry in "tests", of which "interval", "input_series" and "start_timestamp" are read, and
"evaluation_interval" beside it. Prints when each alert is pending, fires and is over, each message with its receivers, and
what isn't told and why. Alerts that ask for nothing in the file are left out; whatever is evaluated is evaluated by the real
promtool (npm run tools), each "evaluation_interval".

  --stack NAME   the stack whose thresholds, teams and hours hold: Pulumi.NAME.yaml (default dev)
  --json         {"events": [{"at", "what", "text"}]}; at is in seconds since the beginning
`;

main(async () => {
    const { values: options, positionals } = parsed(
        USAGE,
        { stack: { type: "string", default: "dev" }, json: { type: "boolean", default: false } },
        2,
    );
    const [verb, file] = positionals;
    if (verb !== "simulate" || file === undefined) throw new UsageError(USAGE.trim());
    const history = historyIn(file);
    const { config } = await settingsOf(options.stack);
    const rules = Object.values(prometheusRules(config)).flatMap((groups) => groups.flatMap((group) => group.rules));
    const episodes = await episodesOf(history, rules);
    const events = eventsOf(episodes, told(episodes, config, history.start, history.length));
    console.log(options.json ? JSON.stringify({ events }, undefined, 2) : timeline(events, history));
});
