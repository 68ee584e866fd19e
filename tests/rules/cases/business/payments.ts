import type { RecordingProof } from "../../harness/proofs";
import { counted, named } from "../../harness/series";

const paid = (method: string): string => named("payment_transactions_total", { service: "payment-service", method });
const refused = (reason: string): string => named("payment_failures_total", { service: "payment-service", reason });
const PAYMENT = '{namespace="go-coffee", service="payment-service"}';
/** 10 payments in 30 s, of which 1 fails. */
const PAYMENTS = {
    given: "1 of 10 payments fails",
    steps: { [paid("card")]: 6, [paid("crypto")]: 3.9, [paid("cash")]: 0.1, [refused("timeout")]: 1 },
};
const FINE = { given: "no payment has ever failed", steps: { [paid("card")]: 3 } };
const BROKEN = { given: "payments fail before they count as transactions", steps: { [refused("timeout")]: 3 } };
const SUCCESSES = {
    given: "only successes count as transactions",
    steps: { [paid("card")]: 1, [refused("timeout")]: 3 },
};

export const payments: readonly RecordingProof[] = [
    counted({
        record: "service:payment_failures:rate5m",
        ...PAYMENTS,
        values: { [PAYMENT]: 1 / 30 },
        zero: { [PAYMENT]: 0 },
        more: [{ ...FINE, values: { [PAYMENT]: 0 } }],
    }),
    counted({
        record: "service:payment_declines:rate5m",
        given: "cards that are declined are the customer's, an error of the bank's isn't",
        steps: {
            [paid("card")]: 9,
            [refused("declined")]: 2,
            [refused("expired_card")]: 1,
            [refused("bank_error")]: 3,
        },
        values: { [PAYMENT]: 0.1 },
        zero: { [PAYMENT]: 0 },
        more: [{ ...BROKEN, values: { [PAYMENT]: 0 } }],
    }),
    counted({
        record: "service:payment_failures:rate90s",
        given: "a timeout, and a declined card",
        steps: { [refused("timeout")]: 3, [refused("declined")]: 3 },
        values: { [PAYMENT]: 0.1 },
        zero: { [PAYMENT]: 0 },
    }),
    counted({
        record: "service:payment_declines:ratio_rate1h",
        given: "3 of 12 are declined",
        steps: { [paid("card")]: 12, [refused("declined")]: 3 },
        at: "2h",
        values: { [PAYMENT]: 0.25 },
    }),
    counted({
        record: "service:payment_attempts:rate5m",
        ...PAYMENTS,
        values: { [PAYMENT]: 1 / 3 },
        zero: { [PAYMENT]: 0 },
        more: [
            { ...BROKEN, values: { [PAYMENT]: 0.1 } },
            { ...SUCCESSES, values: { [PAYMENT]: 0.1 } },
            {
                given: "only successes count, and more are declined than succeed",
                steps: { [paid("card")]: 1, [refused("declined")]: 3 },
                values: { [PAYMENT]: 0.1 },
            },
        ],
    }),
    counted({
        record: "service:payment_failures:ratio_rate5m",
        ...PAYMENTS,
        values: { [PAYMENT]: 0.1 },
        more: [
            { ...FINE, values: { [PAYMENT]: 0 } },
            { ...BROKEN, values: { [PAYMENT]: 1 } },
        ],
    }),
    counted({
        record: "business:payment_success:ratio_rate5m",
        ...PAYMENTS,
        values: { "{}": 0.9 },
        more: [
            { ...FINE, values: { "{}": 1 } },
            { ...BROKEN, values: { "{}": 0 } },
        ],
    }),
];
