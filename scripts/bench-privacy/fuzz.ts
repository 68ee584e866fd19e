/** Generated lines with planted secrets of each kind, in random places and encodings: the same for the same seed. */

export interface Planted {
    readonly kind: string;
    readonly line: string;
    /** What must not be left of it, in any of its encodings. */
    readonly forms: readonly string[];
}

type Random = () => number;
/** https://github.com/cprosche/mulberry32 */
const randomOf = (seed: number): Random => {
    let state = seed;
    return () => {
        state = (state + 0x6d2b79f5) | 0;
        let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
        mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
        return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
    };
};

const below = (random: Random, end: number): number => Math.floor(random() * end);
const one = <T>(random: Random, all: readonly [T, ...T[]]): T => all[below(random, all.length)] ?? all[0];
const some = (random: Random, characters: string, count: number): string =>
    Array.from({ length: count }, () => characters.charAt(below(random, characters.length))).join("");

const DIGITS = "0123456789";
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const HEX = "0123456789abcdef";
const ALL = LETTERS + LETTERS.toUpperCase() + DIGITS;

function withCheckDigit(digits: string): string {
    const sum = [...digits]
        .reverse()
        .map(Number)
        .reduce((all, digit, index) => all + (index % 2 === 0 ? (digit > 4 ? digit * 2 - 9 : digit * 2) : digit), 0);
    return `${digits}${(10 - (sum % 10)) % 10}`;
}

interface Kind {
    readonly name: string;
    readonly value: (random: Random) => string;
    /** Names of its field; by these alone is it found where it has no form of its own. */
    readonly keys: readonly [string, ...string[]];
    readonly byForm: boolean;
}

const KINDS: readonly [Kind, ...Kind[]] = [
    {
        name: "card",
        keys: ["card", "pan", "number", "note", "payload"],
        byForm: true,
        value: (random) => {
            const plain = withCheckDigit(
                one(random, ["4", "51", "55", "2221", "6011"]).padEnd(15, some(random, DIGITS, 15)),
            );
            return one(random, [plain, plain.replace(/(.{4})(?=.)/g, "$1 "), plain.replace(/(.{4})(?=.)/g, "$1-")]);
        },
    },
    {
        name: "email",
        keys: ["email", "to", "note", "contact", "payload"],
        byForm: true,
        value: (random) =>
            `${some(random, LETTERS, 3 + below(random, 8))}${one(random, ["", ".x", "+tag", "_1"])}@${some(random, LETTERS, 4)}.${one(random, ["com", "de", "co.uk", "example"])}`,
    },
    {
        name: "ip",
        keys: ["ip", "client", "peer", "from", "value"],
        byForm: true,
        value: (random) => `203.0.113.${1 + below(random, 254)}`,
    },
    {
        name: "phone",
        keys: ["phone", "caller", "to", "note"],
        byForm: true,
        value: (random) =>
            one(random, [
                `+49 17${some(random, DIGITS, 1)} ${some(random, DIGITS, 7)}`,
                `+1-${2 + below(random, 8)}${some(random, DIGITS, 2)}-555-${some(random, DIGITS, 4)}`,
                `+4479${some(random, DIGITS, 8)}`,
                `(${2 + below(random, 8)}${some(random, DIGITS, 2)}) 555-${some(random, DIGITS, 4)}`,
            ]),
    },
    {
        name: "iban",
        keys: ["iban", "account", "to", "note"],
        byForm: true,
        value: (random) =>
            one(random, [
                `DE${some(random, DIGITS, 20)}`,
                `GB${some(random, DIGITS, 2)}NWBK${some(random, DIGITS, 14)}`,
            ]),
    },
    {
        name: "jwt",
        keys: ["jwt", "auth", "note", "payload"],
        byForm: true,
        value: (random) => `eyJ${some(random, ALL, 17)}.eyJ${some(random, ALL, 24)}.${some(random, ALL, 30)}`,
    },
    {
        name: "issued key",
        keys: ["found", "note", "payload", "value"],
        byForm: true,
        value: (random) =>
            one(random, [
                `AKIA${some(random, "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16)}`,
                `ghp_${some(random, ALL, 36)}`,
                `sk_live_${some(random, ALL, 24)}`,
                `glpat-${some(random, ALL, 20)}`,
                `xoxb-${some(random, DIGITS, 12)}-${some(random, ALL, 24)}`,
                `glsa_${some(random, ALL, 32)}_${some(random, HEX, 8)}`,
                `SG.${some(random, ALL, 22)}.${some(random, ALL, 43)}`,
            ]),
    },
    {
        name: "password",
        keys: ["password", "passwd", "db_password", "userPassword", "secret", "api_key", "client_secret", "contraseña"],
        byForm: false,
        value: (random) => some(random, LETTERS, 4) + some(random, DIGITS, 3) + some(random, ALL, 5),
    },
    {
        name: "id",
        keys: ["user_id", "userId", "customer_id", "CustomerID", "account-id", "session_id"],
        byForm: false,
        value: (random) => `${1 + below(random, 9)}${some(random, DIGITS, 7)}`,
    },
];

