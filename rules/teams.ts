import type { StackConfig } from "../config/schema";
import { TEAMS } from "../config/schema/services";
import type { Team } from "./types";

/** What an alert's team is responsible for, as a matcher of PromQL and LogQL. */
export interface TeamMatcher {
    readonly team: Team;
    readonly matcher: string;
}

/** Services of a team by the catalogue. */
export const servicesOf = ({ services }: StackConfig, team: Team): readonly string[] =>
    Object.keys(services)
        .filter((name) => services[name]?.team === team)
        .sort();

/**
 * Splits what the label names by team: an alert is written once for each, because a label of a rule can't depend on
 * a table. Services that the catalogue doesn't know, and what is no service, are platform's.
 */
export function byTeam(config: StackConfig, label: string): readonly TeamMatcher[] {
    const others = TEAMS.filter((team) => team !== "platform")
        .map((team) => ({ team, names: servicesOf(config, team) }))
        .filter(({ names }) => names.length > 0);
    const named = others.flatMap(({ names }) => names).sort();
    return [
        { team: "platform", matcher: `${label}!~"${named.join("|")}"` },
        ...others.map(({ team, names }) => ({ team, matcher: `${label}=~"${names.join("|")}"` })),
    ];
}
