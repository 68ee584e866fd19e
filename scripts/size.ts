/** `npm run size`: what a shop of some size takes, and the settings that fit it. */

import { argumentsOf, main } from "./shared/terminal/arguments";
import { shopOf } from "./size/figures";
import { report, reportJson } from "./size/sized";

const USAGE = `
npm run size -- --services 300 --nodes 120 --logs 2TB/day --spans 50000/s [--stack prod] [--json]

Says what a shop of that size sends, what the stack asks of the cluster and costs a month, which limit of the ha profile is
passed first and which setting lifts it, and the lines that set what fits. docs/scale.md has the formulas and what they were
measured by.

  --services N   services of the applications (default 14)
  --nodes N      nodes of the cluster (default 3)
  --logs BYTES   raw log bytes a day, such as 2TB/day (default 20GB/day)
  --spans N      spans that applications send a second at busy times, such as 50000/s (default 500/s)
  --stack NAME   the stack that the lines are for (default prod)
  --json         for machines
`;

main(() => {
    const { json, stack, ...given } = argumentsOf(USAGE, {
        services: { type: "string", default: "14" },
        nodes: { type: "string", default: "3" },
        logs: { type: "string", default: "20GB/day" },
        spans: { type: "string", default: "500/s" },
        stack: { type: "string", default: "prod" },
        json: { type: "boolean", default: false },
    });
    const shop = shopOf(given);
    console.log(json ? reportJson(shop) : report(shop, stack));
    return Promise.resolve();
});
