/** What an incident does to the platform. */
import type { ServiceName } from "./platform";

type ByService<T> = { readonly [service in ServiceName]?: T };

/** Everything that can be wrong at a time; nothing is where nothing is said. */
export interface Effects {
    /** These don't answer at all. */
    readonly down?: readonly ServiceName[];
    /** Share of a service's requests that fail. */
    readonly errors?: ByService<number>;
    /** How many times longer a service's requests take. */
    readonly slower?: ByService<number>;
    /** Share of payments that fail, by reason: the customer's (declined) or ours. */
    readonly payments?: { readonly [reason: string]: number };
    /** Share of transactions on chains that fail. */
    readonly web3?: number;
    /** Connections to a service's database that fail in a second; `seconds` ends it by itself. */
    readonly database?: { readonly service: ServiceName; readonly perSecond: number; readonly seconds?: number };
    /** A service that panics, and starts again. */
    readonly panics?: ServiceName;
    /** Share of agents' tasks that are never completed. */
    readonly stalledTasks?: number;
    /** Messages of Kafka are not read. */
    readonly stuckConsumer?: boolean;
    /** Factors on what comes in. */
    readonly orders?: number;
    readonly revenue?: number;
    /** Stars of everybody who rates. */
    readonly stars?: number;
    /** Lines that a service writes in a second, beside its own. */
    readonly lines?: ByService<number>;
    /** Series that a service makes beside its own. */
    readonly series?: ByService<number>;
    /** A service that writes whole card numbers and addresses into its lines. */
    readonly leaks?: ServiceName;
    /** Share of logins that fail, as of somebody who tries passwords. */
    readonly failedLogins?: number;
}

/** Incidents at the same time: each key is the last one's. */
export const together = (all: readonly Effects[]): Effects => Object.assign({}, ...all) as Effects;

/** Whether connections still fail: some end by themselves. */
export const isGoingOn = ({ seconds }: NonNullable<Effects["database"]>, since: number): boolean =>
    seconds === undefined || since < seconds;
