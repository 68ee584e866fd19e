/** `npm run incident`: what goes wrong in the demo of a cluster. */

import { INCIDENT_NAMES, incidentOf, isIncident, type IncidentName } from "../demo/incidents";
import { begin, finish, going } from "./incident/in-cluster";
import { openCluster } from "./shared/cluster/kubectl";
import { planStack } from "./shared/planning/planned-stack";
import { main, parsed } from "./shared/terminal/arguments";
import { table } from "./shared/terminal/text";
import { UsageError } from "./shared/terminal/usage-error";

const USAGE = `
npm run incident -- list
npm run incident -- start NAME [--stack dev]
npm run incident -- stop [NAME] [--stack dev]

Lets something go wrong in the synthetic Go Coffee (demo.enabled), or with a program of the stack beside it, until it is
stopped. "list" tells what each incident does, what should be seen of it where, and who should be told.

  --stack NAME   the stack: Pulumi.NAME.yaml (default dev)
`;

const listText = (): string =>
    table([
        ["incident", "what happens", "alerts", "told", "within", "seen on"],
        ...INCIDENT_NAMES.map((name) => {
            const { title, expected } = incidentOf(name);
            return [
                name,
                title,
                expected.alerts.join(" or ") || "none",
                expected.team === undefined ? "nobody" : `${expected.team}${expected.page ? ", paged" : ""}`,
                `${expected.minutes} min`,
                expected.seen,
            ];
        }),
    ]);

function named(name: string | undefined): IncidentName {
    if (name !== undefined && isIncident(name)) return name;
    throw new UsageError(
        `${name === undefined ? "Name an incident." : `There is no incident "${name}".`} There are: ${INCIDENT_NAMES.join(", ")}.`,
    );
}

main(async () => {
    const { values, positionals } = parsed(USAGE, { stack: { type: "string", default: "dev" } }, 2);
    const [verb = "list", name] = positionals;
    if (verb === "list") {
        console.log(listText());
        return;
    }
    if (verb !== "start" && verb !== "stop") throw new UsageError(`There is no "${verb}".\n\n${USAGE.trim()}`);
    const { config } = await planStack(values.stack);
    if (!config.demo.enabled)
        throw new UsageError(
            `The stack ${values.stack} has no demo.\n    npm run config -- --stack ${values.stack} -- set --path demo.enabled true && npm run up -- --stack ${values.stack}`,
        );
    const cluster = await openCluster(config);
    if (verb === "start") {
        const incident = named(name);
        const { expected, title } = incidentOf(incident);
        await begin(cluster, config, incident);
        console.log(`${title}.`);
        console.log(
            expected.alerts.length === 0
                ? `Nobody should be told of anything; seen on ${expected.seen}.`
                : `Within ${expected.minutes} min ${expected.alerts.join(" or ")} should fire${expected.team === undefined ? "" : ` and ${expected.team} be told${expected.page ? ", by a page" : ""}`}; seen on ${expected.seen}.`,
        );
        console.log(`npm run incident -- stop ${incident} --stack ${values.stack}`);
        return;
    }
    const ended = name === undefined ? [...new Set([...(await going(cluster, config)), ...PROGRAMS])] : [named(name)];
    for (const incident of ended) await finish(cluster, config, incident);
    console.log(name === undefined ? "Everything goes on as it should." : `${named(name)} is over.`);
});

/** Whether these go on is known by their workloads alone. */
const PROGRAMS = INCIDENT_NAMES.filter((name) => incidentOf(name).program?.is === "away");
