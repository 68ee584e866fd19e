import { readFileSync } from "node:fs";
import { join } from "node:path";
import { answers, atEnd, run, start } from "../../../scripts/shared/loopback/programs";
import { UsageError } from "../../../scripts/shared/terminal/usage-error";
import { DATASOURCES } from "../../../model/grafana/datasources";
import type { DashboardFile } from "../../../dashboards/types";

/** A Grafana to take pictures of: one that is given, or one in docker; with our dashboards over the hour's Prometheus and Loki. */

export interface Grafana {
    readonly url: string;
    /** What its API and its pages are asked with. */
    readonly headers: { readonly [header: string]: string };
}

/** The same version as the code that tests look at panels with. */
const version = (): string =>
    (JSON.parse(readFileSync("node_modules/@grafana/data/package.json", "utf8")) as { readonly version: string })
        .version;

const PORT = 3000;
const NAME = "go-coffee-pictures";
/** Whoever comes may do everything: it is on this machine alone, for some minutes. */
const SETTINGS = {
    GF_SERVER_HTTP_ADDR: "127.0.0.1",
    GF_SERVER_HTTP_PORT: String(PORT),
    GF_AUTH_ANONYMOUS_ENABLED: "true",
    GF_AUTH_ANONYMOUS_ORG_ROLE: "Admin",
    GF_AUTH_DISABLE_LOGIN_FORM: "true",
    GF_ANALYTICS_REPORTING_ENABLED: "false",
    GF_ANALYTICS_CHECK_FOR_UPDATES: "false",
};

const NO_HEADERS: Grafana["headers"] = {};

/** GRAFANA_URL with GRAFANA_TOKEN, else docker's, ended with everything else. */
export async function openGrafana(env: NodeJS.ProcessEnv, folder: string): Promise<Grafana> {
    if (env.GRAFANA_URL !== undefined) {
        const token = env.GRAFANA_TOKEN;
        return {
            url: env.GRAFANA_URL.replace(/\/$/, ""),
            headers: token === undefined ? NO_HEADERS : { Authorization: `Bearer ${token}` },
        };
    }
    if (run("docker", ["info"]).code !== 0)
        throw new UsageError("There is neither GRAFANA_URL nor a docker that works: no Grafana to take pictures of.");
    const settings = Object.entries(SETTINGS).flatMap(([name, value]) => ["--env", `${name}=${value}`]);
    const program = start(
        "docker",
        ["run", "--rm", "--name", NAME, "--network", "host", ...settings, `grafana/grafana:${version()}`],
        { logFile: join(folder, "grafana.log") },
    );
    atEnd(() => void run("docker", ["rm", "--force", NAME]));
    const url = `http://127.0.0.1:${PORT}`;
    await answers(program, `${url}/api/health`, 300_000);
    return { url, headers: NO_HEADERS };
}

async function sent({ url, headers }: Grafana, method: string, path: string, body: object): Promise<Response> {
    return fetch(`${url}${path}`, {
        method,
        headers: { ...headers, "Content-Type": "application/json" },
        body: JSON.stringify(body),
    });
}

/** Puts in data sources with the UIDs that dashboards name, and the dashboards. */
export async function furnish(
    grafana: Grafana,
    files: readonly DashboardFile[],
    stores: { readonly prometheus: string; readonly loki: string },
): Promise<void> {
    for (const [name, url] of Object.entries(stores)) {
        const source = { ...DATASOURCES[name as keyof typeof stores], name, url, access: "proxy" };
        const answer = await sent(grafana, "POST", "/api/datasources", source);
        const known = answer.status === 409;
        const put = known ? await sent(grafana, "PUT", `/api/datasources/uid/${source.uid}`, source) : answer;
        if (!put.ok) throw new Error(`data source ${name}: ${put.status} ${await put.text()}`);
    }
    for (const { uid, json } of files) {
        const dashboard: unknown = JSON.parse(json);
        const answer = await sent(grafana, "POST", "/api/dashboards/db", { dashboard, overwrite: true });
        if (!answer.ok) throw new Error(`dashboard ${uid}: ${answer.status} ${await answer.text()}`);
    }
}
