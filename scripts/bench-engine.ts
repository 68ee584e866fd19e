/** `npm run bench:engine`: what the program costs beside an empty one, and its `up` beside bare helm. */

import { planStack } from "./shared/planning/planned-stack";
import { end } from "./shared/loopback/programs";
import { engineCharts } from "./shared/loopback/pulumi/engine-charts";
import { devSettings, given } from "./shared/loopback/pulumi/stack-settings";
import { argumentsOf, main } from "./shared/terminal/arguments";
import { progress } from "./shared/terminal/findings";
import { UsageError } from "./shared/terminal/usage-error";
import { deploy } from "./bench-engine/deployment";
import { previews } from "./bench-engine/previews";
import { reportOf, reportText } from "./bench-engine/ratios";

const USAGE = `
npm run bench:engine -- [--rounds 3] [--json]

Deploys dev by the real Pulumi engine to a Kubernetes API on this machine, and measures beside each other:

  preview   processor time of the program, the CLI and its plug-ins, against a Pulumi program without resources
  up        time on an empty cluster, against \`helm install --wait\` of the same releases with the same values, one by one

Pods are simulated: they are ready at once, so that no image and no start is measured. Charts are the real ones where
CHART_MIRROR names their repository, otherwise small ones that stand for them. Linux only; about a minute and a half a
round.

  --rounds N   rounds; the median counts (1 to 9)
  --json       the figures as JSON
`;

main(async () => {
    const { rounds: asked, json } = argumentsOf(USAGE, {
        rounds: { type: "string", default: "3" },
        json: { type: "boolean", default: false },
    });
    const rounds = Number(asked);
    if (!Number.isInteger(rounds) || rounds < 1 || rounds > 9)
        throw new UsageError(`--rounds ${asked}: a whole number from 1 to 9`);
    try {
        const charts = await engineCharts((await planStack("dev", given(devSettings("")))).plan.resources);
        const settings = devSettings(charts.url);
        const { resources } = (await planStack("dev", given(settings))).plan;
        const report = reportOf(charts.kind, {
            preview: await previews(settings, rounds, progress),
            up: await deploy(settings, resources, rounds, progress),
        });
        console.log(json ? JSON.stringify(report, null, 2) : `\n${reportText(report)}`);
    } finally {
        await end();
    }
});
