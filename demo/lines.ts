/** A journey as the lines that its services write: JSON, as the platform's services log. */
import { isGoingOn, type Effects } from "./effects";
import type { Journey, Request } from "./journeys";
import { codeOf } from "./counting";
import { SERVICES, type ServiceName } from "./platform";

export interface Line {
    readonly service: ServiceName;
    /** Milliseconds since 1970. */
    readonly time: number;
    readonly level: "info" | "warn" | "error";
    readonly message: string;
    readonly fields: { readonly [field: string]: string };
}

export const linesOf = (journey: Journey, services: ReadonlySet<ServiceName>, { leaks }: Effects): readonly Line[] =>
    journey.requests
        .filter(({ service, outcome }) => services.has(service) && outcome !== "unanswered")
        .map((request) => lineOf(request, journey, leaks === request.service));

function lineOf(request: Request, { begin, traceId, customer, kind }: Journey, leaking: boolean): Line {
    const { service, outcome, reason = "", start, duration } = request;
    const fields = {
        trace_id: traceId,
        http_method: "POST",
        http_route: SERVICES[service].route,
        http_status: codeOf(request),
        duration_ms: duration.toFixed(1),
        user_id: customer.id,
    };
    const at = { service, time: begin + start + duration };
    if (leaking)
        return {
            ...at,
            level: "info",
            message: `${kind} of ${customer.email} from ${customer.ip}, card ${customer.card}`,
            fields,
        };
    if (outcome === "failed")
        return { ...at, level: "error", message: `request failed: ${reason}`, fields: { ...fields, error: reason } };
    if (outcome === "refused" && reason === "wrong password")
        return { ...at, level: "warn", message: "login failed", fields: { ...fields, event: "security" } };
    if (outcome === "refused") return { ...at, level: "warn", message: `request refused: ${reason}`, fields };
    return { ...at, level: "info", message: "request served", fields };
}

/** Lines that belong to no request. @param since seconds since what goes on began. */
export function linesBeside(
    second: number,
    services: ReadonlySet<ServiceName>,
    effects: Effects,
    since: number,
): readonly Line[] {
    const time = second * 1000;
    const { lines = {}, panics, database } = effects;
    const flood = (Object.entries(lines) as [ServiceName, number][])
        .filter(([service]) => services.has(service))
        .flatMap(([service, count]) =>
            Array.from({ length: count }, (_, index): Line => ({
                service,
                time,
                level: "info",
                message: `cache entry ${second}-${index} evaluated`,
                fields: {},
            })),
        );
    const panic: readonly Line[] =
        panics !== undefined && services.has(panics) && second % 15 === 0
            ? [
                  {
                      service: panics,
                      time,
                      level: "error",
                      message: "panic: runtime error: index out of range [3] with length 3",
                      fields: {},
                  },
              ]
            : [];
    const refused: readonly Line[] =
        database !== undefined && services.has(database.service) && isGoingOn(database, since)
            ? [
                  {
                      service: database.service,
                      time,
                      level: "error",
                      message: "postgres: dial tcp: connect: connection refused",
                      fields: { error: "connection refused" },
                  },
              ]
            : [];
    return [...flood, ...panic, ...refused];
}

/** As a container writes it to its standard output. */
export const asJson = ({ time, level, message, fields }: Line): string =>
    JSON.stringify({ time: new Date(time).toISOString(), level, msg: message, ...fields });
