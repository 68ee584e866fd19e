import { join } from "node:path";
import { onPath } from "../system/command";
import { givenPrograms, isExecutable } from "./cache";

/**
 * Programs that can't be built from a module of ours: no registry serves their sources, or their licence keeps them out of
 * `tools/`. They are taken where somebody has put them: in TOOLS_BIN, or on the PATH.
 */
export const FOREIGN = {
    loki: "Loki's official release: https://github.com/grafana/loki/releases",
    lokitool: "Loki's official release: https://github.com/grafana/loki/releases",
    "fluent-bit": "Fluent Bit's official packages: https://docs.fluentbit.io/manual/installation/downloads",
} as const;

export type ForeignTool = keyof typeof FOREIGN;

/** Where a program is; undefined where there is none. */
export function foreignTool(name: ForeignTool): string | undefined {
    const given = givenPrograms();
    const there = given === undefined ? undefined : join(given, name);
    return there !== undefined && isExecutable(there) ? there : onPath(name);
}

/** Whether a run must have it (REQUIRED_PROGRAMS, as workflows set it): then its tests fail without it. */
export const isRequired = (name: ForeignTool): boolean =>
    (process.env.REQUIRED_PROGRAMS ?? "").split(",").some((required) => required.trim() === name);

/** The same where it must be. @throws Error with where to get it. */
export function foreign(name: ForeignTool): string {
    const program = foreignTool(name);
    if (program === undefined) throw new Error(`${name} is neither in TOOLS_BIN nor on the PATH: ${FOREIGN[name]}`);
    return program;
}