const WORDS = [
    "call",
    "done",
    "went",
    "out",
    "in",
    "made",
    "took",
    "again",
    "left",
    "right",
    "coffee",
    "beans",
] as const;
const prose = (random: Random): string =>
    Array.from({ length: 1 + below(random, 4) }, () => one(random, WORDS)).join(" ");
const struct = (key: string): string => key.charAt(0).toUpperCase() + key.slice(1);

type Place = (key: string, value: string, random: Random) => string;
const json: Place = (key, value, random) =>
    JSON.stringify({ [one(random, WORDS)]: below(random, 100), [key]: value, last: prose(random) });
/** Places that say what it is. */
const NAMED: readonly [Place, ...Place[]] = [
    json,
    (key, value, random) => JSON.stringify({ event: { deep: [JSON.parse(json(key, value, random))] } }),
    (key, value, random) => `got ${JSON.stringify(json(key, value, random))}`,
    (key, value, random) => `${prose(random)} ${key}="${value}" ok=true`,
    (key, value, random) => `GET /x?a=1&${encodeURIComponent(key)}=${encodeURIComponent(value)}&z=${below(random, 9)}`,
    (key, value, random) => `q=${encodeURIComponent(json(key, value, random))}&z=1`,
    (key, value) => `<a><${key}>${value}</${key}></a>`,
    (key, value, random) => `${prose(random)} ${key}: ${value}`,
    (key, value) => `{'${key}': '${value}', 'ok': True}`,
    (key, value) => `&{${struct(key)}:${value} Ok:true}`,
];
/** Places that don't. */
const UNNAMED: readonly [Place, ...Place[]] = [
    (_, value, random) => `${prose(random)} ${value} ${prose(random)}`,
    (_, value, random) => `${prose(random)} (${value})`,
    (_, value, random) => `${value}, ${prose(random)}`,
    (_, value, random) => `${prose(random)} '${value}'.`,
    (_, value, random) => `["${one(random, WORDS)}","${value}"]`,
    (_, value, random) => `${prose(random)}: ${value}`,
    (_, value, random) => `${prose(random)}\n${value}\n${prose(random)}`,
];
/** Blanks end a value in a Go struct; names that have letters of other languages are found as they are, and not encoded. */
const STRUCT = NAMED.length - 1;
const ENCODED = [4, 5];
const isFit = (place: Place, key: string, value: string): boolean => {
    const index = NAMED.indexOf(place);
    return !(index === STRUCT && /[ ()]/.test(value)) && !(ENCODED.includes(index) && /[^ -~]/.test(key));
};

export function planted(count: number, seed: number): readonly Planted[] {
    const random = randomOf(seed);
    return Array.from({ length: count }, (): Planted => {
        const kind = one(random, KINDS);
        const value = kind.value(random);
        const places: readonly [Place, ...Place[]] = kind.byForm && random() < 0.5 ? UNNAMED : NAMED;
        const key = one(random, kind.keys);
        let place = one(random, places);
        while (!isFit(place, key, value)) place = one(random, places);
        return {
            kind: kind.name,
            line: place(key, value, random),
            forms: [...new Set([value, encodeURIComponent(value)])],
        };
    });
}

/** Lines of which something is left. */
export const leaks = (
    lines: readonly Planted[],
    got: readonly (readonly [body: string, attribute: string])[],
): readonly string[] =>
    lines.flatMap(({ kind, line, forms }, index) =>
        (got[index] ?? ["", ""])
            .filter((text) => forms.some((form) => text.includes(form)))
            .map((text) => `${kind}: ${line} => ${text}`),
    );
