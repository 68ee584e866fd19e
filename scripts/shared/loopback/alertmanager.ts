import { join } from "node:path";
import type { Labels } from "../../../rules/types";
import { answers, freePorts, start, type Program } from "./programs";
import { tool } from "../tools/tool";

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
    readonly annotations?: Labels;
    readonly startsAt: string;
    readonly fingerprint: string;
    readonly status: {
        readonly state: "active" | "suppressed" | "unprocessed";
        readonly inhibitedBy: readonly string[];
        /** Time intervals; told with groups alone. */
        readonly mutedBy: readonly string[];
    };
    readonly receivers: readonly { readonly name: string }[];
}

interface Group {
    readonly alerts: readonly Shown[];
}

export interface Alertmanager {
    readonly url: string;
    readonly program: Program;
    readonly send: (...alerts: readonly Sent[]) => Promise<void>;
    readonly alerts: () => Promise<readonly Shown[]>;
    /** Alerts as their groups show them, once for each receiver. */
    readonly grouped: () => Promise<readonly Shown[]>;
}

export const EXTERNAL_URL = "https://alertmanager.gocoffee.dev";

/** Starts the real Alertmanager, alone, on loopback. */
export async function startAlertmanager(
    folder: string,
    configFile: string,
    env: { readonly [name: string]: string } = {},
    more: readonly string[] = [],
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
            ...more,
        ],
        { logFile: join(folder, "alertmanager.log"), env },
    );
    await answers(program, `${url}/-/ready`);
    const api = `${url}/api/v2/alerts`;
    const got = async <T>(address: string): Promise<T> => (await (await fetch(address)).json()) as T;
    return {
        url,
        program,
        send: async (...alerts) => {
            const headers = { "content-type": "application/json" };
            const response = await fetch(api, { method: "POST", headers, body: JSON.stringify(alerts) });
            if (!response.ok) throw new Error(`${response.status} ${await response.text()}`);
        },
        alerts: () => got(api),
        grouped: async () => (await got<readonly Group[]>(`${api}/groups`)).flatMap(({ alerts }) => alerts),
    };
}
