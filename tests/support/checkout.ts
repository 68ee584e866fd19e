import { cpSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parse, stringify } from "yaml";
import type { PlainObject } from "../../config/merge";
import { PROJECT } from "./plan";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { script, type ScriptRun } from "./script";
import { tool } from "../../scripts/shared/tools/tool";

const PROGRAM = [
    "config",
    "model",
    "checks",
    "components",
    "dashboards",
    "rules",
    "demo",
    "scripts",
    "index.ts",
    "package.json",
    "tsconfig.json",
];
const STACKS = ["Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"];

/** A working tree of the project whose stack files and folders a test may change. */
export class Checkout {
    readonly folder = temporaryFolder("checkout");

    /** @param env for its commands, beside the environment of the test. */
    constructor(private readonly env: { readonly [name: string]: string } = {}) {
        for (const name of [...PROGRAM, ...STACKS]) {
            cpSync(join(PROJECT, name), this.path(name), { recursive: true });
        }
        symlinkSync(join(PROJECT, "node_modules"), this.path("node_modules"));
    }

    /** Runs a command of package.json in it, with the pinned helm. */
    run(name: string, ...args: readonly string[]): Promise<ScriptRun> {
        return script(name, args, { ...process.env, HELM: tool("helm"), ...this.env }, this.folder);
    }

    path(...names: readonly string[]): string {
        return join(this.folder, ...names);
    }

    read(...names: readonly string[]): string {
        return readFileSync(this.path(...names), "utf8");
    }

    /** Writes the file of a stack. */
    writeStack(stack: string, config: PlainObject): void {
        writeFileSync(this.path(`Pulumi.${stack}.yaml`), stringify({ config }));
    }

    /** Lays settings over those of both stacks. */
    configure(over: PlainObject): void {
        const own = Object.fromEntries(
            Object.entries(over).map(([key, value]) => [`go-coffee-observability:${key}`, value]),
        );
        for (const stack of ["dev", "prod"]) {
            const { config } = parse(this.read(`Pulumi.${stack}.yaml`)) as { readonly config: PlainObject };
            this.writeStack(stack, { ...config, ...own });
        }
    }
}
