/** Business targets: dashboards show them, alerts will read them from here too. */
export const TARGETS = {
    ordersPerMinute: 10,
    revenuePerMinute: 100,
    averageOrderValue: 8,
    satisfaction: 4,
    aiEfficiency: 0.9,
} as const;
