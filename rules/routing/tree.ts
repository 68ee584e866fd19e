import { TIMING, type Timing } from "../../model/alerting/timing";
import { CHART_NO_PAGES } from "../chart/pages";
import { HOURS, outsideMaintenance, type Hours } from "./notification-hours";
import { has, is, isNoneOf, isNot, isOneOf, type Matcher } from "./matchers";
import { channelOf, pagerOf, TEAMS_BESIDE_PLATFORM, type Channel, type Receiver } from "./names";
import type { Team } from "../types";

/** A route: https://prometheus.io/docs/alerting/latest/configuration/#route */
export interface Route extends Partial<Hours>, Partial<Timing> {
    /** Who is told; unset, who the route above tells. */
    readonly receiver?: Receiver;
    readonly matchers?: readonly Matcher[];
    /** Later routes beside this one are asked too. */
    readonly continue?: true;
    readonly group_by?: readonly string[];
    readonly routes?: readonly Route[];
}

/** What is one incident is one group: one kind of alert ... */
const BY_ALERT = ["alertname", "namespace", "persistentvolumeclaim"] as const;
/** ... unless it has one of these labels: the first that it has counts. */
export const INCIDENTS = [
    { label: "service", is: "whatever a service of a team suffers from" },
    { label: "component", is: "whatever a part of the stack suffers from" },
] as const;

/** Tells someone of a team's alerts, one notification for each incident; in its maintenance windows nobody is told. */
function tell(receiver: Receiver, team: Team, matchers: readonly Matcher[], within: Partial<Hours> = {}): Route {
    const hours = outsideMaintenance(team, within);
    return {
        receiver,
        matchers,
        ...hours,
        // Hours aren't inherited.
        routes: INCIDENTS.map(({ label }) => ({
            // `service` of an alert without a team is the Service of the exporter that was asked.
            matchers: [has("team"), has(label)],
            group_by: ["namespace", label],
            ...hours,
        })),
    };
}
const also = (route: Route): Route => ({ ...route, continue: true });

const OF_PLATFORM = isOneOf("team", ["platform", ""]);
const OF_UNKNOWN_TEAM = isNoneOf("team", ["platform", "", ...TEAMS_BESIDE_PLATFORM]);

/** The channel of each team; exactly one of them takes an alert. */
const channels = (platform: Channel = channelOf("platform"), hours: Partial<Hours> = {}): readonly Route[] => [
    ...TEAMS_BESIDE_PLATFORM.map((team) => tell(channelOf(team), team, [is("team", team)], hours)),
    tell(platform, "platform", [OF_PLATFORM], hours),
    tell("go-coffee-alerts", "platform", [OF_UNKNOWN_TEAM], hours),
];

/** A route for each team; exactly one of them takes an alert, and platform's what is of no team. */
const eachTeam = (receiver: (team: Team) => Receiver): readonly Route[] => [
    ...TEAMS_BESIDE_PLATFORM.map((team) => tell(receiver(team), team, [is("team", team)])),
    tell(receiver("platform"), "platform", [isNoneOf("team", TEAMS_BESIDE_PLATFORM)]),
];

const CRITICAL = is("severity", "critical");
const NOT_SECURITY = isNot("team", "security");
/** Markers: they hide other alerts and are news to nobody. */
const MARKERS = ["InfoInhibitor", "NamespaceMaintenance"];

/** The routing tree: the first route that matches takes an alert, unless it continues. */
export const routingTree: Route = {
    receiver: "go-coffee-alerts",
    group_by: BY_ALERT,
    ...TIMING.other,
    routes: [
        { receiver: "heartbeat", matchers: [is("alertname", "Watchdog")], ...TIMING.heartbeat },
        { receiver: "none", matchers: [isOneOf("alertname", MARKERS)] },
        { receiver: "none", matchers: [isOneOf("severity", ["info", "none"])] },
        {
            matchers: [CRITICAL, is("team", ""), isOneOf("alertname", CHART_NO_PAGES)],
            ...TIMING.critical,
            routes: [
                { receiver: channelOf("platform"), continue: true, ...outsideMaintenance("platform") },
                { receiver: "go-coffee-critical", ...outsideMaintenance("platform") },
            ],
        },
        {
            matchers: [CRITICAL],
            ...TIMING.critical,
            routes: [
                ...channels().map(also),
                ...eachTeam(() => "go-coffee-critical").map(also),
                ...eachTeam(pagerOf).map(also),
                ...eachTeam(() => "email-oncall"),
            ],
        },
        {
            matchers: [is("severity", "warning"), NOT_SECURITY],
            ...TIMING.warning,
            routes: channels("go-coffee-warnings", HOURS.warning),
        },
        {
            matchers: [is("severity", "business"), NOT_SECURITY],
            ...TIMING.business,
            routes: channels(channelOf("platform"), HOURS.business),
        },
        // Security's, and severities that aren't known: at any hour.
        ...channels(),
    ],
};
