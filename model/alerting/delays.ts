import { seconds, type Duration } from "../../config/quantities";
import type { StackConfig } from "../../config/schema";

/** What the delay from a service that stops answering to its page is made of, besides the group's wait. */
export const SERVICE_DOWN = {
    /** How often Deployments and the applications are scraped, at the least. */
    scrapeInterval: "15s",
    /** After which a target that hangs has failed. */
    scrapeTimeout: "5s",
    evaluationInterval: "5s",
    for: "1m",
} as const satisfies Readonly<Record<string, Duration>>;

/** What the delay may be in all. */
export const SERVICE_DOWN_LIMIT: Duration = "100s";

const shorter = (one: Duration, other: Duration): Duration => (seconds(one) <= seconds(other) ? one : other);

/** Of a monitor's endpoint. */
export interface PromptScrape {
    readonly interval: Duration;
    readonly scrapeTimeout: Duration;
}

/** How Deployments and the applications are scraped: often, or as often as everything else when that is more. */
export const promptScrape = ({ prometheus }: StackConfig): PromptScrape => {
    const interval = shorter(prometheus.scrapeInterval, SERVICE_DOWN.scrapeInterval);
    return { interval, scrapeTimeout: shorter(interval, SERVICE_DOWN.scrapeTimeout) };
};
