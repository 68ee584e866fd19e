import type { PlainObject } from "../../../config/merge";
import { SLO_CLASSES, TEAMS } from "../../../config/schema/services";

/** A thousand services beside those of the catalogue, of every team and class, with names as long as such are. */
export const MANY_SERVICES: PlainObject = {
    services: Object.fromEntries(
        Array.from({ length: 1000 }, (_, index) => [
            `some-other-service-${index}`,
            {
                team: TEAMS[index % TEAMS.length],
                slo: SLO_CLASSES[Math.floor(index / TEAMS.length) % SLO_CLASSES.length],
                latencyTarget: ["500ms", "2s", "5s"][index % 3],
            },
        ]),
    ),
};
