import { announced, candidate, judged, mark, not, notAfter, notBefore, replaced } from "./candidates";
import { re, type Marks } from "./marks";
import { ADDRESS_NAMES } from "./known";
import { isMatch, replace, set, where } from "./ottl";
import { NUMBERS, type Rule, type Step } from "./rules";
import { ASSIGN } from "./text";

/** Addresses of machines and of wallets: kept, hashed or dropped, as config says. */
export type Treatment = "keep" | "hash" | "drop";
/** IP addresses can also be cut to the network that they are in: /24, or /48. */
export type AddressTreatment = Treatment | "network";

const treated =
    (treatment: Exclude<Treatment, "keep">, marks: Marks, prefix: string) =>
    (group: string): string =>
        treatment === "hash" ? marks.hashed(prefix, group) : marks.found(prefix, group);

const PART = "(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
const INTERNAL = "(?:10|192\\.168|172\\.(?:1[6-9]|2[0-9]|3[01])|100\\.(?:6[4-9]|[7-9][0-9]|1[01][0-9]|12[0-7]))\\.";
/** This machine, everybody, links and groups: addresses that are nobody's. */
const NOBODYS = "(?:0|127|255|169\\.254|2(?:2[4-9]|3[0-9]))\\.";
const QUOTES = `["'${re.quote}${re.backslash}\\[]{0,3}`;
/** Whole words: `receiver` and `via` announce no version. */
const VERSION = `(?:(?:^|[^A-Za-z])(?i:versions?|ver|v|revision|rev|build|firmware|sdk)|[a-z](?:Version|Build|Revision))(?:${ASSIGN}|[ ./_-])?${QUOTES}v?`;
const VERSION_WORDS = ["ver", "rev", "build", "firmware", "sdk", "v[^a-z]{0,8}[0-9]"];
const INFRASTRUCTURE = `(?i:(?:pod|node|cluster|host|service|svc|server|gateway|listen|bind)[._ -]?(?:ips?|addr|address)${ASSIGN}${QUOTES})`;
const INFRASTRUCTURE_WORDS = "pod node cluster host service svc server gateway listen bind".split(" ");
const V4_ALONE = "[0-9]{1,3}(?:\\.[0-9]{1,3}){3}";
const V6_ALONE = "[0-9a-fA-F]{0,4}(?::[0-9a-fA-F]{0,4}){2,7}";
const REST = `[^${re.candidateEnd}]*`;

function fourBytes(by: readonly Step[], keepInternal: boolean): Rule {
    return {
        hints: [[NUMBERS]],
        steps: [
            mark("[0-9]{1,3}(?:\\.[0-9]{1,3}){3}"),
            not(NOBODYS + REST),
            ...(keepInternal ? [not(INTERNAL + REST)] : []),
            announced("%[0-9A-F]{2}"),
            // Part of a longer number or name, a version, a product with its version, an archive, a network.
            notAfter("[0-9A-Za-z_.]|[A-Za-z]-"),
            notBefore("[0-9A-Za-z_]|\\.[0-9]|-[A-Za-z]|\\.(?:jar|war|zip|tar|tgz|gz|exe|deb|rpm|dll|so|whl|nupkg)\\b"),
            judged(`([A-Za-z]/)${candidate()}([^:0-9A-Za-z]|$)`, "${1}${2}${3}"),
            notAfter(VERSION, undefined, VERSION_WORDS),
            notAfter(INFRASTRUCTURE, undefined, INFRASTRUCTURE_WORDS),
            judged(`${candidate(`${REST}\\.0`)}(/[0-9]{1,2}\\b)`, "${1}${2}"),
            ...by,
        ],
    };
}

const HEX = "[0-9a-fA-F]{1,4}";
const UNIQUE_LOCAL = "[fF][cCdD][0-9a-fA-F]{2}|[fF][eE][89aAbB][0-9a-fA-F]";
const GLOBAL = "[23][0-9a-fA-F]{3}";
const sixteenBytes = (first: string): string =>
    `(?:${first})(?:(?::${HEX}){7}|(?::${HEX}){0,6}::(?:${HEX}(?::${HEX}){0,6})?)|::[fF]{4}:${HEX}:${HEX}`;

