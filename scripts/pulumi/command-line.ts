/** The command line of the verbs that run the Pulumi CLI. */

import { parseArgs } from "node:util";

const VERBS = ["preview", "up", "refresh", "destroy", "config", "pulumi"] as const;
export type Verb = (typeof VERBS)[number];

/**
 * The verb, its own options, and what is passed on to the CLI: everything after a further `--`.
 *
 * @throws on an option that there isn't.
 */
export function commandLine(args: readonly string[]) {
    const [verb = "", ...rest] = args;
    const split = rest.indexOf("--");
    const own = split < 0 ? rest : rest.slice(0, split);
    const { values } = parseArgs({
        args: own,
        options: {
            stack: { type: "string", default: "dev" },
            kind: { type: "boolean", default: false },
            "allow-local": { type: "boolean", default: false },
            "cluster-moved": { type: "boolean", default: false },
            help: { type: "boolean", short: "h", default: false },
        },
    });
    return { verb: VERBS.find((known) => known === verb), passed: split < 0 ? [] : rest.slice(split + 1), ...values };
}
