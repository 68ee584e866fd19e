/** One process that plays some of the services, or all of them. */
import { linesBeside, linesOf, type Line } from "./lines";
import { born, count, countBeside, type Registries } from "./counting";
import { together, type Effects } from "./effects";
import { incidentOf, type IncidentName } from "./incidents";
import { journeysAt, type Journey, type Traffic } from "./journeys";
import type { ServiceName } from "./platform";
import { Registry } from "./registry";
import { spansOf } from "./spans";

export interface Played {
    readonly spans: readonly [ServiceName, object][];
    readonly lines: readonly Line[];
    readonly journeys: readonly Journey[];
}

export interface Player {
    readonly registries: Registries;
    /** Plays what has happened since the last call, up to a second since 1970. */
    readonly play: (until: number) => Played;
    /** Names of incidents that go on, from now on. */
    readonly goOn: (incidents: readonly IncidentName[], now: number) => void;
    readonly effects: () => Effects;
}

/** Not more is caught up with, after a stop: what is older was lost. */
const LONGEST_STOP = 30;

export function player(services: readonly ServiceName[], traffic: Traffic, from: number): Player {
    const mine = new Set(services);
    const registries: Registries = Object.fromEntries(services.map((service) => [service, new Registry()]));
    born(registries);
    let second = from;
    const since = new Map<IncidentName, number>();
    let effects: Effects = {};
    let lag = 0;
    return {
        registries,
        effects: () => effects,
        goOn: (incidents, now) => {
            for (const name of since.keys()) if (!incidents.includes(name)) since.delete(name);
            for (const name of incidents) if (!since.has(name)) since.set(name, now);
            effects = together([...since.keys()].map((name) => incidentOf(name).effects ?? {}));
        },
        play: (until) => {
            const all: { spans: [ServiceName, object][]; lines: Line[]; journeys: Journey[] } = {
                spans: [],
                lines: [],
                journeys: [],
            };
            for (second = Math.max(second, until - LONGEST_STOP); second < until; second++) {
                const begun = Math.min(...[...since.values(), second]);
                const journeys = journeysAt(second, traffic, effects);
                for (const journey of journeys) {
                    count(journey, registries);
                    all.spans.push(...spansOf(journey, mine));
                    all.lines.push(...linesOf(journey, mine, effects));
                }
                const sent = journeys.filter(({ kind }) => kind.endsWith("order")).length;
                lag = effects.stuckConsumer === true ? lag + sent : Math.max(0, lag * 0.8);
                countBeside(effects, registries, { lag, seconds: second - begun });
                all.lines.push(...linesBeside(second, mine, effects, second - begun));
                all.journeys.push(...journeys);
            }
            return all;
        },
    };
}
