/** What the demo has sent, against what the stores have of it. */
import { valueAt } from "../../config/merge";
import { sleep } from "../shared/loopback/programs";
import type { LocalStack } from "./local-stack";
import { applicationNamespace } from "./places";

export interface Kept {
    readonly signal: string;
    readonly sent: number;
    /** Undefined where nobody can tell. */
    readonly stored: number | undefined;
    readonly by: string;
}

interface Counts {
    readonly [path: string]: { readonly sent: number; readonly lost: number };
}

const number = (value: unknown): number | undefined => (Number.isFinite(Number(value)) ? Number(value) : undefined);

const PERSONAL = String.raw`@example\.com|203\.0\.113\.[0-9]|4111111111111111|5555555555554444|378282246310005`;

/** How long the gateway may hold what it has taken. */
const LONGEST_WAY = 60_000;

/** Waits until as much is kept as was sent until now: what is on its way isn't lost. */
async function arrived(sent: number, ask: () => Promise<number | undefined>): Promise<number | undefined> {
    let stored: number | undefined;
    const until = Date.now() + LONGEST_WAY;
    do {
        stored = await ask().catch(() => undefined);
        if (stored === undefined || stored >= sent) break;
        await sleep(2000);
    } while (Date.now() < until);
    return stored === undefined ? undefined : Math.min(stored, sent);
}

export async function keptOf(stack: LocalStack): Promise<readonly Kept[]> {
    const counts = (await (await fetch(`${stack.demo}/counts`)).json()) as Counts;
    const spans = counts["/v1/traces"] ?? { sent: 0, lost: 0 };
    const lines = counts["/v1/logs"] ?? { sent: 0, lost: 0 };
    const here = `{k8s_namespace_name="${applicationNamespace(stack.settings.config)}"}`;
    const counted = async (): Promise<number | undefined> => {
        const [one] = await stack.prometheus.query("sum(last_over_time(traces_span_metrics_calls_total[2h]))");
        return number(one?.value[1]);
    };
    const noLoki = "there is no Loki here";
    return [
        {
            signal: "spans",
            sent: spans.sent,
            stored: await arrived(spans.sent, counted),
            by: `counted by the gateway, before it samples; ${spans.lost} it didn't take`,
        },
        {
            signal: "lines",
            sent: lines.sent,
            stored: await arrived(lines.sent, () => linesAt(stack, `sum(count_over_time(${here} [2h]))`)),
            by: stack.loki === undefined ? noLoki : `in Loki; ${lines.lost} the gateway didn't take`,
        },
        {
            signal: "lines with personal data",
            sent: 0,
            stored: await linesAt(
                stack,
                `sum(count_over_time(${here} |~ "${PERSONAL.replaceAll("\\", "\\\\")}" [2h]))`,
            ),
            by: stack.loki === undefined ? noLoki : "in Loki: there must be none",
        },
    ];
}

async function linesAt({ loki }: LocalStack, query: string): Promise<number | undefined> {
    if (loki === undefined) return undefined;
    const answer = await loki.running.ask(`/loki/api/v1/query?query=${encodeURIComponent(query)}`);
    return number(valueAt(answer, ["data", "result", 0, "value", 1]) ?? 0);
}
