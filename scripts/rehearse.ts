/** `npm run rehearse`: incidents on the stack, and what becomes of them. */

import { writeFileSync, mkdirSync } from "node:fs";
import { join, relative } from "node:path";
import { INCIDENT_NAMES, incidentOf, isIncident, type IncidentName } from "../demo/incidents";
import type { Settings } from "../model/stack/stack";
import { PROJECT } from "../model/stack/project";
import { startLocalStack, type DemoOptions } from "./rehearse/local-stack";
import { impossible, rehearse, warmUp } from "./rehearse/rehearse-locally";
import { notTried, type Rehearsed } from "./rehearse/rehearsal";
import { reportHtml } from "./rehearse/report-html";
import { reportText } from "./rehearse/report-text";
import { rehearsedSettings } from "./rehearse/rehearsed-settings";
import { foreignTool } from "./shared/tools/foreign";
import { end, temporaryFolder } from "./shared/loopback/programs";
import { argumentsOf, interruption, listed, main } from "./shared/terminal/arguments";
import { json } from "./shared/terminal/text";
import { UsageError } from "./shared/terminal/usage-error";

const USAGE = `
npm run rehearse -- --local [--incident payment-failures] [--stack dev] [--rate 4] [--seed coffee] [--out out/rehearsal]

Plays incidents on a synthetic Go Coffee and shows what becomes of them: which alerts fire when, who is told what, what is
hidden, and whether everything that was sent was kept. With --local it needs no cluster: the stack's real programs run on
this machine's loopback with the generated configuration, of which only addresses, paths, certificates and discovery are
swapped; Slack, PagerDuty, the mail server, the webhook and the heartbeat are stubs that keep what they are told.

  --local           on this machine: Prometheus, Alertmanager, the collector and Jaeger of "npm run tools", and Loki where
                    it is on the PATH
  --incident NAME   one of them, or several: ${INCIDENT_NAMES.join(", ")}
  --stack NAME      whose settings: Pulumi.NAME.yaml (default dev)
  --rate NUMBER     journeys a second at the busiest hour (default 4)
  --seed TEXT       the same seed, the same traffic (default coffee)
  --out FOLDER      where report.json and report.html are written (default out/rehearsal)

Exit code 1 when an incident wasn't told as expected. Ctrl-C ends everything that was started.
`;

function chosen(names: readonly string[]): readonly IncidentName[] {
    return listed(names).map((name) => {
        if (!isIncident(name))
            throw new UsageError(`There is no incident "${name}". There are: ${INCIDENT_NAMES.join(", ")}.`);
        return name;
    });
}

/** On programs of its own: what one incident leaves in windows of an hour would be taken for the next one's. */
async function fromNothing(
    settings: Settings,
    incident: IncidentName,
    demo: DemoOptions,
    say: (line: string) => void,
    aborted: AbortSignal,
): Promise<Rehearsed> {
    const why = impossible(incidentOf(incident), foreignTool("loki") !== undefined);
    if (why !== undefined) return notTried(incident, why);
    const stack = await startLocalStack(settings, temporaryFolder("rehearsal"), demo, say);
    await warmUp(stack);
    say("everything is there and is seen: the incident begins");
    return rehearse(stack, incident, say, aborted);
}

main(async () => {
    const options = argumentsOf(USAGE, {
        local: { type: "boolean", default: false },
        incident: { type: "string", multiple: true, default: ["payment-failures"] },
        stack: { type: "string", default: "dev" },
        rate: { type: "string", default: "4" },
        seed: { type: "string", default: "coffee" },
        out: { type: "string", default: join(PROJECT, "out", "rehearsal") },
    });
    if (!options.local) throw new UsageError(`say where: --local\n\n${USAGE.trim()}`);
    const incidents = chosen(options.incident);
    const rate = Number(options.rate);
    if (!(rate > 0)) throw new UsageError(`--rate ${options.rate}: must be a number of journeys a second, such as 4`);
    const aborted = interruption();
    const begun = Date.now();
    const say = (line: string): void => {
        console.log(`${String(Math.round((Date.now() - begun) / 1000)).padStart(5)} s  ${line}`);
    };
    const settings = await rehearsedSettings(options.stack);
    const all: Rehearsed[] = [];
    for (const incident of incidents) {
        if (aborted.aborted) break;
        say(`${incident}: ${incidentOf(incident).title}`);
        try {
            all.push(await fromNothing(settings, incident, { seed: options.seed, rate }, say, aborted));
        } finally {
            await end();
        }
    }
    mkdirSync(options.out, { recursive: true });
    writeFileSync(join(options.out, "report.json"), json(all));
    writeFileSync(join(options.out, "report.html"), reportHtml(all));
    console.log(`\n${reportText(all)}\n`);
    console.log(
        `The whole messages, and when what happened: ${relative(process.cwd(), join(options.out, "report.html"))}`,
    );
    process.exitCode = all.some(({ verdict }) => verdict.kind === "not as expected") ? 1 : 0;
    process.exit();
});
