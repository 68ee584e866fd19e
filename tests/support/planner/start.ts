import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { PLANNER } from "./question";

/** Starts the planning process before the first test file. */
export default async function start(): Promise<void> {
    const planner = fork(join(__dirname, "process.ts"), { execArgv: ["--import", "tsx"] });
    const [port] = (await once(planner, "message")) as [number];
    process.env[PLANNER] = `http://127.0.0.1:${port}`;
    Reflect.set(globalThis, PLANNER, () => {
        planner.disconnect();
    });
}
