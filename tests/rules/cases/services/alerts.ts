import type { Team } from "../../../../rules/types";
import type { AlertProof, Fired, Firing, Series } from "../../harness/proofs";
import { all, eachTeam, flow, named, SEEN_BEFORE, then } from "../../harness/series";

const requests = (service: string, code: string): string => named("http_requests_total", { service, code });

const failing = (service: string, team: Team, share: string): Fired => ({
    labels: { severity: "critical", team, namespace: "go-coffee", service },
    summary: `${service} fails with 5xx`,
    description: `${service} in go-coffee answers ${share} of its requests with 5xx.`,
});

/** All from the start on, and none from 10 m on. */
const failingUntil10m = (service: string): Series => ({
    [requests(service, "200")]: then([90, 20], [100, 30]),
    [requests(service, "500")]: then([10, 20], [0, 30]),
});

const errorShareHigh: AlertProof = {
    alert: "ErrorShareHigh",
    fires: eachTeam((service, team) => ({
        given: `one request in ten to ${service} fails`,
        series: failingUntil10m(service),
        // Rates need two samples: it holds from 30 s on.
        at: "330s",
        alerts: [failing(service, team, "10%")],
        // 5 % or less from here on: 50 of 1000 in five minutes.
        until: "750s",
    })),
    silent: [
        {
            given: "exactly one in twenty",
            series: flow({ [requests("api-gateway", "200")]: 95, [requests("api-gateway", "500")]: 5 }, 40),
            for: "20m",
        },
        {
            given: "four minutes and a half",
            series: {
                [requests("api-gateway", "200")]: "0+90x60",
                [requests("api-gateway", "500")]: "0x20 10+10x4 50x35",
            },
            for: "25m",
        },
        {
            given: "hardly any traffic: both requests of five minutes fail",
            series: { [requests("api-gateway", "500")]: "0x5 1x4 2x30", [requests("api-gateway", "200")]: "5x40" },
            for: "20m",
        },
        { given: "no traffic", series: flow({ [requests("api-gateway", "500")]: 0 }, 40), for: "20m" },
        {
            given: "requests of pods that name no service",
            series: {
                'http_requests_total{namespace="go-coffee", code="500"}': "0+9x60",
                'http_requests_total{namespace="go-coffee", service="", code="500"}': "0+9x60",
            },
            for: "25m",
        },
        {
            given: "what is wrong with the client",
            series: flow({ [requests("api-gateway", "404")]: 90 }, 40),
            for: "20m",
        },
        {
            given: "restarts",
            series: {
                [requests("api-gateway", "200")]: "0+90x9 0+90x9 0+90x19",
                [requests("api-gateway", "500")]: "50x9 0x30",
            },
            for: "19m",
        },
        {
            given: "single scrapes that fail",
            series: { [requests("api-gateway", "200")]: "0+90x9 _ 990+90x9 _ 1980+90x15" },
            for: "18m",
        },
    ],
};

/** 100 requests each 30 s, all in the bucket up to a bound. */
const latencies = (service: string, le: string, values: string): Series =>
    Object.fromEntries(
        ["0.5", "1", "2.5", "5", "10", "+Inf"].map((bound) => [
            named("http_request_duration_seconds_bucket", { service, le: bound }),
            Number(bound.replace("+Inf", "1e9")) >= Number(le.replace("+Inf", "1e9")) ? values : "0x60",
        ]),
    );
const WITH_REQUESTS = (service: string, step = 100): Series => flow({ [requests(service, "200")]: step }, 60);

const slow = (service: string, team: Team, time: string): Fired => ({
    labels: { severity: "warning", team, namespace: "go-coffee", service },
    summary: `${service} is slow`,
    description: `One request in a hundred to ${service} in go-coffee takes ${time} or longer, more than 2 times its target.`,
});

/** The bucket above twice the target, and the 99th percentile in it. */
const SLOW_OF: { readonly [team in Team]: readonly [le: string, p99: string] } = {
    platform: ["2.5", "2.485s"],
    payments: ["2.5", "2.485s"],
    web3: ["2.5", "2.485s"],
    business: ["2.5", "2.485s"],
    security: ["2.5", "2.485s"],
    ai: ["5", "4.975s"],
};

