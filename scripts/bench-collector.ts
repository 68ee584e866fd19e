/** `npm run bench:collector`: what the gateway's configurations cost. */

import type { HelmValues } from "../components/helm/values";
import { TRUST } from "../model/network/endpoints";
import { end } from "./shared/loopback/programs";
import { collectors, dev, prod } from "./shared/loopback/examples";
import { UsageError } from "./shared/terminal/usage-error";
import { baseline } from "./bench/baseline";
import { DECISION_WAIT } from "./bench/contender";
import { SIGNALS } from "./bench/load";
import { reportOf, reportText } from "./bench/report";
import { run, type Candidate } from "./bench/measurement";
import { stepsOf, withoutPrivacy } from "./bench/steps";
import { argumentsOf, main } from "./shared/terminal/arguments";

const USAGE = `
npm run bench:collector -- [--quick] [--seconds 2] [--rounds 3] [--rate 30000] [--steps dev] [--json]

Measures the gateway's generated configurations against the chart's default one, in the real collector on this machine:
items that one core carries a second, peak memory, and what each processor adds. Linux only; takes about four minutes.

Both get the same made-up spans and log lines over OTLP/HTTP with TLS, and send to the same kind of store. What counts is
the collector's processor time for each item, so that a busy machine disturbs little. An item that doesn't arrive is an
error.

  --quick        one short round without the steps
  --seconds N    how long each one is sent to in a round
  --rounds N     rounds; the median counts
  --rate N       items a second at most; above 30000, more traces may wait for their sampling than it has room for
  --steps NAME   whose parts are added one by one: dev or prod
  --json         the figures as JSON
`;

main(async () => {
    const options = argumentsOf(USAGE, {
        quick: { type: "boolean", default: false },
        seconds: { type: "string" },
        rounds: { type: "string" },
        rate: { type: "string", default: "30000" },
        steps: { type: "string", default: "dev" },
        json: { type: "boolean", default: false },
    });
    const seconds = positive("seconds", options.seconds ?? (options.quick ? "1" : "2"));
    const rounds = positive("rounds", options.rounds ?? (options.quick ? "1" : "3"));
    const perSecond = positive("rate", options.rate);
    const gateways = { dev: collectors(dev()).gateway, prod: collectors(prod()).gateway };
    const whole = options.steps;
    if (whole !== "dev" && whole !== "prod") throw new UsageError(`--steps ${whole}: dev or prod`);
    const candidates: readonly Candidate[] = [
        candidate(
            "chart's default",
            baseline({ scheme: "https", host: "store.example.com", port: 4317, caFile: TRUST.file }),
        ),
        ...(whole === "dev" ? (["prod", "dev"] as const) : (["dev", "prod"] as const)).flatMap((environment) => {
            const bare = withoutPrivacy(gateways[environment]);
            return [
                ...(bare === undefined ? [] : [candidate(`${environment}, no privacy`, bare)]),
                candidate(environment, gateways[environment]),
            ];
        }),
    ];
    const steps = options.quick ? undefined : stepsOf(gateways[whole]);
    const say = (progress: string): void => {
        console.error(progress);
    };
    try {
        // The whole of it has its turn right after its last part.
        const all = [...candidates.slice(0, -1), ...(steps?.candidates ?? []), ...candidates.slice(-1)];
        const outcomes = await run(all, rounds, { seconds, perSecond }, say);
        const report = reportOf(
            outcomes,
            candidates.map(({ name }) => name),
            steps,
        );
        console.log(
            options.json
                ? JSON.stringify({ seconds, rounds, perSecond, decisionWait: DECISION_WAIT, ...report }, null, 2)
                : `\n${reportText(report)}\n\nMedians of ${rounds} rounds of ${seconds} s; traces waited ${DECISION_WAIT} for their sampling.`,
        );
    } finally {
        await end();
    }
});

function candidate(name: string, config: HelmValues): Candidate {
    return { name, config, signals: SIGNALS };
}

function positive(option: string, text: string): number {
    const value = Number(text);
    if (!(value > 0)) throw new UsageError(`--${option} ${text}: a number above zero`);
    return value;
}
