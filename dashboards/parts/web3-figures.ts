/** Figures of chains and trading that more than one page shows. */

import { figure, type Aim, type Lead } from "../lib";

interface Success {
    readonly title: string;
    readonly aim: Aim;
    readonly leads: readonly Lead[];
}

export const web3Success = (own: Success) =>
    figure({
        ...own,
        history: true,
        unknown: "No transactions yet",
        description:
            "Share of transactions on all chains that succeed, over five minutes; beside it the same time a week ago.",
        query: "business:web3_success:ratio_rate5m",
        unit: "share",
        lastWeek: true,
    });

export const defiProfit = (leads: readonly Lead[]) =>
    figure({
        title: "DeFi profit per minute",
        history: true,
        unknown: "No trades yet",
        description:
            "US dollars that trading earns in a minute, over the last five; beside it the same time a week ago.",
        query: "business:defi_profit_usd_per_minute:rate5m",
        unit: "dollars",
        decimals: 2,
        lastWeek: true,
        leads,
    });
