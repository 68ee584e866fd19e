import { TIMING } from "../model/alerting/timing";
import { promptScrape, SERVICE_DOWN } from "../model/alerting/delays";
import { seconds, type Duration } from "../config/quantities";
import type { StackConfig } from "../config/schema";

/** A step on the way from a cause to its notification, at its longest. */
export interface Step {
    readonly step: string;
    readonly longest: Duration;
}

/** Prometheus' own, for targets that don't say otherwise. */
const SCRAPE_TIMEOUT: Duration = "10s";

/** From the moment that a service stops answering to its page, on both ways in which it is noticed. */
export function serviceDownDelays(config: StackConfig): { readonly [way: string]: readonly Step[] } {
    const { interval, scrapeTimeout } = promptScrape(config);
    const steps = (source: string, timeout: Duration): readonly Step[] => [
        { step: `until ${source} scraped next`, longest: interval },
        { step: "until the scrape has its answer, or has none in time", longest: timeout },
        { step: "until the rule is evaluated next", longest: SERVICE_DOWN.evaluationInterval },
        { step: "`for`", longest: SERVICE_DOWN.for },
        { step: "Alertmanager's `group_wait` of a critical alert", longest: TIMING.critical.group_wait },
    ];
    return {
        "no replica is available": steps("kube-state-metrics is", SCRAPE_TIMEOUT),
        "no target answers": steps("the service's pods are", scrapeTimeout),
    };
}

/** All steps together, in seconds. */
export const total = (steps: readonly Step[]): number => steps.reduce((sum, { longest }) => sum + seconds(longest), 0);
