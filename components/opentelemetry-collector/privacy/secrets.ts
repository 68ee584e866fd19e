import { candidate, judged, mark, notAfter, replaced } from "./candidates";
import { at, re, type Marks } from "./marks";
import type { Rule } from "./rules";
import { SPACE } from "./text";

/** Secrets by what they look like. */

const Q = re.quote;
/** Keys as well-known services issue them. */
const ISSUED: readonly string[] = [
    "AKIA[0-9A-Z]{16}\\b",
    "ASIA[0-9A-Z]{16}\\b",
    "[rsp]k_(?:live|test)_[0-9A-Za-z]{8,}",
    "whsec_[0-9A-Za-z+/=]{8,}",
    "gh[oprsu]_[0-9A-Za-z]{20,}",
    "github_pat_[0-9A-Za-z_]{20,}",
    "glpat-[0-9A-Za-z_-]{16,}",
    "xox[abeoprs]-[0-9A-Za-z-]{8,}",
    "xapp-[0-9A-Za-z-]{8,}",
    "AIza[0-9A-Za-z_-]{30,}",
    "ya29\\.[0-9A-Za-z_-]{16,}",
    "GOCSPX-[0-9A-Za-z_-]{16,}",
    "SG\\.[0-9A-Za-z_-]{16,}\\.[0-9A-Za-z_-]{16,}",
    "sk-[0-9A-Za-z_-]{16,}",
    "npm_[0-9A-Za-z]{30,}",
    "dop_v1_[0-9a-f]{40,}",
    "hf_[0-9A-Za-z]{30,}",
    "hvs\\.[0-9A-Za-z_-]{20,}",
    "shp(?:at|ca|pa|ss)_[0-9a-fA-F]{20,}",
    "sq0(?:atp|csp)-[0-9A-Za-z_-]{20,}",
    "pypi-[0-9A-Za-z_-]{20,}",
    "hooks\\.slack\\.com/(?:services|workflows)/[0-9A-Za-z_/-]+",
    "/api/webhooks/[0-9]+/[0-9A-Za-z_-]+",
    ":AA[0-9A-Za-z_-]{30,}",
    "AGE-SECRET-KEY-1[0-9A-Z]{40,}",
];
/** The same for a text that isn't worked on yet: what they start with, in lower case. */
const ISSUED_HINTS: readonly string[] = [
    ...["akia[0-9a-z]{16}", "asia[0-9a-z]{16}", "k_live_", "k_test_", "whsec_", "gh[oprsu]_", "github_pat_", "glpat-"],
    ...["xox[abeoprs]-", "xapp-", "aiza", "ya29\\.", "gocspx-", "sg\\.[0-9a-z_-]{16}", "sk-[0-9a-z_-]{16}", "npm_"],
    ...["dop_v1_", "hf_[0-9a-z]{30}", "hvs\\.", "shp[acps][tas]_", "sq0", "pypi-", "hooks\\.slack\\.com/"],
    ...["/api/webhooks/", ":aa[0-9a-z_-]{30}", "age-secret-key-"],
];

const HEX64 = "(?:0[xX])?[0-9a-fA-F]{64}";
const WORD = "(?:[0-9]{1,2}[.):]? ?)?[a-z]{3,8}";
export const WORDS = `${WORD}(?:(?:[ ,]|${re.newline})+${WORD}){11,23}`;
/** Words that sentences are held together by and that no recovery phrase has (BIP-39's list is without them). */
const FUNCTION_WORDS =
    "the|and|was|were|for|are|has|had|but|his|her|its|been|from|into|our|not|did|does|could|would|should|than|then|which|whose|your|their|these|those|have|by|to|of|in|is|at|on|or|a";

const letterAndDigit = `(?:[^ "'${Q},;]*[A-Za-z!@#$^&][^ "'${Q},;]*[0-9]|[^ "'${Q},;]*[0-9][^ "'${Q},;]*[A-Za-z!@#$^&])[^ "'${Q},;]*`;

/** Letters and digits mixed, six at least: what a word or a number isn't. */
const IN_PASSWORD = `[^ "'${Q},;${re.newline}${re.mark}]`;
const LIKE_A_PASSWORD = `[A-Za-z@#$%^&*!_.-]{2,}[0-9]${IN_PASSWORD}{3,}|[0-9]+[A-Za-z@#$%^&*!_]${IN_PASSWORD}{4,}`;

