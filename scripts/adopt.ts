/** `npm run adopt`: what can be kept of a plain kube-prometheus-stack. */

import { commandsFor } from "../config/problems";
import { foundIn } from "./adopt/found";
import { stepsFor, type Step } from "./adopt/adoption";
import { DASHBOARD_CONFIG_MAP } from "../model/grafana/dashboards";
import { openCluster } from "./shared/cluster/kubectl";
import { settingsOf } from "./shared/planning/settings";
import { argumentsOf, main } from "./shared/terminal/arguments";
import { bold } from "./shared/terminal/colour";
import { json } from "./shared/terminal/text";

const USAGE = `
npm run adopt -- [--stack dev] [--json]

Looks for a plain kube-prometheus-stack in the cluster of the current context, and tells how its volumes (Prometheus' history,
Alertmanager's silences, Grafana's database), its silences, and the dashboards and rules that no chart brings are kept by the
stack: as commands, in their order. Changes nothing, in the cluster or here. The way through it: docs/operations.md, Moving from
an existing kube-prometheus-stack.

  --stack NAME   the stack: Pulumi.NAME.yaml (default dev)
  --json         {"steps": [{"title", "notes", "commands"}]}
`;

const text = (steps: readonly Step[]): string =>
    steps
        .map(({ title, notes, commands }, index) =>
            [bold(`${index + 1}. ${title}`), ...notes.map((note) => `   ${note}`), "", ...commands].join("\n"),
        )
        .join("\n\n");

main(async () => {
    const options = argumentsOf(USAGE, {
        stack: { type: "string", default: "dev" },
        json: { type: "boolean", default: false },
    });
    const { config } = await settingsOf(options.stack);
    const cluster = await openCluster(config);
    const all = (kinds: string, selector?: string) =>
        cluster.list(kinds, { everywhere: true, ...(selector === undefined ? {} : { selector }) });
    const steps = stepsFor(
        config,
        foundIn(
            {
                prometheuses: await all("prometheuses.monitoring.coreos.com"),
                alertmanagers: await all("alertmanagers.monitoring.coreos.com"),
                claims: await all("persistentvolumeclaims"),
                configMaps: await all("configmaps", DASHBOARD_CONFIG_MAP.label),
                rules: await all("prometheusrules.monitoring.coreos.com"),
            },
            config,
        ),
    );
    if (options.json) console.log(json({ steps }).trimEnd());
    else if (steps.length === 0) console.log(`Nothing to keep: ${cluster.context} has no other Prometheus.`);
    else console.log(commandsFor(options.stack, text(steps)));
});
