/** `npm run access`: the user interfaces, opened on this machine. */

import { accessOutput } from "../model/stack/outputs";
import { forwardsOf, type InterfaceForward } from "./access/forwards";
import { checkPorts } from "./access/ports";
import { argumentsOf, listed, interruption, main } from "./shared/terminal/arguments";
import { openCluster } from "./shared/cluster/kubectl";
import { keepForwarded, type ForwardState } from "./shared/cluster/port-forward";
import { settingsOf } from "./shared/planning/settings";
import { table } from "./shared/terminal/text";
import { progress } from "./shared/terminal/findings";

const USAGE = `
npm run access -- [--stack dev] [--only NAME ...] [--port NAME=PORT ...] [--json]

Opens the user interfaces of a stack on this machine: one port-forward each, opened again when it drops, all closed with
Ctrl-C. Uses kubectl and the current context.

  --stack NAME       the stack: Pulumi.NAME.yaml (default dev)
  --only NAME        this one alone: grafana, prometheus, alertmanager, jaeger or otelCollector; a list (a,b) or repeated
  --port NAME=PORT   another port of this machine, such as grafana=3001; may be repeated
  --json             a JSON object for each change, a line each
`;

/** "open", or why it isn't. */
const words = (state: ForwardState): string =>
    state.state === "lost" ? `not open: ${state.reason}; trying again` : state.state;

/** A line for each change that is worth one: the same reason is told once. */
function teller(asJson: boolean): (forward: InterfaceForward, state: ForwardState) => void {
    const last = new Map<string, string>();
    return ({ ui, url }, state) => {
        const line = words(state);
        if (last.get(ui) === line) return;
        last.set(ui, line);
        if (asJson) console.log(JSON.stringify({ ui, url, ...state }));
        else progress(`${ui}: ${line}`);
    };
}

main(async () => {
    const options = argumentsOf(USAGE, {
        stack: { type: "string", default: "dev" },
        only: { type: "string", multiple: true, default: [] },
        port: { type: "string", multiple: true, default: [] },
        json: { type: "boolean", default: false },
    });
    const settings = await settingsOf(options.stack);
    const forwards = forwardsOf(settings.config, { only: listed(options.only), ports: options.port });
    const cluster = await openCluster(settings.config);
    await checkPorts(forwards);
    if (!options.json) {
        const { passwordCommand } = accessOutput(settings).grafana ?? {};
        console.log(table([["OPEN", "AT"], ...forwards.map(({ ui, url }) => [ui, url])]));
        if (passwordCommand !== undefined && forwards.some(({ ui }) => ui === "grafana")) {
            console.log(
                `\nGrafana's user is ${settings.config.grafana.adminUser}; the password:\n    ${passwordCommand}`,
            );
        }
        console.log("\nCtrl-C closes them.\n");
    }
    const ended = interruption();
    const tell = teller(options.json);
    const open = forwards.map((forward) =>
        keepForwarded(cluster, forward, (state) => {
            tell(forward, state);
        }),
    );
    await new Promise((resolve) => {
        ended.addEventListener("abort", resolve, { once: true });
    });
    await Promise.all(open.map(({ close }) => close()));
});
