import { PLANNER } from "./question";

/** Ends the planning process after the last test file. */
export default function stop(): void {
    const end: unknown = Reflect.get(globalThis, PLANNER);
    if (typeof end === "function") Reflect.apply(end, undefined, []);
}
