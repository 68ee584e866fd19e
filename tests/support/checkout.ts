import { cpSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { stringify } from "yaml";
import type { PlainObject } from "../../config/merge";
import { PROJECT } from "./plan";
import { temporaryFolder } from "./programs";

const PROGRAM = ["config", "components", "dashboards", "rules", "scripts", "index.ts", "package.json", "tsconfig.json"];

/** A working tree of the project whose files a test may change; its stacks are copied beside those of the test. */
export function checkout(): string {
    const folder = temporaryFolder("checkout");
    for (const name of [...PROGRAM, "Pulumi.yaml", "Pulumi.dev.yaml", "Pulumi.prod.yaml"]) {
        cpSync(join(PROJECT, name), join(folder, name), { recursive: true });
    }
    symlinkSync(join(PROJECT, "node_modules"), join(folder, "node_modules"));
    return folder;
}

/** Writes the file of a stack. */
export const writeStack = (folder: string, stack: string, config: PlainObject): void => {
    writeFileSync(join(folder, `Pulumi.${stack}.yaml`), stringify({ config }));
};
