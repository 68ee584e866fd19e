import { existsSync } from "node:fs";
import { join } from "node:path";

/** The real programs that configurations and rules are tried with; ../../tools pins and builds them. */
export type Tool = "otelcol" | "prometheus" | "promtool" | "alertmanager" | "amtool" | "loki" | "lokitool" | "jaeger";

/** Path of a program. A test that needs one fails without it: it never skips. */
export function tool(name: Tool): string {
    const directory = process.env.TOOLS_BIN ?? "";
    const path = join(directory, name);
    if (directory === "" || !existsSync(path)) {
        throw new Error(`${name} is not built: npm run test:tools builds what is missing (TOOLS_BIN=${directory})`);
    }
    return path;
}
