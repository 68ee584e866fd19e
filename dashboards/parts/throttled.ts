/** How often pods wait for CPU, for pages of services and of machines. */

const periods = (which: "" | "throttled_", containers: string): string =>
    `sum by (namespace, pod) (rate(container_cpu_cfs_${which}periods_total{${containers}}[$__rate_interval]))`;

/** Share of the periods in which a pod wanted more than its limit; pods without a limit have none. */
export const throttled = (containers: string): string =>
    `${periods("throttled_", containers)}
  /
(${periods("", containers)} > 0)`;
