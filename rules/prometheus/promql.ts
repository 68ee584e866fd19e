/** Pieces of PromQL that many rules are made of. */

/** `sum by (labels) (rate(selector[5m]))` */
export const rate = (labels: readonly string[], selector: string, window = "5m"): string =>
    labels.length === 0
        ? `sum(rate(${selector}[${window}]))`
        : `sum by (${labels.join(", ")}) (rate(${selector}[${window}]))`;

/** A part that counts as zero where only the whole is there: its counter appears with the first event. */
export const orZero = (part: string, whole: string): string => `${part}\n  or\n${whole} * 0`;

/** A share that is nothing where the whole is zero or not there. Both sides must have the same labels. */
export const share = (part: string, whole: string): string => `${part}\n  /\n(${whole} > 0)`;

/** Length of the windows that rates are taken over. */
export const WINDOW_SECONDS = 300;

/** What fails counts as attempted, whether the counter of all attempts has it too or not. */
export const attempted = (all: string, failures: string): string => `${all} >= ${failures}\n  or\n${failures}`;

/** A quantile of a classic histogram; NaN, which is what no traffic gives, is left out by the comparison. */
export const quantile = (q: number, labels: readonly string[], histogram: string, matcher = ""): string =>
    `histogram_quantile(${q}, ${rate(["le", ...labels], `${histogram}_bucket${matcher}`)}) >= 0`;
