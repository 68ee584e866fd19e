import type { AlertProof, Fired, Firing, NearMiss, RecordingProof, Series } from "../../harness/proofs";
import { all, eachTeam, named } from "../../harness/series";
import type { Team } from "../../../../rules/types";

/** Sampled and evaluated each 5 s, as it is deployed. */
const every = "5s";

interface Workload {
    readonly wanted?: string;
    readonly available?: string;
    readonly created?: string;
    readonly label?: string;
    readonly up?: readonly string[];
    /** How long each scrape takes. */
    readonly scrape?: string;
}

/** What is known of a Deployment and its pods, eighteen minutes unless said otherwise. */
const deployment = (name: string, { wanted = "2x220", available, created, label, up = [], scrape }: Workload): Series =>
    all(
        { [named("kube_deployment_spec_replicas", { deployment: name })]: wanted },
        available === undefined
            ? {}
            : { [named("kube_deployment_status_replicas_available", { deployment: name })]: available },
        created === undefined ? {} : { [named("kube_deployment_created", { deployment: name })]: created },
        label === undefined
            ? {}
            : { [named("kube_deployment_labels", { deployment: name, label_app_kubernetes_io_name: label })]: "1x220" },
        ...up.map((values, pod) => {
            const target = { service: label ?? name, pod, job: "applications" };
            return {
                [named("up", target)]: values,
                ...(scrape === undefined ? {} : { [named("scrape_duration_seconds", target)]: scrape }),
            };
        }),
    );

const down = (service: string, team: Team, replicas = 2): Fired => ({
    labels: { severity: "critical", team, namespace: "go-coffee", service },
    summary: `${service} is down`,
    description: `${service} in go-coffee wants ${replicas} replicas and none of them answers.`,
});

/** Gone from 30 s on, back at 2 m. */
const firing = (given: string, series: Series, ...alerts: Firing["alerts"]): Firing => ({
    given,
    series,
    every,
    at: "90s",
    alerts,
    until: "120s",
});
const GONE = "2x5 0x17 2x200";
const UNANSWERED = "1x5 0x17 1x200";
/** The time of a scrape that is given up, while it is. */
const HANGING = "0.02x5 5.001x17 0.02x200";

const silent = (given: string, series: Series): NearMiss => ({ given, series, every, for: "5m" });

const [first, ...others] = eachTeam((service, team) =>
    firing(`no replica of ${service} is available`, deployment(service, { available: GONE }), down(service, team)),
);

const replicas = (record: string, metric: string): RecordingProof => ({
    record,
    counters: false,
    values: [
        {
            given: "two Deployments of one service, by their name label, and one without",
            series: all(
                ...["orders-blue", "orders-green"].map((name) => deployment(name, { label: "order-service" })),
                deployment("web-ui", {}),
                {
                    [named(metric, { deployment: "orders-blue" })]: "2x4",
                    [named(metric, { deployment: "orders-green" })]: "1x4",
                    [named(metric, { deployment: "web-ui" })]: "3x4",
                },
            ),
            at: "1m",
            values: {
                '{namespace="go-coffee", service="order-service"}': 3,
                '{namespace="go-coffee", service="web-ui"}': 3,
            },
        },
    ],
});

