import { join } from "node:path";
import type { Labels } from "../../rules/types";
import { answers, freePorts, start, type Program } from "../support/programs";
import { tool } from "../support/tools";

/** An alert as Prometheus sends it: https://github.com/prometheus/alertmanager/blob/main/api/v2/openapi.yaml */
export interface Sent {
    readonly labels: Labels;
    readonly annotations?: Labels;
    readonly startsAt?: string;
    /** In the past: it is resolved. */
    readonly endsAt?: string;
    readonly generatorURL?: string;
}

/** An alert as the API shows it. */
export interface Shown {
    readonly labels: Labels;
    readonly fingerprint: string;
    readonly status: {
        readonly state: "active" | "suppressed" | "unprocessed";
        readonly inhibitedBy: readonly string[];
        readonly mutedBy?: readonly string[];
    };
    readonly receivers: readonly { readonly name: string }[];
}

export interface Alertmanager {
    readonly program: Program;
    readonly url: string;
    readonly send: (...alerts: readonly Sent[]) => Promise<void>;
    readonly alerts: () => Promise<readonly Shown[]>;
    /** Reads its configuration anew. */
    readonly reload: () => Promise<void>;
}

export const EXTERNAL_URL = "https://alertmanager.gocoffee.dev";

/** Starts the real Alertmanager, alone, on loopback. */
export async function startAlertmanager(
    folder: string,
    configFile: string,
    env: { readonly [name: string]: string } = {},
): Promise<Alertmanager> {
    const [port = 0] = await freePorts(1);
    const url = `http://127.0.0.1:${port}`;
    const program = start(
        tool("alertmanager"),
        [
            `--config.file=${configFile}`,
            `--storage.path=${join(folder, "data")}`,
            `--web.listen-address=127.0.0.1:${port}`,
            `--web.external-url=${EXTERNAL_URL}`,
            "--web.route-prefix=/",
            "--cluster.listen-address=",
        ],
        { logFile: join(folder, "alertmanager.log"), env },
    );
    await answers(program, `${url}/-/ready`);
    const post = async (path: string, body?: unknown): Promise<void> => {
        const response = await fetch(url + path, {
            method: "POST",
            headers: { "content-type": "application/json" },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        });
        if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`);
    };
    return {
        program,
        url,
        send: (...alerts) => post("/api/v2/alerts", alerts),
        alerts: async () => (await (await fetch(`${url}/api/v2/alerts`)).json()) as readonly Shown[],
        reload: () => post("/-/reload"),
    };
}
