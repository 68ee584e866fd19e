/** Whether the local ports are free. */

import { createServer } from "node:net";
import { UsageError } from "../shared/terminal/usage-error";
import type { InterfaceForward } from "./forwards";

const isFree = (port: number): Promise<boolean> =>
    new Promise((resolve) => {
        const server = createServer();
        server.once("error", () => {
            resolve(false);
        });
        server.listen(port, "127.0.0.1", () => {
            server.close(() => {
                resolve(true);
            });
        });
    });

/**
 * Looks whether the ports of this machine are free, all of them before any is taken.
 *
 * @throws UsageError with each that is taken, and what to do.
 */
export async function checkPorts(forwards: readonly InterfaceForward[]): Promise<void> {
    const free = await Promise.all(forwards.map(({ local }) => isFree(local)));
    const taken = forwards.filter((_, index) => free[index] !== true);
    if (taken.length === 0) return;
    const mentioned = taken.map(({ ui, local }) => `Port ${local} of this machine is taken; ${ui} needs it.`);
    const other = taken.map(({ ui, local }) => `--port ${ui}=${local + 10_000}`);
    throw new UsageError(
        `${mentioned.join("\n")}\n    End what listens there (ss -ltnp), or take other ports: npm run access -- --stack {stack} ${other.join(" ")}`,
    );
}
