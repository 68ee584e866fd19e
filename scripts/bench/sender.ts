import { readFileSync } from "node:fs";
import { Agent, request } from "node:https";
import { sleep } from "../shared/loopback/programs";
import { renewTraces, type Request } from "./payloads";
import type { Group, Pace, Signal } from "./load";

/** Sends requests over connections that stay open, as applications do. */

export interface Sender {
    /** Sends groups one after the other for some time, not faster than a rate; how many items it has sent. */
    readonly send: (signal: Signal, groups: readonly Group[], pace: Pace) => Promise<number>;
    readonly close: () => void;
}

/** @param urlOf where a signal is sent to, without its path */
export function sender(urlOf: (signal: Signal) => string, caFile: string): Sender {
    const ca = readFileSync(caFile);
    const agents = new Map<string, Agent>();
    const agentOf = (from: string): Agent => {
        const agent = agents.get(from) ?? new Agent({ keepAlive: true, maxSockets: 4, ca, localAddress: from });
        agents.set(from, agent);
        return agent;
    };
    const post = (signal: Signal, from: string, { body }: Request): Promise<void> =>
        new Promise((resolve, reject) => {
            const headers = { "content-type": "application/x-protobuf", "content-length": body.length };
            const sent = request(
                `${urlOf(signal)}/v1/${signal}`,
                { agent: agentOf(from), method: "POST", headers },
                (response) => {
                    response.resume();
                    response.on("end", () => {
                        if (response.statusCode === 200) resolve();
                        else reject(new Error(`the collector answered ${response.statusCode ?? 0}: it refused items`));
                    });
                },
            );
            sent.on("error", reject);
            sent.end(body);
        });
    return {
        send: async (signal, groups, { seconds, perSecond }) => {
            const begin = performance.now();
            let items = 0;
            for (let turn = 0; performance.now() - begin < seconds * 1000; turn++) {
                const group = groups[turn % groups.length] ?? [];
                renewTraces(group.map(({ request: of }) => of));
                await Promise.all(group.map(({ from, request: of }) => post(signal, from, of)));
                items += group.reduce((sum, { request: of }) => sum + of.items, 0);
                await sleep(Math.max(0, begin + (items / perSecond) * 1000 - performance.now()));
            }
            return items;
        },
        close: () => {
            for (const agent of agents.values()) agent.destroy();
        },
    };
}