export const secretValues = (marks: Marks): readonly Rule[] => {
    const secret = (group: string): string => marks.found("secret", group);
    return [
        {
            // Announced by a word alone, without what assigns a value.
            hints: [["cv[vc]2? [0-9]", "password [^ ]*[0-9]", "passwd [^ ]*[0-9]", "passphrase [^ ]*[0-9]"]],
            steps: [
                { find: "(?i)(\\bcv[vc]2? )([0-9]{3,4}\\b)", by: `\${1}${secret("${2}")}` },
                {
                    find: `(?i)(\\b(?:password|passwd|passphrase) )(${LIKE_A_PASSWORD})`,
                    by: `\${1}${secret("${2}")}`,
                },
            ],
        },
        {
            hints: [["-----begin"]],
            steps: [
                {
                    find: `-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[^"]*?-----END (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----`,
                    by: marks.found("private key", "${0}"),
                },
                {
                    find: `-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----[^"]*`,
                    by: marks.found("private key", "${0}"),
                },
            ],
        },
        {
            hints: [["priv[a-z]{0,4}[._ -]?key"]],
            steps: [
                {
                    find: `(?i)(priv(?:ate)?[._ -]?key\\b[^"]{0,24}?)\\b(${HEX64})\\b`,
                    by: `\${1}${marks.found("private key", "${2}")}`,
                },
            ],
        },
        {
            hints: [["prv"]],
            steps: [{ find: "\\b[tuvxyz]prv[1-9A-HJ-NP-Za-km-z]{80,}", by: marks.found("private key", "${0}") }],
        },
        {
            hints: [["phrase", "mnemonic", "seed", "words"]],
            steps: [
                {
                    find: `(?i)((?:phrase|mnemonic|seed|words)[^"a-z]{0,8}(?:(?:is|are|words?)[^"a-z]{1,4})?)(?-i:(${WORDS}))`,
                    by: `\${1}${marks.found("seed phrase", "${2}")}`,
                },
            ],
        },
        {
            // A text that is nothing but 12, 15, 18, 21 or 24 words of the lengths that such phrases have.
            hints: [[`"(?:[a-z]{3,8} ){11}`, `'(?:[a-z]{3,8} ){11}`]],
            steps: [
                { find: `\\b(${FUNCTION_WORDS})\\b`, by: `${at.keep}\${1}` },
                {
                    find: `(["${Q}'])((?:[a-z]{3,8} ){11}(?:(?:[a-z]{3,8} ){3}){0,4}[a-z]{3,8})(["${Q}'])`,
                    by: `\${1}${marks.found("seed phrase", "${2}")}\${3}`,
                },
            ],
        },
        {
            hints: [["eyj"]],
            steps: [
                {
                    find: "eyJ[0-9A-Za-z_-]{8,}\\.[0-9A-Za-z_-]{4,}(?:\\.[0-9A-Za-z_-]*){0,3}",
                    by: marks.found("jwt", "${0}"),
                },
            ],
        },
        {
            hints: [ISSUED_HINTS],
            steps: [
                ...ISSUED.map((key) => mark(key)),
                judged(`([0-9]{8,10})${candidate(":AA[0-9A-Za-z_-]*")}`, secret("${1}${2}")),
                notAfter("[0-9A-Za-z]"),
                ...replaced(secret("${1}")),
            ],
        },
        {
            hints: [["bearer ", "basic ", "bearer%20", "basic%20", "bearer\\+", "basic\\+"]],
            steps: [
                {
                    find: `(?i)(\\b(?:bearer|basic)(?:${SPACE}|%20|\\+)+)((?:[0-9A-Za-z._~+/-]*[0-9][0-9A-Za-z._~+/-]{6,}|[0-9A-Za-z._~+/-]{6,}[0-9][0-9A-Za-z._~+/-]*)=*)`,
                    by: `\${1}${secret("${2}")}`,
                },
                {
                    find: `((?i:\\b(?:bearer|basic)(?:${SPACE}|%20|\\+)+))([0-9A-Za-z._~+/-]*[a-z][A-Z][0-9A-Za-z._~+/-]{4,}=*|[0-9A-Za-z._~+/-]{20,})`,
                    by: `\${1}${secret("${2}")}`,
                },
                {
                    find: `((?i:\\b(?:bearer|basic)(?:${SPACE}|%20|\\+)+))([0-9A-Za-z._~+/-]{6,}=+)([^0-9A-Za-z]|$)`,
                    by: `\${1}${secret("${2}")}\${3}`,
                },
            ],
        },
        {
            hints: [["://"], ["@"]],
            steps: [
                {
                    find: `(://)([^\\s"'/?#<>${Q}]*:[^\\s"'/?#<>${Q}]*|[^\\s"'/?#<>@${Q}]{8,})@`,
                    by: `\${1}${marks.found("credentials", "${2}")}@`,
                },
            ],
        },
        {
            hints: [
                ["="],
                [
                    "sig=",
                    "signature=",
                    "sign=",
                    "key=",
                    "code=",
                    "hmac=",
                    "auth=",
                    "sid=",
                    "ticket=",
                    "assertion=",
                    "saml",
                ],
            ],
            steps: [
                { find: `([?&;](?i:sig|signature|sign|hmac)=)([^\\s&"'#${Q}]+)`, by: `\${1}${secret("${2}")}` },
                {
                    find: `([?&;](?i:key|code|auth|sid|ticket|assertion|samlresponse|samlrequest|id_token_hint)=)([^\\s&"'#${Q}]{12,})`,
                    by: `\${1}${secret("${2}")}`,
                },
            ],
        },
        {
            hints: [
                [" is ", " was ", " set to ", " changed to ", "identified by ", "password '"],
                ["pass", "secret", "token", "key", "identified"],
            ],
            steps: [
                {
                    find: `(?i)(\\b(?:password|passphrase|passcode|api[ _-]?key|secret|token) (?:is|was|set to|changed to|reset to) ["'${Q}]?)(${letterAndDigit})`,
                    by: `\${1}${secret("${2}")}`,
                },
                { find: `(?i)(\\b(?:identified by|password) ')([^'"]+)(')`, by: `\${1}${secret("${2}")}\${3}` },
            ],
        },
        {
            hints: [["auth "]],
            steps: [{ find: `("AUTH )([^"]+)(")`, by: `\${1}${secret("${2}")}\${3}` }],
        },
        {
            hints: [["curl"]],
            steps: [
                {
                    find: `(curl [^"]*?(?:-u|--user) ?${Q}?'?)([A-Za-z][^\\s:"']*:[^\\s"'${Q}]+)`,
                    by: `\${1}${marks.found("credentials", "${2}")}`,
                },
            ],
        },
    ];
};
