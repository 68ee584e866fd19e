/** Waiting for long work in the cluster while its port-forward may drop. */

import { setTimeout as sleep } from "node:timers/promises";
import { PartError, type Site } from "./part";

const POLL_MS = 2_000;
/** A port-forward that drops is opened again: so often in a row may a question go unanswered. */
const LOST = 10;
/** This long nothing may change. */
const STALL_MS = 15 * 60_000;

export interface Progress {
    readonly done: boolean;
    readonly shown: string;
}

/**
 * Waits for something long, and tells how far it is.
 *
 * @throws PartError when nothing has changed for a quarter of an hour, or when the server is lost.
 */
export async function follow(site: Site, part: string, ask: () => Promise<Progress>): Promise<void> {
    let last = "";
    let changed = Date.now();
    for (let lost = 0; ;) {
        try {
            const { done, shown } = await ask();
            lost = 0;
            if (shown !== last) {
                site.tell(`${part}: ${shown}`);
                last = shown;
                changed = Date.now();
            }
            if (done) return;
        } catch (error) {
            // What the server refuses, it refuses again.
            if (error instanceof PartError || ++lost > LOST) throw error;
        }
        if (Date.now() - changed > STALL_MS) {
            throw new PartError(
                `Nothing has changed for ${STALL_MS / 60_000} minutes (${last}).`,
                "It may still go on by itself: look at the server's log.",
            );
        }
        await sleep(POLL_MS, undefined, { signal: site.interrupted });
    }
}
