/** Which team a service belongs to, in PromQL. */

import type { Duration } from "../../config/quantities";
import { DEFAULT_LATENCY_TARGET, TEAMS } from "../../config/schema/services";
import type { ServiceEntry, StackConfig } from "../../config/schema";
import { byTeam, servicesOf, type TeamMatcher } from "../teams";
import type { Team } from "../types";

const SERVICE = "service";

const among = (names: readonly string[]): string => `${SERVICE}=~"${names.join("|")}"`;

/** Services of the catalogue by team, those outside of it not among them. */
export const catalogued = (
    config: StackConfig,
    wanted: (service: ServiceEntry) => boolean = () => true,
): readonly TeamMatcher[] =>
    TEAMS.flatMap((team) => {
        const names = servicesOf(config, team).filter((name) => {
            const entry = config.services[name];
            return entry !== undefined && wanted(entry);
        });
        return names.length === 0 ? [] : [{ team, matcher: among(names) }];
    });

export interface TargetMatcher {
    readonly target: Duration;
    readonly matcher: string;
}

/** Every service by team, and within a team by latency target; what the catalogue doesn't know has the default. */
export const byLatencyTarget = (
    config: StackConfig,
): readonly { readonly team: Team; readonly targets: readonly TargetMatcher[] }[] =>
    byTeam(config, SERVICE).map(({ team, matcher }) => {
        const targetOf = (name: string): Duration => config.services[name]?.latencyTarget ?? DEFAULT_LATENCY_TARGET;
        const names = servicesOf(config, team);
        const special = names.filter((name) => targetOf(name) !== DEFAULT_LATENCY_TARGET);
        const rest = special.length === 0 ? matcher : `${matcher}, ${SERVICE}!~"${special.join("|")}"`;
        return {
            team,
            targets: [
                ...(team === "platform" || special.length < names.length
                    ? [{ target: DEFAULT_LATENCY_TARGET, matcher: rest } as const]
                    : []),
                ...[...new Set(special.map(targetOf))].map((target) => ({
                    target,
                    matcher: among(special.filter((name) => targetOf(name) === target)),
                })),
            ],
        };
    });
