/** What a process of the demo is told, by its environment. */
import { SERVICE_NAMES, type ServiceName } from "./platform";

export interface DemoSettings {
    /** Services that this process plays: one in a cluster, all of them on one machine. */
    readonly services: readonly ServiceName[];
    readonly seed: string;
    /** Journeys a second at the busiest hour. */
    readonly rate: number;
    readonly namespace: string;
    /** Where spans go, as OTLP over HTTP. */
    readonly otlp: string;
    /** Certificate of the authority that signed the receiver's. */
    readonly ca: string;
    /** File with the names of incidents that go on, separated by white space; none is like an empty one. */
    readonly incidents: string;
    readonly address: string;
    readonly port: number;
    /** Whether lines go to the receiver too: where nobody reads standard output. */
    readonly sendsLines: boolean;
    /** Name of a service's pod where the gateway can't tell it by the connection, with {service} in it; empty in a cluster. */
    readonly pod: string;
}

const NAMES = {
    services: "DEMO_SERVICES",
    seed: "DEMO_SEED",
    rate: "DEMO_RATE",
    namespace: "DEMO_NAMESPACE",
    otlp: "DEMO_OTLP",
    ca: "DEMO_CA",
    incidents: "DEMO_INCIDENTS",
    address: "DEMO_ADDRESS",
    port: "DEMO_PORT",
    sendsLines: "DEMO_SENDS_LINES",
    pod: "DEMO_POD",
} as const satisfies { readonly [setting in keyof DemoSettings]: string };

type Environment = { readonly [name: string]: string };

export const environmentOf = (settings: DemoSettings): Environment =>
    Object.fromEntries(
        (Object.keys(NAMES) as (keyof DemoSettings)[]).map((setting) => [NAMES[setting], String(settings[setting])]),
    );

const isService = (name: string): name is ServiceName => (SERVICE_NAMES as readonly string[]).includes(name);

/** @throws Error with the variable that is missing or wrong. */
export function settingsOf(environment: { readonly [name: string]: string | undefined }): DemoSettings {
    const text = (setting: keyof DemoSettings): string => {
        const value = environment[NAMES[setting]];
        if (value === undefined) throw new Error(`${NAMES[setting]} isn't set`);
        return value;
    };
    const number = (setting: keyof DemoSettings): number => {
        const value = Number(text(setting));
        if (!Number.isFinite(value) || value < 0) throw new Error(`${NAMES[setting]} = ${text(setting)} is no number`);
        return value;
    };
    const names = text("services").split(",");
    const services = names.filter(isService);
    if (services.length < names.length) throw new Error(`${NAMES.services}: there are ${SERVICE_NAMES.join(", ")}`);
    return {
        services,
        seed: text("seed"),
        rate: number("rate"),
        namespace: text("namespace"),
        otlp: text("otlp"),
        ca: text("ca"),
        incidents: text("incidents"),
        address: text("address"),
        port: number("port"),
        sendsLines: text("sendsLines") === "true",
        pod: text("pod"),
    };
}
