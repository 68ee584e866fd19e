/** All that dashboards are built of. */

export { alertList, stateLine, timeline } from "./alert-panels";
export { bars } from "./bars";
export { figure, lineFigure } from "./figure";
export { serviceGraph } from "./graph";
export { heatmap } from "./heatmap";
export type { States } from "./meanings";
export { ofPage, ofRow, ofSeries, to, toLogs, toTraces, type Lead } from "./leads";
export { folded, page, section, type Section } from "./page";
export { atLeast, atMost, none, type Aim, type PanelSource } from "./panel";
export { table, type Column } from "./table";
export { logs, traces } from "./records";
export { highest } from "./queries";
export { text } from "./text";
export { lineTrend, trend } from "./trend";
export { choiceOf, valuesOf, type Variable } from "./variables";