const V4 = `${PART}(?:\\.${PART}){3}`;

/** Addresses of private networks can be kept by themselves. */
export function ipAddresses(treatment: AddressTreatment, keepInternal: boolean, marks: Marks): readonly Rule[] {
    if (treatment === "keep") return [];
    const six = mark(sixteenBytes(keepInternal ? GLOBAL : `${GLOBAL}|${UNIQUE_LOCAL}`));
    const cut = treatment === "network";
    const by = treated(cut ? "drop" : treatment, marks, "ip");
    return [
        fourBytes(
            cut
                ? [
                      judged(candidate(`(?:${PART}\\.){3}`, PART), marks.cut("${1}0/24", "${1}${2}")),
                      judged(candidate(), "${1}"),
                  ]
                : replaced(by("${1}"), V4),
            keepInternal,
        ),
        {
            hints: [["::", ":[0-9a-f]{1,4}:[0-9a-f]{1,4}:[0-9a-f]{1,4}:[0-9a-f]{1,4}:"]],
            steps: [
                six,
                announced("%[0-9A-F]{2}"),
                notAfter("[0-9A-Za-z_:.]"),
                { ...judged(candidate(), "${0}"), convert: "ToLowerCase" },
                ...(cut
                    ? [
                          judged(
                              candidate(`${HEX}:${HEX}:${HEX}`, "[:0-9a-fA-F]*"),
                              marks.cut("${1}::/48", "${1}${2}"),
                          ),
                          judged(candidate(`${HEX}:${HEX}`, "::[:0-9a-fA-F]*"), marks.cut("${1}::/48", "${1}${2}")),
                      ]
                    : []),
                ...replaced(by("${1}")),
            ],
        },
    ];
}

/**
 * The attributes that OpenTelemetry keeps callers' addresses in: they are treated by themselves, because nearly every
 * request has one. What isn't an address alone is left for the rules.
 */
export function callers(
    treatment: AddressTreatment,
    keepInternal: boolean,
    path: (name: string) => string,
    hash: (value: string) => string,
): readonly string[] {
    if (treatment === "keep") return [];
    const exceptions = [NOBODYS, ...(keepInternal ? [INTERNAL, "[fF][cCdDeE][0-9a-fA-F]{2}:"] : []), "::1$"].join("|");
    const isAddress = (name: string): readonly string[] => [
        `${path(name)} != nil`,
        isMatch(path(name), `^(?:${V4_ALONE}|${V6_ALONE})$`),
        `not ${isMatch(path(name), `^(?:${exceptions})`)}`,
    ];
    if (treatment === "network")
        return ADDRESS_NAMES.flatMap((name) => [
            where(replace(path(name), `^([0-9.]+\\.)[0-9]+$`, "${1}0/24"), ...isAddress(name)),
            where(replace(path(name), `^(${HEX}:${HEX}(?::${HEX})?):[:0-9a-fA-F]*$`, "${1}::/48"), ...isAddress(name)),
        ]);
    return ADDRESS_NAMES.map((name) =>
        where(
            set(path(name), treatment === "hash" ? hash(`ToLowerCase(${path(name)})`) : '"[ip]"'),
            ...isAddress(name),
        ),
    );
}

/** Ethereum: an address has 20 bytes; hashes of transactions and blocks have 32 and stay. */
export function ethereumAddresses(treatment: Treatment, marks: Marks): readonly Rule[] {
    if (treatment === "keep") return [];
    const mark = treated(treatment, marks, "eth");
    const address = "\\b0[xX][0-9a-fA-F]{40}\\b";
    const padded = "\\b0[xX]0{24}([0-9a-fA-F]{40})\\b";
    return [
        {
            hints: [["0x"]],
            steps: [
                { find: address, by: "${0}", convert: "ToLowerCase" },
                { find: address, by: mark("${0}") },
                // As topics of events have it.
                { find: padded, by: "${0}", convert: "ToLowerCase" },
                { find: padded, by: mark("0x${1}") },
            ],
        },
    ];
}
