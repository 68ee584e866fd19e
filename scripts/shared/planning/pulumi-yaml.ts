import { isMap, isScalar, isSeq, parse, parseDocument, type ScalarTag } from "yaml";
import { isPlainObject } from "../../../config/merge";
import { pathOf } from "../../../config/problems";

/**
 * Stack files as the Pulumi CLI reads them: YAML by gopkg.in/yaml.v3, which knows dates, octals and underscores of YAML 1.1 beside
 * the booleans of 1.2 (https://github.com/go-yaml/yaml/blob/v3/resolve.go), and structured values handed over as Go's JSON.
 */

const tag = (name: string, test: RegExp, resolve: (text: string) => unknown): ScalarTag => ({
    tag: `tag:yaml.org,2002:${name}`,
    default: true,
    test,
    resolve,
});

const DATE =
    /^(\d{4})-(\d\d?)-(\d\d?)(?:([Tt ])(\d\d?):(\d\d?):(\d\d?)(?:[.,](\d+))?(Z|[+-](?:[01]\d|2[0-4]):[0-5]\d)?)?$/;
const INTEGER = /^[-+]?(?:0[xX][\da-fA-F_]+|0[bB][01_]+|0[oO]?[0-7_]+|[1-9][\d_]*|0_*)$/;
const FLOAT =
    /^(?:[-+]?(?:\.[\d_]+|\d[\d_]*(?:\.[\d_]*)?)(?:[eE][-+]?[\d_]+)?|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;

const two = (part: string): string => part.padStart(2, "0");

/** A time as Go prints it, `2026-12-25 00:00:00 +0000 UTC`; what is no day of the calendar, or no time of it, is a text. */
function timestamp(text: string): string {
    const [, year = "", month = "", day = "", separator, hour = "0", minute = "0", second = "0", fraction = "", zone] =
        DATE.exec(text) ?? [];
    const [date, time] = [`${year}-${two(month)}-${two(day)}`, `${two(hour)}:${two(minute)}:${two(second)}`];
    const moment = new Date(`${date}T${time}Z`);
    // A zone belongs to `T` and `t` alone, which need one.
    const zoned = separator === undefined || separator === " " ? zone === undefined : zone !== undefined;
    if (!zoned || Number.isNaN(moment.getTime()) || moment.toISOString() !== `${date}T${time}.000Z`) return text;
    const digits = fraction.slice(0, 9).replace(/0+$/, "");
    const offset =
        zone === undefined || zone === "Z" ? "+0000 UTC" : `${zone.replace(":", "")} ${zone.replace(":", "")}`;
    return `${date} ${time}${digits === "" ? "" : `.${digits}`} ${offset.replace("+0000 +0000", "+0000 UTC")}`;
}

/** A whole number in any notation; what Go's integers can't hold is a float, or a text unless it is decimal. */
function integer(text: string): bigint | number | string {
    const plain = text.replaceAll("_", "");
    const [sign = ""] = /^[-+]/.exec(plain) ?? [];
    const digits = plain.slice(sign.length);
    const value = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
    const most = sign === "" ? 2n ** 64n - 1n : 2n ** 63n - (sign === "-" ? 0n : 1n);
    if (value > most) return /^\d+$/.test(digits) ? float(plain) : text;
    return sign === "-" ? -value : value;
}

function float(text: string): number | string {
    const plain = text.replaceAll("_", "").toLowerCase();
    if (plain.endsWith(".inf")) return plain.startsWith("-") ? -Infinity : Infinity;
    if (plain === ".nan") return NaN;
    const value = Number(plain);
    // Go reads a leading point without looking for underscores.
    return Number.isFinite(value) && !/^\..*_/.test(text) ? value : text;
}

const TAGS: readonly ScalarTag[] = [
    tag("null", /^(?:~|null|Null|NULL)?$/, () => null),
    tag("bool", /^(?:true|True|TRUE|false|False|FALSE)$/, (text) => text.toLowerCase() === "true"),
    tag("timestamp", DATE, timestamp),
    tag("int", INTEGER, integer),
    tag("float", FLOAT, float),
    { ...tag("binary", /^$/, (text) => Buffer.from(text, "base64").toString()), default: false },
];

/** What a stack file says: maps, lists, texts, booleans, null, and numbers (whole ones as bigint). */
export const parsePulumiYaml = (text: string): unknown =>
    parse(text, { schema: "failsafe", customTags: [...TAGS, "merge"], merge: true });

/** Paths of keys that a map has twice: YAML takes neither, and says the line alone. */
export function keysTwice(text: string): readonly string[] {
    const found: string[] = [];
    const paths = (node: unknown, path: readonly PropertyKey[]): void => {
        if (isSeq(node))
            node.items.forEach((item, index) => {
                paths(item, [...path, index]);
            });
        if (!isMap(node)) return;
        const names = node.items.map(({ key }) => String(isScalar(key) ? key.value : key));
        node.items.forEach(({ value }, index) => {
            const name = names[index] ?? "";
            const here = [...path, name];
            if (names.indexOf(name) < index) found.push(pathOf(here));
            paths(value, here);
        });
    };
    paths(parseDocument(text, { uniqueKeys: false }).contents, []);
    return found;
}

const ESCAPED = /[<>&\u2028\u2029]/g;

/** JSON as Go writes it: keys in order, and what HTML could misread as an escape. */
function json(value: unknown): string {
    if (Array.isArray(value)) return `[${value.map(json).join(",")}]`;
    if (isPlainObject(value)) {
        const keys = Object.keys(value).sort();
        return `{${keys.map((key) => `${json(key)}:${json(value[key])}`).join(",")}}`;
    }
    if (typeof value === "bigint") return String(value);
    if (typeof value === "number" && !Number.isFinite(value)) throw new Error(`${value} can't be handed to a program`);
    if (Object.is(value, -0)) return "-0";
    return JSON.stringify(value).replace(
        ESCAPED,
        (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`,
    );
}

/** The text by which a value reaches the program. */
export const pulumiText = (value: unknown): string =>
    typeof value === "string" ? value : value === null ? "" : json(value);
