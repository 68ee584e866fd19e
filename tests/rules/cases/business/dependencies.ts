import type { AlertProof, Fired } from "../../harness/proofs";
import { flow, named, then } from "../../harness/series";

const alert = (severity: string, team: string, labels: { readonly [label: string]: string } = {}): Fired["labels"] => ({
    severity,
    team,
    ...labels,
});

const PAYMENT = { namespace: "go-coffee", service: "payment-service" };
const paid = named("payment_transactions_total", { service: "payment-service", method: "card" });
const refused = named("payment_failures_total", { service: "payment-service", reason: "declined" });
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
            // 4 of 9 steps in the window, 5 % of all payments are 4.5.
            until: "750s",
        },
        {
            given: "all fail, before any counts as a transaction",
            series: { [refused]: then([5, 20], [0, 30]) },
            at: "150s",
            alerts: [paymentsFail("payment-service in go-coffee fails 100% of its payments.")],
            until: "870s",
        },
    ],
    silent: [
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

const aiEfficiencyLow: AlertProof = {
    alert: "AiEfficiencyLow",
    fires: [
        {
            given: "seven of ten tasks are completed",
            series: { [task("created")]: then([10, 60]), [task("completed")]: then([7, 20], [10, 40]) },
            at: "330s",
            alerts: [
                {
                    labels: alert("warning", "ai", {
                        namespace: "go-coffee",
                        service: "ai-agents",
                        agent: "barista",
                    }),
                    summary: "Agent barista doesn't finish its tasks",
                    description: "Agent barista of ai-agents completes 70% of its tasks.",
                },
            ],
            // 19 steps of 7 and 10 of 10 in the window: 233 of 290.
            until: "900s",
        },
        {
            given: "an agent that has never completed any",
            series: { [task("created")]: then([10, 60]), [task("completed")]: "_x30 0+30x30" },
            at: "330s",
            alerts: [
                {
                    labels: alert("warning", "ai", {
                        namespace: "go-coffee",
                        service: "ai-agents",
                        agent: "barista",
                    }),
                    summary: "Agent barista doesn't finish its tasks",
                    description: "Agent barista of ai-agents completes 0% of its tasks.",
                },
            ],
            // It catches up from 15 m on, three times as fast: 8 steps of 30 are 80 % of 29 steps of 10.
            until: "1140s",
        },
    ],
    silent: [
        {
            given: "more than eight of ten",
            series: flow({ [task("created")]: 100, [task("completed")]: 81 }, 60),
            for: "30m",
        },
        { given: "four tasks, none completed", series: { [task("created")]: "0x9 1x4 2x4 3x4 4x30" }, for: "25m" },
        { given: "no task", series: { [task("created")]: "50x60", [task("completed")]: "20x60" }, for: "30m" },
        { given: "no agent", series: {}, for: "10m" },
        {
            given: "a restart",
            series: { [task("created")]: "0+10x20 10+10x30", [task("completed")]: "0+10x20 10+10x30" },
            for: "25m",
        },
    ],
};

export const dependencyAlerts: readonly AlertProof[] = [paymentFailures, web3Failures, aiEfficiencyLow];