export const serviceDown: readonly (AlertProof | RecordingProof)[] = [
    {
        record: "deployment:service:info",
        counters: false,
        values: [
            {
                given: "a name label, and none",
                series: all(deployment("orders-blue", { label: "order-service" }), deployment("web-ui", {}), {
                    'kube_deployment_spec_replicas{namespace="staging", deployment="x"}': "1x4",
                }),
                at: "1m",
                values: {
                    '{namespace="go-coffee", deployment="orders-blue", service="order-service"}': 1,
                    '{namespace="go-coffee", deployment="web-ui", service="web-ui"}': 1,
                },
            },
        ],
    },
    replicas("service:replicas_wanted:sum", "kube_deployment_spec_replicas"),
    replicas("service:replicas_available:sum", "kube_deployment_status_replicas_available"),
    {
        record: "service:created_timestamp_seconds:min",
        counters: false,
        values: [
            {
                given: "the older of two Deployments",
                series: all(
                    deployment("orders-blue", { label: "order-service", created: "500x4" }),
                    deployment("orders-green", { label: "order-service", created: "900x4" }),
                ),
                at: "1m",
                values: { '{namespace="go-coffee", service="order-service"}': 500 },
            },
        ],
    },
    {
        record: "service:targets_up:sum",
        counters: false,
        values: [
            {
                given: "one of two pods answers",
                series: deployment("web-ui", { up: ["1x4", "0x4"] }),
                at: "1m",
                values: { '{namespace="go-coffee", service="web-ui"}': 1 },
            },
        ],
    },
    {
        record: "service:scrape_duration_seconds:min",
        counters: false,
        values: [
            {
                given: "one of two pods hangs",
                series: all(
                    { [named("scrape_duration_seconds", { service: "web-ui", pod: "0" })]: "5.001x4" },
                    { [named("scrape_duration_seconds", { service: "web-ui", pod: "1" })]: "0.02x4" },
                ),
                at: "1m",
                values: { '{namespace="go-coffee", service="web-ui"}': 0.02 },
            },
        ],
    },
    {
        alert: "ServiceDown",
        fires: [
            first,
            ...others,
            firing(
                "a service outside of the catalogue",
                deployment("loyalty", { available: GONE }),
                down("loyalty", "platform"),
            ),
            firing(
                "every pod hangs, though the kubelet finds them ready",
                deployment("web-ui", { available: "2x220", up: [UNANSWERED, UNANSWERED], scrape: HANGING }),
                down("web-ui", "platform"),
            ),
            firing(
                "pods answer their scrape and none is ready",
                deployment("web-ui", { available: GONE, up: ["1x220", "1x220"] }),
                down("web-ui", "platform"),
            ),
            firing(
                "nothing is said of available replicas",
                deployment("web-ui", { available: "2x5 stale _x17 2x200" }),
                down("web-ui", "platform"),
            ),
            firing(
                "both Deployments of a service",
                all(
                    deployment("orders-blue", { label: "order-service", available: GONE }),
                    deployment("orders-green", { label: "order-service", available: GONE }),
                ),
                down("order-service", "business", 4),
            ),
            {
                given: "a container that lives for a minute in each six: one page, not one each turn",
                series: deployment("web-ui", {
                    wanted: "2x700",
                    available: "2x5 0x59 2x11 0x59 2x11 0x59 2x11 0x59 2x11 0x59 2x300",
                }),
                every,
                at: "90s",
                alerts: [down("web-ui", "platform")],
                // The last turn ends here; ten minutes later it is over.
                until: "1770s",
            },
            firing(
                "two services: one alert each",
                all(deployment("web-ui", { available: GONE }), deployment("producer", { available: GONE })),
                down("producer", "platform"),
                down("web-ui", "platform"),
            ),
        ],
        silent: [
            silent("a rollout or a drained node leaves one", deployment("web-ui", { available: "2x5 1x50" })),
            silent("one of two pods doesn't answer", deployment("web-ui", { available: "2x60", up: ["1x60", "0x60"] })),
            silent("55 s", deployment("web-ui", { available: "2x5 0x11 2x40" })),
            silent("single scrapes fail", deployment("web-ui", { available: "2x60", up: ["1x5 0 1x5 0 1x40"] })),
            silent("scaled to zero", deployment("web-ui", { wanted: "2x5 0x50", available: "2x5 0x50" })),
            silent(
                "the Deployment is deleted, and its targets",
                deployment("web-ui", { wanted: "2x5 stale", available: "2x5 stale", up: ["1x5 stale"] }),
            ),
            silent("no Deployment, one failing target", { [named("up", { service: "web-ui", pod: "a" })]: "0x60" }),
            silent(
                "pods are ready, and what they show can't be read",
                deployment("web-ui", { available: "2x60", up: ["0x60", "0x60"], scrape: "0.02x60" }),
            ),
            silent(
                "slow to answer a scrape that has more time",
                deployment("web-ui", { available: "2x60", up: ["1x60"], scrape: "7x60" }),
            ),
            silent("never scraped, but available", deployment("web-ui", { available: "2x60" })),
            silent(
                "one Deployment of two is at zero",
                all(
                    deployment("orders-blue", { label: "order-service", available: "0x60", wanted: "0x60" }),
                    deployment("orders-green", { label: "order-service", available: "2x60" }),
                ),
            ),
            {
                ...silent("only just created", deployment("web-ui", { available: "0x58", created: "0x60" })),
                for: "295s",
            },
            silent(
                "woken from zero, and slow to start",
                deployment("web-ui", { wanted: "0x5 2x60", available: "0x60" }),
            ),
            silent("another namespace", {
                'kube_deployment_spec_replicas{namespace="staging", deployment="x"}': "1x60",
            }),
            silent(
                "what knows of Deployments restarts while all is well",
                deployment("web-ui", { wanted: "2x5 stale _x8 2x45", available: "2x5 stale _x8 2x45", up: ["1x60"] }),
            ),
        ],
    },
];
