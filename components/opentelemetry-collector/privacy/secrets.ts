/** Secrets by what they look like. */

import { candidate, judged } from "./candidates";
import { ISSUED } from "./issued-keys";
import { at, re, type Marks } from "./marks";
import type { Rule } from "./rules";
import { SPACE } from "./text";
import { patternOfWords } from "./words";

const Q = re.quote;
const NO_QUOTE = `\\s"'<>${Q}`;

const TOKEN = "[0-9A-Za-z][0-9A-Za-z_.~-]{11,}";
/** All prefixes of one length of rest in one pattern, at the start of a token or of a part of it. */
const issued = ISSUED.map(
    ({ atLeast, prefixes }) =>
        `${re.candidate}((?:[^${re.candidateEnd}]*[_.-])?)((?:${patternOfWords(prefixes)})[0-9A-Za-z_.~-]{${atLeast},})${re.candidateEnd}([0-9A-Za-z+/=_-]*)`,
);

/** Addresses whose last part is a key. */
const KEY_IN_PATH =
    "hooks\\.slack\\.com/(?:services|workflows|triggers)/|/api/webhooks/[0-9]+/|webhook\\.office\\.com/webhookb2/|" +
    "infura\\.io/(?:ws/)?v3/|alchemy\\.com/(?:nft/)?v[0-9]/|alchemyapi\\.io/v[0-9]/|quiknode\\.pro/|rpc\\.ankr\\.com/[a-z_]+/|" +
    "blastapi\\.io/|chainstack\\.com/|getblock\\.io/|nodereal\\.io/v[0-9]/|llamarpc\\.com/|tenderly\\.co/|chain\\.link/v[0-9]/|" +
    "drpc\\.org/ogrpc\\?network=[a-z-]+&dkey=|moralis-nodes\\.com/[a-z]+/";
const PATH_HINTS = (
    "hooks.slack.com/ /api/webhooks/ webhook.office.com/ infura.io/ alchemy.com/ alchemyapi.io/ quiknode.pro/ rpc.ankr.com/ " +
    "blastapi.io/ chainstack.com/ getblock.io/ nodereal.io/ llamarpc.com/ tenderly.co/ chain.link/ drpc.org/ moralis-nodes.com/"
)
    .split(" ")
    .map((hint) => hint.replaceAll(".", "\\."));

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

/** A password in an address, slashes and all, but no port: digits alone before a path. */
const PASSWORD = `(?:[^0-9@${NO_QUOTE}][^@${NO_QUOTE}]*|[0-9]+(?:[^0-9/?#@${NO_QUOTE}][^@${NO_QUOTE}]*)?)?(?:@[^/?#&=@${NO_QUOTE}]*)*`;

export const secretValues = (marks: Marks): readonly Rule[] => {
    const secret = (group: string): string => marks.found("secret", group);
    const credentials = (group: string): string => marks.found("credentials", group);
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
            // The same in base64, as Kubernetes' Secrets have it, and the key alone; certificates are public.
            hints: [["ls0tls1crudjtib", "iba[0-9a-z+/]{38}"]],
            steps: [
                {
                    find: "LS0tLS1CRUdJTiB(?:QUklW|S|FQy|FTk|PUE|E[^R])[0-9A-Za-z+/=]{8,}",
                    by: marks.found("private key", "${0}"),
                },
                { find: "MII[0-9A-Za-z+/]{1,3}IBA[0-9A-Za-z+/=]{40,}", by: marks.found("private key", "${0}") },
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
            hints: [[":aa[0-9a-z_-]{24}", "1//0"]],
            steps: [
                { find: "[0-9]{6,16}:AA[0-9A-Za-z_-]{24,}", by: secret("${0}") },
                { find: "1//0[0-9A-Za-z_-]{16,}", by: secret("${0}") },
            ],
        },
        {
            hints: [["[0-9a-z_.~-]{12}"]],
            steps: [
                // An escape of a URL is no part of it.
                { find: `(%[0-9A-Fa-f]{2})?(${TOKEN})`, by: `\${1}${at.candidate}\${2}${at.candidateEnd}` },
                ...issued.map((find) => judged(find, `\${1}${secret("${2}${3}")}`)),
                judged(candidate(), "${1}"),
            ],
        },
        {
            hints: [PATH_HINTS],
            steps: [{ find: `((?:${KEY_IN_PATH}))([0-9A-Za-z_/@-]*[0-9A-Za-z_-]{16,})`, by: `\${1}${secret("${2}")}` }],
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
                { find: `(://)([^/?#:@${NO_QUOTE}]*:${PASSWORD})@`, by: `\${1}${credentials("${2}")}@` },
                { find: `(://)([^/?#:@${NO_QUOTE}]{8,})@`, by: `\${1}${credentials("${2}")}@` },
            ],
        },
        {
            // Data sources without a scheme: Go's MySQL, and Oracle.
            hints: [["@tcp", "@udp", "@unix", "oracle:", "sqlplus", "@[a-z0-9._-]+:[0-9]{2,5}[/:]", "@//"]],
            steps: [
                {
                    find: `([0-9A-Za-z_.-]+:[^${NO_QUOTE}]+)@((?:tcp|udp|unix)[46]?\\()`,
                    by: `${credentials("${1}")}@\${2}`,
                },
                {
                    find: `(oracle:[a-z0-9]+:|\\b)([0-9A-Za-z_$]+/[^/@:${NO_QUOTE}]+)@((?://)?[0-9A-Za-z._-]+:[0-9]{2,5}[/:][0-9A-Za-z_.]+)`,
                    by: `\${1}${credentials("${2}")}@\${3}`,
                },
                {
                    find: `(sqlplus (?:-[a-zA-Z]+ )*)([0-9A-Za-z_$]+/[^/@${NO_QUOTE}]+)`,
                    by: `\${1}${credentials("${2}")}`,
                },
                { find: `(oracle:[a-z0-9]+:)([0-9A-Za-z_$]+/[^@${NO_QUOTE}]+)@`, by: `\${1}${credentials("${2}")}@` },
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
            hints: [["curl", "mysql", "maria", "sshpass", "redis-cli", "mongo", "docker login"]],
            steps: [
                {
                    find: `(curl [^"]*?(?:-u|--user) ?${Q}?'?)([A-Za-z][^\\s:"']*:[^\\s"'${Q}]+)`,
                    by: `\${1}${credentials("${2}")}`,
                },
                {
                    find: `((?:mysql|maria)[a-z_-]*(?: [^"]*?)? -p${Q}?'?)([^\\s"'${Q}-][^\\s"'${Q}]*)`,
                    by: `\${1}${secret("${2}")}`,
                },
                {
                    find: `((?:sshpass|mongo[a-z]*|docker login)(?: [^"]*?)? -p ${Q}?'?|redis-cli(?: [^"]*?)? -a ${Q}?'?)([^\\s"'${Q}0-9-][^\\s"'${Q}]*|[0-9]+[^0-9\\s"'${Q}][^\\s"'${Q}]*)`,
                    by: `\${1}${secret("${2}")}`,
                },
            ],
        },
    ];
};
