import { UNKNOWN } from "../../../dashboards/lib/meanings";
import { colorOf } from "./grafana-data";
import type { Seen } from "./look";

/** What no panel may show. */

export const NEUTRAL: readonly string[] = [UNKNOWN, colorOf("text")].map((color) => color.toLowerCase());
export const BAD: readonly string[] = ["red", "orange"].map((color) => colorOf(color).toLowerCase());

/** Seconds, as nobody reads them: 604800, 1781092800. */
const RAW_SECONDS = /\d{5,}(\.\d+)? ?s\b/;

const wrongWith = ({ name, text, color, missing, links, unit = "" }: Seen): readonly string[] => [
    ...([name, text].some((words) => words.includes("__name__")) ? ["shows __name__"] : []),
    ...([name, text].some((words) => RAW_SECONDS.test(words)) || (unit === "s" && /\d{5,}/.test(text))
        ? ["shows raw seconds"]
        : []),
    ...(missing && color !== undefined && !NEUTRAL.includes(color) ? ["paints what it doesn't know"] : []),
    ...links.filter((link) => link.includes("${")).map((link) => `leads to ${link}`),
];

/** What is wrong with what is seen of a panel. */
export const faultsOf = (seen: readonly Seen[]): readonly string[] =>
    seen.flatMap((one) => wrongWith(one).map((wrong) => `${one.name} "${one.text}" ${wrong}`));
