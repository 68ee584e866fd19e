import { zones } from "tzdata";
import { nearest } from "../../config/nearest";

/** From a moment on (seconds since 1970), clocks of a time zone are this many seconds ahead of UTC. */
export interface Offset {
    readonly from: number;
    readonly seconds: number;
}

const HOUR = 3600;
/** Between two looks at the clock: no time zone changes twice within. */
const STEP = 7 * 24 * HOUR;

/** Seconds ahead of UTC at a moment. */
type Clock = (moment: number) => number;

function clockOf(timezone: string): Clock {
    const format = new Intl.DateTimeFormat("en-US", { timeZone: timezone, timeZoneName: "longOffset" });
    return (moment) => {
        const name = format.formatToParts(moment * 1000).find(({ type }) => type === "timeZoneName")?.value ?? "";
        const [, sign = "+", hours = "0", minutes = "0"] = /GMT([+-])(\d+):(\d+)/.exec(name) ?? [];
        return (sign === "-" ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * 60);
    };
}

/** Offsets of a time zone over some years, each from the moment that clocks are set. */
export function offsets(timezone: string, firstYear: number, lastYear: number): readonly [Offset, ...Offset[]] {
    const clock = clockOf(timezone);
    const begin = Date.UTC(firstYear) / 1000;
    const end = Date.UTC(lastYear + 1) / 1000;
    const found: [Offset, ...Offset[]] = [{ from: begin, seconds: clock(begin) }];
    for (let moment = begin; moment < end; moment += STEP) {
        const next = clock(moment + STEP);
        if (next !== found.at(-1)?.seconds) found.push({ from: change(clock, moment, moment + STEP), seconds: next });
    }
    return found;
}

/** The minute between two moments at which clocks are set. */
function change(clock: Clock, before: number, after: number): number {
    const old = clock(before);
    let [low, high] = [before, after];
    while (high - low > 60) {
        const middle = low + Math.floor((high - low) / 120) * 60;
        if (clock(middle) === old) low = middle;
        else high = middle;
    }
    return high;
}

const NAMES: readonly string[] = Object.keys(zones);

/** As Node spells a name of the database, or a name that it alone knows: `PST`; undefined when it knows nothing of it. */
function knownToNode(name: string): string | undefined {
    try {
        return new Intl.DateTimeFormat("en-US", { timeZone: name }).resolvedOptions().timeZone;
    } catch {
        return undefined;
    }
}

/** Whether Alertmanager takes it as well as Node: a name of the IANA database, to the letter. */
export const isTimezone = (name: string): boolean => NAMES.includes(name) && knownToNode(name) !== undefined;

/** The area of the database whose clocks are always as many hours ahead: its signs are those of POSIX, the other way round. */
function fixedOffset(text: string): string | undefined {
    const [, sign, hours] = /^(?:utc|gmt)?([+-])(\d\d?)(?::?00)?$/i.exec(text.replaceAll(" ", "")) ?? [];
    if (hours === undefined) return undefined;
    return Number(hours) === 0 ? "UTC" : `Etc/GMT${sign === "+" ? "-" : "+"}${Number(hours)}`;
}

/** What the writer of a wrong name most likely meant: by its letters, offset, place or abbreviation. */
export function meantTimezone(text: string): string | undefined {
    const name = text
        .trim()
        .replaceAll(/ *\/ */g, "/")
        .replaceAll(" ", "_");
    const alike = name.toLowerCase();
    return [
        NAMES.find((known) => known.toLowerCase() === alike),
        fixedOffset(text.trim()),
        NAMES.find((known) => known.toLowerCase().endsWith(`/${alike}`)),
        knownToNode(name),
        // Abbreviations are all near to each other.
        name.length > 4 ? nearest(name, NAMES) : undefined,
    ].find((candidate) => candidate !== undefined && isTimezone(candidate));
}