const latencyHigh: AlertProof = {
    alert: "LatencyHigh",
    fires: [
        ...eachTeam<Firing>((service, team) => ({
            given: `every request to ${service} takes more than twice its target`,
            series: all(WITH_REQUESTS(service), latencies(service, SLOW_OF[team][0], then([100, 20], [0, 40]))),
            at: "330s",
            alerts: [slow(service, team, SLOW_OF[team][1])],
            // Nothing is known of the latency once no request of the last five minutes has one.
            until: "870s",
        })),
        {
            given: "an agent whose threshold is the last bound of the histogram",
            series: all(WITH_REQUESTS("ai-agents"), latencies("ai-agents", "+Inf", then([100, 20], [0, 40]))),
            at: "330s",
            alerts: [slow("ai-agents", "ai", "10s")],
            until: "870s",
        },
    ],
    silent: [
        {
            given: "the gateway between its target and twice of it",
            series: all(WITH_REQUESTS("api-gateway"), latencies("api-gateway", "1", "0+100x60")),
            for: "25m",
        },
        {
            given: "an AI search that takes as long as the gateway never may",
            series: all(WITH_REQUESTS("ai-search"), latencies("ai-search", "2.5", "0+100x60")),
            for: "25m",
        },
        {
            given: "an agent just below the last bound",
            series: all(WITH_REQUESTS("ai-agents"), latencies("ai-agents", "10", "0+100x60")),
            for: "25m",
        },
        {
            given: "one slow request now and then",
            series: all(
                flow({ [requests("api-gateway", "200")]: 0.5 }, 60),
                latencies("api-gateway", "2.5", "0+0.5x60"),
            ),
            for: "25m",
        },
        {
            given: "no request",
            series: all(WITH_REQUESTS("api-gateway", 0), latencies("api-gateway", "2.5", "50x60")),
            for: "25m",
        },
    ],
};

const errors = (service: string): string =>
    named("database_connection_errors_total", { service, database: "postgres" });

const databaseConnectionErrors: AlertProof = {
    alert: "DatabaseConnectionErrors",
    fires: eachTeam((service, team) => ({
        given: `${service} fails to connect ten times a minute`,
        series: { [errors(service)]: then([5, 20], [0, 30]) },
        // One error a minute is reached with the second sample and passed with the third.
        at: "180s",
        alerts: [
            {
                labels: { severity: "critical", team, namespace: "go-coffee", service, database: "postgres" },
                summary: `${service} can't connect to postgres`,
                description: `${service} in go-coffee fails to connect to postgres 6 times a minute.`,
            },
        ],
        // None has failed for 90 s.
        until: "660s",
    })),
    silent: [
        { given: "once a minute", series: { [errors("api-gateway")]: "0x5 1x1 2x1 3x1 4x1 5x1 6x1 7x1" }, for: "10m" },
        {
            given: "six failed connections in one second, the first ever",
            series: { ...SEEN_BEFORE, [errors("api-gateway")]: "_x19 6x40" },
            for: "25m",
        },
        {
            given: "six failed connections in one second",
            series: { [errors("api-gateway")]: "0x19 6x40" },
            for: "25m",
        },
        { given: "a burst of five", series: { [errors("api-gateway")]: "0x9 5x30" }, for: "15m" },
        { given: "a restart", series: { [errors("api-gateway")]: "500x9 0x30" }, for: "15m" },
        {
            given: "another namespace",
            series: { 'database_connection_errors_total{namespace="staging", service="x", database="d"}': "0+50x30" },
            for: "15m",
        },
    ],
};

const available = (service: string, values: string): Series => ({
    [named("kube_deployment_spec_replicas", { deployment: service })]: "2x80",
    [named("kube_deployment_status_replicas_available", { deployment: service })]: values,
});

const serviceNotScraped: AlertProof = {
    alert: "ServiceNotScraped",
    fires: eachTeam((service, team) => ({
        given: `${service} is available, its target fails, then is gone`,
        series: all(available(service, "2x80"), { [named("up", { service })]: "1x3 0x20 stale _x24 1x20" }),
        at: "17m",
        alerts: [
            {
                labels: { severity: "warning", team, namespace: "go-coffee", service },
                summary: `${service} isn't scraped`,
                description: `${service} in go-coffee has 2 available replicas and no target whose metrics can be read: nothing is known of its errors and its latency.`,
            },
        ],
        until: "25m",
    })),
    silent: [
        {
            given: "one of two targets fails: that is another alert's",
            series: all(available("web-ui", "2x80"), {
                [named("up", { service: "web-ui", pod: "0" })]: "0x80",
                [named("up", { service: "web-ui", pod: "1" })]: "1x80",
            }),
            for: "30m",
        },
        { given: "nothing is available", series: available("web-ui", "0x80"), for: "30m" },
        {
            given: "a service without metrics, outside of the catalogue",
            series: available("redis", "1x80"),
            for: "30m",
        },
        {
            given: "ten minutes without a target",
            series: all(available("web-ui", "2x80"), { [named("up", { service: "web-ui" })]: "1x3 _x20 1x50" }),
            for: "30m",
        },
    ],
};

export const serviceAlerts: readonly AlertProof[] = [
    errorShareHigh,
    latencyHigh,
    databaseConnectionErrors,
    serviceNotScraped,
];
