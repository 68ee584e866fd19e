/** The dashboard of the Web3 team. */

import { FAILED } from "../model/telemetry/failures";
import type { StackConfig } from "../config/schema";
import {
    figure,
    folded,
    logs,
    ofSeries,
    page,
    section,
    table,
    to,
    toTraces,
    trend,
    valuesOf,
    type Section,
} from "./lib";
import { status } from "./parts/alerts";
import { namesOf } from "./parts/health";
import { tracesOf } from "./parts/logs-and-traces";
import { aimsOf } from "./parts/aims";
import { defiProfit, web3Success } from "./parts/web3-figures";

const CHAIN = 'chain=~"$chain"';
/** Spans in which a service waits for a chain to confirm, by a part of their name. */
const CONFIRMATION = 'span_name=~"(?i).*confirm.*"';
const toWallet = [to("service", { service: "crypto-wallet" }, "Crypto wallet")];
const toTrading = [to("service", { service: "defi-service" }, "DeFi service")];
const failed = (config: StackConfig) => [
    ...toTraces(config, { service: "crypto-wallet", tags: "error=true" }, "Failed traces"),
    ...toWallet,
];

/** Transactions on chains and trading, for the Web3 team. */
export const web3 = (config: StackConfig) => {
    const services = namesOf(config, ({ team }) => team === "web3");
    return page(config, {
        name: "web3",
        description:
            "Do transactions on chains succeed, what do they cost, what does trading earn, what fails and why?",
        status: [status('team="web3"')],
        variables: [
            valuesOf("chain", "service_chain:web3_transactions:rate5m", {
                name: "chain",
                label: "Chain",
                description: "Chains of which transactions are shown.",
                all: true,
            }),
        ],
        sections: [
            transactions(config),
            trading(),
            section(
                "Failures",
                table({
                    title: "Failures by chain",
                    height: 9,
                    description: "Transactions that failed or were reverted in the last hour, by chain.",
                    rows: { chain: "Chain", status: "Status" },
                    columns: [
                        {
                            name: "Transactions",
                            query: `sum by (chain, status) (increase(web3_transaction_total{${CHAIN}, status=~"failed|reverted"}[1h])) > 0`,
                            unit: "number",
                            decimals: 0,
                        },
                    ],
                    sort: "Transactions",
                    whenNone: "No transaction failed",
                    leads: failed(config),
                }),
                ...services.flatMap((service) => tracesOf(config, { service }).slice(0, 1)),
                logs({
                    title: "Errors in logs",
                    description: "Lines of the Web3 team's services that tell of a failure, newest first.",
                    query: `{service_name=~"${services.join("|")}"} ${FAILED}`,
                    whenNone: "No line tells of a failure",
                }),
            ),
            folded(gas(services)),
        ],
    });
};

const transactions = (config: StackConfig): Section => {
    const aims = aimsOf(config);
    return section(
        "Transactions",
        web3Success({ title: "Success", aim: aims.web3, leads: toWallet }),
        figure({
            title: "Transactions per minute",
            history: true,
            unknown: "No transactions yet",
            description: "Transactions in a minute, over the last five.",
            query: `sum(service_chain:web3_transactions:rate5m{${CHAIN}}) * 60`,
            unit: "number",
            leads: toWallet,
        }),
        defiProfit(toTrading),
        figure({
            title: "DeFi volume per minute",
            history: true,
            unknown: "No trades yet",
            description: "US dollars traded in a minute, over the last five; beside it the same time a week ago.",
            query: "business:defi_volume_usd_per_minute:rate5m",
            unit: "dollars",
            decimals: 2,
            lastWeek: true,
            leads: toTrading,
        }),
        trend({
            title: "Success by chain",
            description:
                "Share of each chain's transactions that succeed, against the target and the alert's threshold.",
            query: `chain:web3_success:ratio_rate5m{${CHAIN}}`,
            legend: "{{chain}}",
            unit: "share",
            aim: aims.web3,
            max: 1,
            leads: failed(config),
        }),
        trend({
            title: "Transactions by chain and status",
            description: "Transactions in a minute, by chain and by how they ended.",
            query: `sum by (chain, status) (rate(web3_transaction_total{${CHAIN}}[$__rate_interval])) * 60`,
            legend: "{{chain}} {{status}}",
            meant: true,
            unit: "perMinute",
            stacked: true,
            leads: failed(config),
        }),
    );
};

const gas = (services: readonly string[]): Section =>
    section(
        "Gas and confirmation",
        trend({
            title: "Gas used",
            description: "Gas that transactions use in a minute, by chain.",
            query: `sum by (chain) (rate(web3_gas_used_total{${CHAIN}}[$__rate_interval])) * 60`,
            legend: "{{chain}}",
            unit: "number",
            leads: toWallet,
        }),
        trend({
            title: "Gas price",
            description: "Price of gas in gwei, by chain, as the services last saw it.",
            query: `avg by (chain) (web3_gas_price_gwei{${CHAIN}})`,
            legend: "{{chain}}",
            unit: "number",
            leads: toWallet,
        }),
        trend({
            title: "Gas per transaction",
            description: "Gas that a transaction uses on average over five minutes, by chain.",
            query: `sum by (chain) (rate(web3_gas_used_total{${CHAIN}}[5m]))
  /
(sum by (chain) (service_chain:web3_transactions:rate5m{${CHAIN}}) > 0)`,
            legend: "{{chain}}",
            unit: "number",
            leads: toWallet,
        }),
        trend({
            title: "Time until confirmed",
            description: "What 5 % of confirmations take or exceed, from spans that name one, by service.",
            query: `histogram_quantile(0.95, sum by (le, service_name) (
  rate(traces_span_metrics_duration_milliseconds_bucket{service_name=~"${services.join("|")}", ${CONFIRMATION}}[$__rate_interval])
)) >= 0`,
            legend: "{{service_name}}",
            unit: "milliseconds",
            exemplars: true,
            leads: [to("service", { service: ofSeries("service_name") })],
        }),
    );

const trading = (): Section =>
    section(
        "Trading",
        trend({
            title: "Profit by strategy",
            description: "US dollars that each strategy earns in a minute.",
            query: "strategy:defi_profit_usd_per_minute:rate5m",
            legend: "{{strategy}}",
            unit: "dollars",
            leads: toTrading,
        }),
        trend({
            title: "Volume by strategy",
            description: "US dollars that each strategy trades in a minute.",
            query: "strategy:defi_volume_usd_per_minute:rate5m",
            legend: "{{strategy}}",
            unit: "dollars",
            stacked: true,
            leads: toTrading,
        }),
    );
