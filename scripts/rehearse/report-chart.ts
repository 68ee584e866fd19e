/** When what happened, as a chart: a bar of each alert from pending to resolved, a mark of each message. */
import { init, type CustomSeriesRenderItem } from "echarts";
import type { Rehearsed } from "./rehearsal";

export type Theme = "light" | "dark";
const COLOURS = {
    light: { text: "#2b2b2b", line: "#d4d4d4", pending: "#e0a100", firing: "#c4162a", told: "#1f60c4" },
    dark: { text: "#d8d9da", line: "#44464d", pending: "#f2cc0c", firing: "#f2495c", told: "#6e9fff" },
} as const;

const ROW = 26;
const WIDTH = 900;

interface Bar {
    readonly row: string;
    readonly from: number;
    readonly to: number;
}

/** Rectangles from one time to another, in the row of an alert. */
const bars = (rows: readonly string[], name: string, colour: string, found: readonly Bar[]) => ({
    type: "custom" as const,
    name,
    color: colour,
    encode: { x: [1, 2], y: 0 },
    data: found.map(({ row, from, to }) => [rows.indexOf(row), from, to]),
    renderItem: ((_, api) => {
        const [begin = 0, y = 0] = api.coord([api.value(1), api.value(0)]);
        const [end = 0] = api.coord([api.value(2), api.value(0)]);
        const shape = { x: begin, y: y - 7, width: Math.max(2, end - begin), height: 14, r: 2 };
        return { type: "rect", shape, style: { fill: colour } };
    }) satisfies CustomSeriesRenderItem,
});

/** SVG, without scripts. */
export function chartOf({ alerts, told }: Rehearsed, theme: Theme): string {
    const colours = COLOURS[theme];
    const end = Math.ceil(
        Math.max(
            60,
            ...told.map(({ after }) => after),
            ...alerts.map(({ firing, pending }) => firing ?? pending ?? 0),
        ) + 15,
    );
    const rowOf = ({ name, of }: Rehearsed["alerts"][number]): string => `${name} ${of}`.trim();
    const rows = [...new Set(alerts.map(rowOf)), "told"].reverse();
    const chart = init(null, null, { renderer: "svg", ssr: true, width: WIDTH, height: ROW * rows.length + 90 });
    chart.setOption({
        animation: false,
        backgroundColor: "transparent",
        textStyle: { color: colours.text },
        legend: { data: ["pending", "firing", "message"], textStyle: { color: colours.text }, top: 0 },
        grid: { left: 10, right: 20, top: 34, bottom: 34, containLabel: true },
        xAxis: {
            type: "value",
            min: 0,
            max: end,
            name: "seconds since the cause",
            nameLocation: "middle",
            nameGap: 24,
            axisLabel: { color: colours.text },
            splitLine: { lineStyle: { color: colours.line } },
        },
        yAxis: { type: "category", data: rows, axisLabel: { color: colours.text }, axisTick: { show: false } },
        series: [
            bars(
                rows,
                "pending",
                colours.pending,
                alerts.flatMap((alert) =>
                    alert.pending === undefined
                        ? []
                        : [{ row: rowOf(alert), from: alert.pending, to: alert.firing ?? alert.resolved ?? end }],
                ),
            ),
            bars(
                rows,
                "firing",
                colours.firing,
                alerts.flatMap((alert) =>
                    alert.firing === undefined
                        ? []
                        : [{ row: rowOf(alert), from: alert.firing, to: alert.resolved ?? end }],
                ),
            ),
            {
                type: "scatter",
                name: "message",
                color: colours.told,
                symbol: "diamond",
                symbolSize: 12,
                data: told.map(({ after }) => [after, rows.indexOf("told")]),
            },
        ],
    });
    const svg = chart.renderToSVGString();
    chart.dispose();
    return svg;
}
