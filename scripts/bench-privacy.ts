/** `npm run bench:privacy`: what scrubbing costs, and what it finds. */

import { rmSync } from "node:fs";
import { TRUST } from "../model/network/endpoints";
import { baseline } from "./bench/baseline";
import { TRAFFIC, SIGNALS } from "./bench/load";
import { run, type Candidate } from "./bench/measurement";
import { fuzz } from "./bench-privacy/fuzz-run";
import { qualityOf } from "./bench-privacy/quality";
import { reportOf, reportText } from "./bench-privacy/report";
import { gatewayWith, sizeOf, waysOf } from "./bench-privacy/ways";
import { end, temporaryFolder } from "./shared/loopback/programs";
import { collectors, prod } from "./shared/loopback/examples";
import { argumentsOf, main } from "./shared/terminal/arguments";
import { progress } from "./shared/terminal/findings";
import { UsageError } from "./shared/terminal/usage-error";

const USAGE = `
npm run bench:privacy -- [--seconds 1] [--rounds 2] [--rate 30000] [--fuzz N [--seed S]] [--json]

Measures ways of scrubbing beside each other, in the real collector on this machine: prod's gateway without any, with the
redaction processor alone, and with the policy; the chart's default chain stands beside them. Three kinds of traffic: clean,
typical (a customer's id in every item, something worse in one line of twenty), dirty (several things in each). What each way
finds is told by the corpus of tests/privacy. Linux only; about three minutes.

  --seconds N   how long each one is sent to in a round
  --rounds N    rounds; the median counts
  --rate N      items a second at most
  --fuzz N      instead: N generated lines with planted secrets, in random places and encodings, through the policy; exit
                code 1 when one is left
  --seed S      of what is generated
  --json        the figures as JSON
`;

main(async () => {
    const options = argumentsOf(USAGE, {
        seconds: { type: "string", default: "1" },
        rounds: { type: "string", default: "2" },
        rate: { type: "string", default: "30000" },
        fuzz: { type: "string" },
        seed: { type: "string", default: "1" },
        json: { type: "boolean", default: false },
    });
    const settings = prod();
    const ways = waysOf(settings);
    const ours = ways[ways.length - 1];
    if (ours === undefined) throw new Error("there is no way");
    const folder = temporaryFolder("bench-privacy");
    try {
        if (options.fuzz !== undefined) {
            const left = await fuzz(
                ours,
                positive("fuzz", options.fuzz),
                positive("seed", options.seed),
                folder,
                progress,
            );
            process.exitCode = left === 0 ? 0 : 1;
            return;
        }
        const pace = { seconds: positive("seconds", options.seconds), perSecond: positive("rate", options.rate) };
        const rounds = positive("rounds", options.rounds);
        const { gateway } = collectors(settings);
        const candidates: readonly Candidate[] = [
            {
                name: "chart's default",
                config: baseline({ scheme: "https", host: "store.example.com", port: 4317, caFile: TRUST.file }),
                signals: SIGNALS,
            },
            ...ways.map((way) => ({
                name: way.name,
                config: way === ours ? gateway : gatewayWith(gateway, ours, way),
                signals: SIGNALS,
            })),
        ];
        const costs = [];
        for (const traffic of TRAFFIC) {
            progress(`${traffic} traffic`);
            costs.push({ traffic, outcomes: await run(candidates, rounds, pace, progress, traffic) });
        }
        const qualities = [];
        for (const way of ways) qualities.push({ ...(await qualityOf(way, folder)), bytes: sizeOf(way) });
        const report = reportOf(costs, qualities);
        console.log(options.json ? JSON.stringify(report, null, 2) : `\n${reportText(report)}`);
    } finally {
        await end();
        rmSync(folder, { recursive: true, force: true });
    }
});

function positive(option: string, text: string): number {
    const value = Number(text);
    if (!(value > 0)) throw new UsageError(`--${option} ${text}: a number above zero`);
    return value;
}
