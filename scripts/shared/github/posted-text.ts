import { valueAt, type PlainObject } from "../../../config/merge";

/** Texts that workflows post. */

/** GitHub takes 65,536 characters; the rest is for what a command puts around a text. */
const LONGEST = 64_500;

/** A hidden line by which a text is found again. */
export const markerOf = (what: string): string => `<!-- go-coffee-observability: ${what} -->`;

/** Whoever has the token of a workflow. */
const BOT = "github-actions[bot]";

/** Whether a comment or issue is one that a workflow has posted before: anyone may copy the marker. */
export const isOurs = (posted: PlainObject, marker: string): boolean =>
    valueAt(posted, ["user", "login"]) === BOT && String(posted.body).startsWith(marker);

export const shortened = (text: string, where: string): string =>
    text.length <= LONGEST
        ? text
        : `${text.slice(0, LONGEST).replace(/\n[^\n]*$/, "")}\n\n[...] The rest is in ${where}.`;

/** Breaks up what GitHub would act on, and is not seen. */
const BREAK = "\u200b";
const PLAIN_TAGS = "details|details open|summary|br|code|b|sub|sup";

/**
 * Text of somebody else, made harmless: it calls nobody, loads nothing from elsewhere and hides nothing. It may still say
 * anything.
 */
export const harmless = (text: string): string =>
    text
        .replace(/\p{Cf}|[^\P{Cc}\n\t]/gu, "")
        .replace(/(?<!\w)@(?=\w)/g, `@${BREAK}`)
        .replace(/!(?=\[)/g, `!${BREAK}`)
        .replace(new RegExp(`<(?!/?(?:${PLAIN_TAGS})>)(?=[a-z/!?])`, "gi"), `<${BREAK}`);

/** A block of text as it is, whatever backticks it has. */
export function fenced(text: string): string {
    const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length));
    const fence = "`".repeat(longest + 1);
    return `${fence}\n${text.trimEnd()}\n${fence}`;
}
