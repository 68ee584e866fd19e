import type { JsonObject } from "../../config/json";
import type { Team } from "../types";
import { channelOf, pagerOf } from "./receivers";

/** Teams whose alerts go to a channel and a pager of their own; everything else is platform's. */
const TEAMS_BESIDE_PLATFORM: readonly Team[] = ["payments", "web3", "ai", "business", "security"];
const CRITICAL = 'severity="critical"';
/** Platform's alerts, and those that name no team. */
const PLATFORM = 'team=~"platform|"';

const route = (receiver: string, matchers: readonly string[], more: JsonObject = {}): JsonObject => ({
    receiver,
    matchers,
    ...more,
});
/** A route that doesn't keep later ones from matching too. */
const also = (receiver: string, ...matchers: readonly string[]): JsonObject =>
    route(receiver, matchers, { continue: true });

/** Once a minute: Alertmanager repeats at the first interval after `repeat_interval` has passed. */
const HEARTBEAT = { group_wait: "0s", group_interval: "30s", repeat_interval: "50s" } as const;

/** The routing tree: the first match takes an alert, after everyone who is to be told as well. */
export const routingTree: JsonObject = {
    receiver: "go-coffee-alerts",
    group_by: ["alertname", "namespace", "service"],
    group_wait: "15s",
    group_interval: "5m",
    repeat_interval: "4h",
    routes: [
        route("heartbeat", ['alertname="Watchdog"'], HEARTBEAT),
        route("none", ['alertname="InfoInhibitor"']),
        route("none", ['severity=~"info|none"']),
        also("go-coffee-critical", CRITICAL),
        also("email-oncall", CRITICAL),
        ...TEAMS_BESIDE_PLATFORM.map((team) => also(pagerOf(team), CRITICAL, `team="${team}"`)),
        also(pagerOf("platform"), CRITICAL, `team!~"${TEAMS_BESIDE_PLATFORM.join("|")}"`),
        ...TEAMS_BESIDE_PLATFORM.map((team) => route(channelOf(team), [`team="${team}"`])),
        route("go-coffee-warnings", [PLATFORM, 'severity="warning"']),
        route(channelOf("platform"), [PLATFORM]),
    ],
};

/** Which alerts hide which. */
export const inhibitRules: readonly JsonObject[] = [
    {
        source_matchers: ['severity="critical"'],
        target_matchers: ['severity="warning"'],
        equal: ["alertname", "namespace", "service"],
    },
    {
        source_matchers: ['alertname="InfoInhibitor"'],
        target_matchers: ['severity="info"'],
        equal: ["namespace"],
    },
];
