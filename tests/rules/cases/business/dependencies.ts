import type { AlertProof, Fired, Firing, Series } from "../../harness/proofs";
import { flow, named, SEEN_BEFORE, then } from "../../harness/series";

const alert = (severity: string, team: string, labels: { readonly [label: string]: string } = {}): Fired["labels"] => ({
    severity,
    team,
    ...labels,
});

const PAYMENT = { namespace: "go-coffee", service: "payment-service" };
const paid = named("payment_transactions_total", { service: "payment-service", method: "card" });
const refused = named("payment_failures_total", { service: "payment-service", reason: "timeout" });
const declined = named("payment_failures_total", { service: "payment-service", reason: "declined" });
const paymentsFail = (description: string): Fired => ({
    labels: alert("critical", "payments", PAYMENT),
    summary: "Payments through payment-service fail",
    description,
});

const paymentFailures: AlertProof = {
    alert: "PaymentFailures",
    fires: [
        {
            given: "one payment in ten fails, for ten minutes",
            series: { [paid]: then([50, 50]), [refused]: then([5, 20], [0, 30]) },
            at: "150s",
            alerts: [paymentsFail("payment-service in go-coffee fails 10% of its payments.")],
            // None has failed for 90 s.
            until: "660s",
        },
        {
            given: "all fail, before any counts as a transaction",
            series: { [refused]: then([5, 20], [0, 30]) },
            at: "150s",
            alerts: [paymentsFail("payment-service in go-coffee fails 100% of its payments.")],
            until: "660s",
        },
        {
            given: "a kind of failure that is new",
            series: { ...SEEN_BEFORE, [paid]: "0+50x60", [refused]: "_x19 5+5x19 100x20" },
            // More than one in twenty after five of its samples, then two minutes.
            at: "840s",
            alerts: [paymentsFail("payment-service in go-coffee fails 10% of its payments.")],
            until: "1200s",
        },
    ],
    silent: [
        {
            given: "three declines of one customer, and hardly anybody else pays",
            series: { [paid]: "0+0.2x60", [declined]: "0x5 1x2 2x2 3x50" },
            for: "25m",
        },
        { given: "every card is declined: that is another alert's", series: flow({ [declined]: 5 }, 60), for: "25m" },
        {
            given: "a burst of five, and nothing since",
            series: { ...SEEN_BEFORE, [paid]: "0+0.2x60", [refused]: "_x19 5x40" },
            for: "25m",
        },
        { given: "one in twenty", series: flow({ [paid]: 100, [refused]: 5 }, 40), for: "20m" },
        {
            given: "two of two in five minutes",
            series: { [paid]: "0x5 1x4 2x30", [refused]: "0x5 1x4 2x30" },
            for: "20m",
        },
        { given: "a minute and a half", series: { [paid]: "0+50x60", [refused]: "0x20 10x1 20x1 20x37" }, for: "5m" },
        { given: "no payment", series: { [paid]: "70x40", [refused]: "30x40" }, for: "20m" },
        { given: "restarts", series: { [paid]: "0+50x9 0+50x9 0+50x19", [refused]: "900x9 0x30" }, for: "19m" },
    ],
};

const recordedDeclines = (share: string, perSecond: string): Series => ({
    [named("service:payment_declines:ratio_rate1h", { service: "payment-service" })]: share,
    [named("service:payment_declines:rate5m", { service: "payment-service" })]: perSecond,
});
const declinesRise = (given: string, share: string, value: string): Firing => ({
    given,
    series: recordedDeclines(share, "1x600"),
    // Known for an hour at least, then for a quarter of one.
    at: "8100s",
    alerts: [
        {
            labels: alert("warning", "payments", PAYMENT),
            summary: "Many payments through payment-service are declined",
            description: `${value} of the payments through payment-service in go-coffee were declined within an hour, more than 3 times the share of last week.`,
        },
    ],
    until: "9000s",
});

