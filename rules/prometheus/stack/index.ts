/** Rules about the stack itself. */

export { certificateAlerts } from "./certificates";
export { collectorAlerts, collectorLevels } from "./collectors";
export { componentAlerts } from "./component-down";
export { elasticsearchAlerts } from "./elasticsearch";
export { jaegerAlerts } from "./jaeger";
export { remoteWriteAlerts } from "./remote-write";
export { scrapeAlerts } from "./scrapes";
export { thanosAlerts } from "./thanos";
export { fluentBitAlerts, lokiAlerts, prometheusAlerts } from "./stores";
