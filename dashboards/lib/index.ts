/** All that dashboards are built of. */

export { alertList, timeline } from "./alert-panels";
export { figure, lineFigure } from "./figure";
export { serviceGraph } from "./graph";
export { heatmap } from "./heatmap";
export { ofPage, ofRow, ofSeries, to, toLogs, toTraces, type Lead } from "./leads";
export { page, section, type Section } from "./page";
export { atLeast, atMost, type Aim, type PanelSource } from "./panel";
export { table, type Column } from "./table";
export { logs, traces } from "./records";
export { text } from "./text";
export { lineTrend, trend } from "./trend";
export { choiceOf, valuesOf, type Variable } from "./variables";
