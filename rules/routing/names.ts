import { TEAMS } from "../../config/schema/services";
import type { Team } from "../types";

/** Slack channels, without `#`: each is a receiver of that name. */
export const CHANNELS = [
    "go-coffee-alerts",
    "go-coffee-critical",
    "go-coffee-warnings",
    "go-coffee-payments",
    "go-coffee-web3",
    "go-coffee-business",
    "go-coffee-ai",
    "go-coffee-platform",
    "go-coffee-security",
] as const;
export type Channel = (typeof CHANNELS)[number];
export type Pager = `pagerduty-${Team}`;
/** Everyone who can be told. */
export type Receiver = Channel | Pager | "email-oncall" | "heartbeat" | "none";

export const channelOf = (team: Team): Channel => `go-coffee-${team}`;
/** The team that a channel belongs to: what has none, and warnings of what has none, are platform's. */
export const teamOf = (channel: Channel): Team | undefined =>
    channel === "go-coffee-critical" ? undefined : (TEAMS.find((team) => channelOf(team) === channel) ?? "platform");
export const pagerOf = (team: Team): Pager => `pagerduty-${team}`;

/** Teams whose alerts go to a channel and a pager of their own; what names no team is platform's. */
export const TEAMS_BESIDE_PLATFORM = TEAMS.filter((team) => team !== "platform");
