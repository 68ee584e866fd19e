/** Texts that can't hold anything, told at a glance. */

import { ALL_FIELDS } from "../../../model/telemetry/personal-data";

/** Pieces of words that are looked for wherever they are, for secrets have many names: `dbpassword`. */
export const INSIDE_OF_WORDS: readonly string[] = [
    "pass",
    "assw",
    "ecret",
    "oken",
    "key",
    "Key",
    "mail",
    "ESSION",
    ...["ull", "eal", "egal"].map((end) => `${end}[._ -]?[nN]ame`),
];
/** Words of names that are harmless by themselves: another one of the name is looked for. */
const HARMLESS_WORDS = new Set(
    "id name names number num no nr code address addr line city state country region zip on of holder app order app api data date day nom full real legal".split(
        " ",
    ),
);
/** Words that something personal or secret comes after in prose, beside those that fields are named by. */
const IN_PROSE =
    "user customer member account profile bearer basic curl identified begin seed words cv xprv mysql postc pass secret token key mail hooks";
/** What keys that services issue start with, where that is a short word. */
const IN_KEYS = "sk rk pk whsec xox r8 hf npm pul hvs hvb dp shp ghp gho ghu ghs ghr aiza akia asia sq0 gl sg";

/** Words that are frequent in what programs write: no stem is so short that one of them starts with it. */
const FREQUENT =
    "accepted action added after again all already amount and another any app archive are array asked at attempt available " +
    "average back backend batch before begin behind between block body broker bucket buffer build but by bytes cache call " +
    "cancelled canceled candidate central cannot capacity case category change channel check chunk class cleared client close closed cluster coffee collected " +
    "column commit compact complete completed component config connect connected connection consumed consumer container content context " +
    "copy count counter created currency current daemon data database days debug decision declined default delayed deleted delivered dependency deploy " +
    "deprecated detail disk dispatched done down drained dropped due duplicate during each elapsed empty enabled entry environment error escape eu europe event " +
    "every exceeded execute exit expected expired export failed fallback false feature fetch field file filter final finish fixed flat flow flush " +
    "following for format found frame from gateway generate get global goroutine group half handled handler header health heartbeat height hit hits hot " +
    "hour http idle image in index info ingest init input insert instance internal interval into invalid is issuer item items job join just kafka keep kept " +
    "kind kitchen label lag latency latest latte layer leader len length level limit line list listen listening live load local lock log loop main manager mapped " +
    "match max maximum memory menu message method metric migrated min minutes miss missing mode model module month more most ms name namespace " +
    "near negative network new next no node none not now null number object of off offset ok old on one open operation option order orders origin out output " +
    "outside over own package page parallel parse part partition path patch pattern paused peer pending percent period pick ping pipeline placed plan pod " +
    "point policy poll pool port position positive preview previous price priced primary print prior priority process processed processing produce product production program " +
    "progress promoted proto provider proxy publish published pull pushed put quantity queue quota random range rate ratio read ready reading rebalance received reconcile record " +
    "recovered recorded reduce ref refresh region registered reject release reload remote removed render repair repeat replay replica replica reply report request required rerun reserve reset resolve resource " +
    "response restart result retry return reverse revision rollback round route router rows rule run running sample saved scale scan schedule schema scope score search second seconds section " +
    "segment select send sent server service set setting shard shift shop shut signal since single site size skip slot slow snapshot some source span " +
    "stage stale start started state status step stock stop store stored stream success sum sync system table tags take target task template tenant " +
    "terminate test than that the then this thread threshold throttle time timeout to topic total trace track transaction transfer tree trigger true try two type unable unknown unit " +
    "until up update upgrade upload upstream uptime usage used using value version via view volume wait waiting warm warn was watch week when where which while window with without " +
    "worker write written year yet zone post posted full really legal payment paid pay receipt credit";
const SHORTEST = 2;
const LONGEST = 5;
const frequent = FREQUENT.split(" ");
/** As much of a word as tells it from the frequent ones. */
const shortened = (word: string): string => {
    for (let length = SHORTEST; length < Math.min(word.length, LONGEST); length++) {
        const start = word.slice(0, length);
        if (!frequent.some((other) => other.startsWith(start))) return start;
    }
    return word.slice(0, LONGEST);
};
const isInside = (name: string): boolean => INSIDE_OF_WORDS.some((piece) => name.includes(piece));
/** The word that tells a name. */
const telling = (name: string): string =>
    name.split("_").find((word) => !HARMLESS_WORDS.has(word)) ?? name.replaceAll("_", "");

const stemsOf = (more: readonly string[], harmless: readonly string[]): readonly string[] =>
    [
        ...new Set(
            [
                ...ALL_FIELDS.flatMap(({ names, words = [], elsewhere = [] }) => [...names, ...words, ...elsewhere])
                    .filter((name) => !isInside(name))
                    .map(telling),
                ...more.map((name) => name.toLowerCase()),
                ...`${IN_PROSE} ${IN_KEYS}`.split(" "),
            ].map(shortened),
        ),
    ]
        .filter((stem) => /^[a-z][a-z0-9]*$/.test(stem) && !harmless.includes(stem))
        .filter((stem, _, all) => !all.some((other) => other !== stem && stem.startsWith(other)))
        .sort();

/** What a word may go on with that has started so, if it is not to start with a stem. */
function goesOn(stems: readonly string[], start: string): string {
    const next = [...new Set(stems.filter((stem) => stem.startsWith(start)).map((stem) => stem.charAt(start.length)))];
    return [
        `${others(next)}[a-z]*`,
        ...next
            .filter((letter) => !stems.includes(start + letter) && /[a-z]/.test(letter))
            .map((letter) => `${letter}(?:${goesOn(stems, start + letter)})?`),
    ].join("|");
}

/** All letters but these. */
const others = (letters: readonly string[]): string => {
    const ranges = [..."abcdefghijklmnopqrstuvwxyz"]
        .map((letter) => (letters.includes(letter) ? " " : letter))
        .join("")
        .split(/ +/);
    return `[${ranges.map((range) => (range.length > 2 ? `${range.charAt(0)}-${range.slice(-1)}` : range)).join("")}]`;
};

const BETWEEN = "[-0-9 ,;!(){}=._/]";
const COLON = ":[ /]";

/**
 * Words of which none starts like the name of a field that is looked for, and numbers: prose, names of keys, paths,
 * assignments.
 *
 * @param more further names of fields
 * @param harmless stems that count for nothing here
 */
export const harmlessWords = (more: readonly string[], harmless: readonly string[]): string =>
    `(?i)^(?:(?:${goesOn(stemsOf(more, harmless), "")})?(?:${BETWEEN}|${COLON}))*$`;

const CLOSE = "[ ._/()-]{1,3}";
/** Digits of one long number, or of several close ones: what has none has no card, no telephone and no address. */
export const MANY_DIGITS = `[0-9](?:[0-9]{8}|${CLOSE}[0-9]{1,6}${CLOSE}[0-9])|0[1-9][0-9]{0,4}[ /.-][0-9]{4}`;

/** Runs of letters and digits, none as long as keys are. */
export const SHORT_RUNS = "^(?:[0-9A-Za-z+/=]{0,19}(?:[^0-9A-Za-z+/=]|$))*$";

/** Nothing but words, as many and as long as recovery phrases have. */
export const LIKE_A_PHRASE = "^(?:[a-z]{3,8} ){11}(?:(?:[a-z]{3,8} ){3}){0,4}[a-z]{3,8}$";
