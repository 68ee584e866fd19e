import { spawn, type ChildProcess } from "node:child_process";
import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import type { Cluster } from "./kubectl";

/** A port of a Service or pod, on this machine's loopback address. */
export interface Forward {
    readonly namespace: string;
    /** Such as `svc/grafana`. */
    readonly target: string;
    readonly port: number;
    /** Port on this machine; 0 takes any that is free. */
    readonly local: number;
}

export type ForwardState =
    | { readonly state: "open"; readonly local: number }
    | { readonly state: "lost"; readonly reason: string }
    | { readonly state: "closed" };

export interface OpenForward {
    readonly close: () => Promise<void>;
}

/** How long is waited before the first and at most before any further try, in milliseconds. */
const RETRY = { first: 500, most: 10_000 } as const;
/** How often an open port is tried: kubectl only notices a lost pod when somebody connects. */
const PROBE_MS = 5_000;

const OPENED = /^Forwarding from 127\.0\.0\.1:(\d+) ->/m;

/** Keeps a port forwarded until it is closed: what drops is opened again. */
export function keepForwarded(cluster: Cluster, forward: Forward, tell: (state: ForwardState) => void): OpenForward {
    const { namespace, target, port } = forward;
    let { local } = forward;
    let child: ChildProcess | undefined;
    const closing = new AbortController();
    const isClosing = (): boolean => closing.signal.aborted;

    /** One kubectl, from its start to its end; whether it had the port open, and what it said last. */
    const once = (): Promise<{ readonly opened: boolean; readonly reason: string }> =>
        new Promise((resolve) => {
            const args = [
                "port-forward",
                "--address",
                "127.0.0.1",
                "--namespace",
                namespace,
                target,
                `${local === 0 ? "" : local}:${port}`,
            ];
            const started = spawn(cluster.kubectl, [...cluster.to(args)], {
                stdio: ["ignore", "pipe", "pipe"],
                env: process.env,
            });
            child = started;
            let output = "";
            let said = "";
            let probe: NodeJS.Timeout | undefined;
            started.stdout.on("data", (chunk: Buffer) => {
                output += chunk.toString();
                const opened = OPENED.exec(output)?.[1];
                if (opened === undefined || probe !== undefined) return;
                // Kept over a reconnection: whoever was told of it goes on using it.
                local = Number(opened);
                probe = setInterval(touch, PROBE_MS, local);
                tell({ state: "open", local });
            });
            started.stderr.on("data", (chunk: Buffer) => {
                said = chunk.toString().trim().split("\n").at(-1) ?? said;
            });
            const end = (reason: string): void => {
                clearInterval(probe);
                resolve({ opened: probe !== undefined, reason });
            };
            started.on("error", (error) => {
                end(error.message);
            });
            started.on("close", () => {
                end(said.replace(/^error: /, "") || "kubectl ended");
            });
        });

    const ended = (async () => {
        for (let pause: number = RETRY.first; !isClosing(); pause = Math.min(2 * pause, RETRY.most)) {
            const { opened, reason } = await once();
            if (isClosing()) break;
            if (opened) pause = RETRY.first;
            tell({ state: "lost", reason });
            await sleep(pause, undefined, { signal: closing.signal }).catch(() => undefined);
        }
        tell({ state: "closed" });
    })();

    return {
        close: async () => {
            closing.abort();
            child?.kill("SIGTERM");
            await ended;
        },
    };
}

/** Connects and goes away: a pod that is gone makes kubectl end, and so be started anew. */
function touch(port: number): void {
    const socket = connect({ host: "127.0.0.1", port, timeout: 1_000 });
    socket.once("connect", () => socket.end());
    socket.once("timeout", () => socket.destroy());
    socket.once("error", () => undefined);
    socket.resume();
}

const PATIENCE_MS = 20_000;

/**
 * Uses a port of the cluster for as long as some work takes.
 *
 * @throws Error when the port isn't open within 20 s, with kubectl's reason.
 */
export async function withForward<T>(
    cluster: Cluster,
    forward: Omit<Forward, "local">,
    work: (local: number) => Promise<T>,
): Promise<T> {
    let reason = "";
    let open: OpenForward | undefined;
    const local = await new Promise<number | undefined>((resolve) => {
        const patience = setTimeout(resolve, PATIENCE_MS, undefined);
        open = keepForwarded(cluster, { ...forward, local: 0 }, (state) => {
            if (state.state === "lost") ({ reason } = state);
            if (state.state !== "open") return;
            clearTimeout(patience);
            resolve(state.local);
        });
    });
    try {
        if (local === undefined) throw new Error(`${forward.target} can't be reached: ${reason}`);
        return await work(local);
    } finally {
        await open?.close();
    }
}
