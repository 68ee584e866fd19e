import type { StackConfig } from "../../config/schema";
import { TARGETS } from "../../config/defaults";
import { atLeast, atMost, type Aim } from "../lib";

/** Share of an error budget below which it is time to be careful. */
const CAREFUL = 0.25;

const rest = (share: number): number => Number((1 - share).toPrecision(6));

/** What figures are held against: targets, and from where on the alerts of this stack fire. */
export const aimsOf = ({ objectives, thresholds }: StackConfig) =>
    ({
        orders: atLeast(TARGETS.ordersPerMinute, thresholds.ordersPerMinute),
        revenue: atLeast(TARGETS.revenuePerMinute, thresholds.revenuePerMinute),
        orderValue: atLeast(TARGETS.averageOrderValue),
        satisfaction: atLeast(TARGETS.satisfaction, thresholds.satisfaction),
        payments: atLeast(objectives.payment, rest(thresholds.paymentFailures)),
        web3: atLeast(objectives.web3, rest(thresholds.web3Failures)),
        ai: atLeast(objectives.ai, thresholds.aiEfficiency),
        availability: atLeast(objectives.availability, rest(thresholds.errorShare)),
        errors: atMost(TARGETS.errorShare, thresholds.errorShare),
        databaseErrors: atMost(thresholds.databaseErrorsPerMinute),
        budget: atLeast(CAREFUL, 0),
    }) as const satisfies { readonly [figure: string]: Aim };