const paymentDeclinesHigh: AlertProof = {
    alert: "PaymentDeclinesHigh",
    fires: [
        declinesRise("six times as many as before", "0.05x239 0.3x59 0.05x100", "30%"),
        declinesRise("none was declined before", "0x239 0.06x59 0x100", "6%"),
    ],
    silent: [
        { given: "not three times as many", series: recordedDeclines("0.05x239 0.14x200", "1x600"), for: "3h" },
        { given: "nineteen in an hour", series: recordedDeclines("0x239 0.3x200", "0.0052x600"), for: "3h" },
        { given: "nothing is known of before", series: recordedDeclines("0.3x100", "1x100"), for: "50m" },
    ],
};

const sent = (chain: string, status: string): string =>
    named("web3_transaction_total", { service: "crypto-wallet", chain, status });

const web3Failures: AlertProof = {
    alert: "Web3Failures",
    fires: [
        {
            given: "one in five is reverted on one of two chains",
            series: {
                [sent("ethereum", "success")]: then([40, 20], [50, 40]),
                [sent("ethereum", "reverted")]: then([10, 20], [0, 40]),
                [sent("solana", "success")]: then([500, 60]),
            },
            at: "330s",
            alerts: [
                {
                    labels: alert("critical", "web3", {
                        namespace: "go-coffee",
                        service: "crypto-wallet",
                        chain: "ethereum",
                    }),
                    summary: "Transactions of crypto-wallet on ethereum fail",
                    description: "20% of the transactions of crypto-wallet on ethereum fail or are reverted.",
                },
            ],
            until: "750s",
        },
    ],
    silent: [
        {
            given: "one in ten",
            series: flow({ [sent("ethereum", "success")]: 90, [sent("ethereum", "failed")]: 10 }, 40),
            for: "20m",
        },
        { given: "nothing but successes", series: flow({ [sent("ethereum", "success")]: 90 }, 40), for: "20m" },
        { given: "two failures of two", series: { [sent("ethereum", "failed")]: "0x5 1x4 2x30" }, for: "20m" },
        { given: "no transaction", series: { [sent("ethereum", "failed")]: "70x40" }, for: "20m" },
    ],
};

const task = (what: "created" | "completed"): string =>
    named(`ai_agent_tasks_${what}_total`, { service: "ai-agents", agent: "barista" });

const inefficient = (share: string): readonly [Fired] => [
    {
        labels: alert("warning", "ai", { namespace: "go-coffee", service: "ai-agents", agent: "barista" }),
        summary: "Agent barista doesn't finish its tasks",
        description: `Agent barista of ai-agents completes ${share} of the tasks that it should have by now.`,
    },
];
/** Tasks that are created for two hours and a half, and completed so many intervals later. */
const late = (intervals: number): Series => ({
    [task("created")]: then([10, 300], [0, 100]),
    [task("completed")]: `0x${intervals} 10+10x299 3000x100`,
});

const aiEfficiencyLow: AlertProof = {
    alert: "AiEfficiencyLow",
    fires: [
        {
            given: "seven of ten tasks are completed, then all",
            series: { [task("created")]: then([10, 400]), [task("completed")]: then([7, 200], [10, 200]) },
            at: "3690s",
            alerts: inefficient("70%"),
            until: "6600s",
        },
        {
            given: "an agent that has never completed any",
            series: { [task("created")]: then([10, 400]), [task("completed")]: "_x200 0+30x200" },
            at: "2130s",
            alerts: inefficient("0%"),
            until: "6510s",
        },
    ],
    silent: [
        {
            given: "more than eight of ten",
            series: flow({ [task("created")]: 100, [task("completed")]: 81 }, 300),
            for: "2h",
        },
        { given: "tasks that take ten minutes, and are all completed", series: late(20), for: "3h" },
        { given: "tasks that take 25 minutes, and are all completed", series: late(50), for: "3h" },
        { given: "four tasks, none completed", series: { [task("created")]: "0x9 1x4 2x4 3x4 4x200" }, for: "110m" },
        { given: "no task", series: { [task("created")]: "50x200", [task("completed")]: "20x200" }, for: "90m" },
        { given: "no agent", series: {}, for: "10m" },
        {
            given: "a restart",
            series: { [task("created")]: "0+10x100 10+10x200", [task("completed")]: "0+10x100 10+10x200" },
            for: "2h",
        },
    ],
};

export const dependencyAlerts: readonly AlertProof[] = [
    paymentFailures,
    paymentDeclinesHigh,
    web3Failures,
    aiEfficiencyLow,
];
