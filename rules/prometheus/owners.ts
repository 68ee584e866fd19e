import { TEAMS } from "../../config/schema/services";
import type { ServiceEntry, StackConfig } from "../../config/schema";
import type { Team } from "../types";

/** Services that have something in common, as a matcher of the label `service`. */
export interface Owned<K> {
    readonly team: Team;
    /** What their catalogue entries have in common. */
    readonly common: K;
    readonly matcher: string;
}

const DEFAULT_TEAM: Team = "platform";

const listed = (names: readonly string[]): string => [...names].sort().join("|");

/**
 * Groups the services of the catalogue by team and by something else that a rule depends on, such as a threshold.
 * Platform's group with the default takes in what is outside of the catalogue: everything but the other groups.
 */
export function owners<K extends string | number>(
    { services }: StackConfig,
    commonOf: (service: ServiceEntry) => K,
    fallback: K,
): readonly Owned<K>[] {
    const others = Object.entries(services)
        .map(([name, entry]) => ({ name, team: entry.team, common: commonOf(entry) }))
        .filter(({ team, common }) => team !== DEFAULT_TEAM || common !== fallback);
    const commons = [...new Set(others.map(({ common }) => common))];
    const rest = `service!~"${listed(others.map(({ name }) => name))}"`;
    return [
        { team: DEFAULT_TEAM, common: fallback, matcher: rest },
        ...TEAMS.flatMap((team) =>
            commons.flatMap((common) => {
                const names = others.filter((entry) => entry.team === team && entry.common === common);
                return names.length === 0
                    ? []
                    : [{ team, common, matcher: `service=~"${listed(names.map(({ name }) => name))}"` }];
            }),
        ),
    ];
}

/** The same by team alone. */
export const teams = (config: StackConfig): readonly Owned<"">[] => owners(config, () => "", "");

/** Services of the catalogue by team, those outside of it not among them. */
export const catalogued = (
    { services }: StackConfig,
    wanted: (service: ServiceEntry) => boolean = () => true,
): readonly Owned<"">[] =>
    TEAMS.flatMap((team) => {
        const names = Object.entries(services).filter(([, entry]) => entry.team === team && wanted(entry));
        return names.length === 0
            ? []
            : [{ team, common: "", matcher: `service=~"${listed(names.map(([name]) => name))}"` } as const];
    });
