import type { StackConfig } from "../../../config/schema";
import type { CollectorStack } from "../../support/collector-stack";
import { linesIn, logsBody, type Line } from "../../support/otlp";
import { eventually } from "../../../scripts/shared/loopback/programs";
import { allPods, applicationPods, isCrashing, type Pod } from "./places";
import { post } from "./programs";
import { CRASHING, FAILING, SERVICES } from "./world";

/** Lines of an hour, as the nodes' agents bring them; minutes are counted back from its end. */

interface Said {
    readonly minutesAgo: number;
    readonly line: Line;
}

const TRACE_ID = "0af7651916cd43dd8448eb211c80319c";
const pair = (key: string, value: string): object => ({ key, value: { stringValue: value } });
const pairs = (values: { readonly [key: string]: string }): readonly object[] =>
    Object.entries(values).map(([key, value]) => pair(key, value));
const map = (key: string, values: readonly object[]): object => ({ key, value: { kvlistValue: { values } } });

/** A line with what the agent knows of its pod. */
const by = (pod: Pod, body: string, level: string, more: { readonly [field: string]: string } = {}): Line => ({
    body,
    attributes: [
        ...pairs({ level, ...more }),
        map("kubernetes", [
            ...pairs({
                namespace_name: pod.namespace,
                pod_name: pod.name,
                container_name: pod.container,
                host: pod.node,
            }),
            map("labels", pairs({ "app.kubernetes.io/name": pod.app })),
        ]),
    ],
});

const every = (minutes: number): readonly number[] =>
    Array.from({ length: Math.floor(58 / minutes) }, (_, index) => 58 - index * minutes);

/** How many lines of a service say which level, in the hour. */
export const REQUEST_LINES = every(2).length;
export const FAILURES = [18, 15, 12, 9, 6, 3, 1] as const;
export const SECURITY_EVENTS = [17, 16, 15, 14] as const;
export const PANICS = [12, 7, 2] as const;

function said(config: StackConfig): readonly Said[] {
    const applications = applicationPods(config);
    const podOf = (service: string): Pod => {
        const pod = applications.find(({ app }) => app === service);
        if (pod === undefined) throw new Error(`no pod of ${service}`);
        return pod;
    };
    const at = (minutes: readonly number[], line: Line): readonly Said[] =>
        minutes.map((minutesAgo) => ({ minutesAgo, line }));
    const request = { http_method: "POST", http_route: "/api/v1/items", http_status: "201", trace_id: TRACE_ID };
    return [
        ...SERVICES.flatMap((service) => at(every(2), by(podOf(service), "request served", "info", request))),
        ...[
            FAILING,
            "ai-agents",
            "ai-search",
            "crypto-wallet",
            "defi-service",
            "order-service",
            "auth-service",
            "api-gateway",
        ].flatMap((service) =>
            at(
                FAILURES,
                by(podOf(service), "request failed: upstream timeout", "error", {
                    ...request,
                    http_status: "500",
                    error: "timeout",
                }),
            ),
        ),
        ...at(SECURITY_EVENTS, by(podOf("auth-service"), "login failed", "warn", { event: "security", user_id: "42" })),
        ...at(
            PANICS,
            by(
                applications.find(isCrashing) ?? podOf(CRASHING),
                "panic: runtime error: index out of range [3] with length 3",
                "error",
            ),
        ),
        ...allPods(config)
            .filter(({ app }) => !applications.some((pod) => pod.app === app))
            .flatMap((pod) => at(every(10), by(pod, `${pod.app} is at work`, "info"))),
        ...allPods(config)
            .filter(({ app }) => app === "grafana")
            .flatMap((pod) =>
                // By hand: the message is Grafana's (logger authn.service), the text of the error was not checked.
                at(
                    [14, 13],
                    by(
                        pod,
                        'logger=authn.service t=2026-06-10T11:46:00Z level=warn msg="Failed to authenticate request" client=auth.client.form error="[password-auth.failed] too many consecutive incorrect login attempts for user - login for user temporarily blocked"',
                        "warn",
                    ),
                ),
            ),
    ];
}

/**
 * An event as a line, after the collector's k8seventsreceiver: body, severity and the attributes of the event. By hand, since
 * the receiver asks a cluster; attributes of its resource were not held against the pinned version.
 */
const event = (
    [namespace, kind, name]: readonly [namespace: string, kind: string, name: string],
    reason: string,
    message: string,
    warning: boolean,
    time: number,
): object => ({
    resource: {
        attributes: [
            ...pairs({
                "k8s.node.name": "",
                "k8s.object.kind": kind,
                "k8s.object.name": name,
                "k8s.object.uid": "7f1f5a60-0000-4000-8000-000000000001",
                "k8s.object.fieldpath": "",
                "k8s.object.api_version": "apps/v1",
                "k8s.object.resource_version": "1",
            }),
        ],
    },
    scopeLogs: [
        {
            logRecords: [
                {
                    timeUnixNano: `${BigInt(time) * 1_000_000n}`,
                    severityNumber: warning ? 13 : 9,
                    severityText: warning ? "Warning" : "Normal",
                    body: { stringValue: message },
                    attributes: pairs({
                        "k8s.event.reason": reason,
                        "k8s.event.action": "",
                        "k8s.event.start_time": new Date(time).toISOString(),
                        "k8s.event.name": `${name}.17a`,
                        "k8s.event.uid": "7f1f5a60-0000-4000-8000-000000000002",
                        "k8s.namespace.name": namespace,
                    }),
                },
            ],
        },
    ],
});

export const eventsBody = (config: StackConfig, end: number): string => {
    const namespace = config.namespaces.applications[0]?.name ?? "";
    const ago = (minutes: number): number => end - minutes * 60_000;
    const crashing = applicationPods(config).find(isCrashing)?.name ?? "";
    return JSON.stringify({
        resourceLogs: [
            event(
                [namespace, "Deployment", "order-service"],
                "ScalingReplicaSet",
                "Scaled up replica set order-service-6d9f8b7c55 from 0 to 1",
                false,
                ago(40),
            ),
            ...[11, 6].map((minutes) =>
                event(
                    [namespace, "Pod", crashing],
                    "BackOff",
                    "Back-off restarting failed container app",
                    true,
                    ago(minutes),
                ),
            ),
        ],
    });
};

/** How many lines the hour has, events included. */
export const linesOf = (config: StackConfig): number => said(config).length + 3;

/** Lines through the stack's collector, events through the cluster's, and what these send into a real Loki. */
export async function sendLines(
    config: StackConfig,
    end: number,
    {
        stack,
        send,
        sendEvents,
        loki,
    }: {
        readonly stack: CollectorStack;
        readonly send: (signal: "logs", body: string) => Promise<void>;
        readonly sendEvents: (body: string) => Promise<void>;
        readonly loki: string;
    },
): Promise<number> {
    const all = said(config);
    for (const minutesAgo of [...new Set(all.map((one) => one.minutesAgo))].sort((a, b) => b - a)) {
        const now = all.filter((one) => one.minutesAgo === minutesAgo).map(({ line }) => line);
        await send("logs", logsBody(now, end - minutesAgo * 60_000));
    }
    await sendEvents(eventsBody(config, end));
    const batches = await eventually("all lines at the store", () => {
        const got = stack.sinks.got("otlp_http/loki");
        return linesIn(got).length >= linesOf(config) ? got : undefined;
    });
    for (const batch of batches) await post(`${loki}/otlp/v1/logs`, JSON.stringify(batch));
    return linesIn(batches).length;
}
