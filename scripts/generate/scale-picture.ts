/** docs/scale.svg: what was measured, and the formulas through it. */

import { ruleCores, seriesBytes } from "../../model/scale/load";
import { RULE_CORES, SERIES_BYTES, type Point } from "../../model/scale/measured";

const [WIDTH, HEIGHT, MARGIN] = [360, 260, 56] as const;

interface Chart {
    readonly title: string;
    readonly across: string;
    readonly up: string;
    readonly points: readonly Point[];
    readonly formula: (at: number) => number;
    readonly from: Point;
    readonly to: Point;
    readonly scale: (value: number) => string;
}

const CHARTS: readonly Chart[] = [
    {
        title: "Cores of one Prometheus for all rules",
        across: "services",
        up: "cores",
        points: RULE_CORES,
        formula: ruleCores,
        from: { at: 10, took: 0.001 },
        to: { at: 1000, took: 1 },
        scale: String,
    },
    {
        title: "Memory of a Prometheus that has just begun",
        across: "series",
        up: "MB",
        points: SERIES_BYTES.map(({ at, took }) => ({ at, took: took / 1e6 })),
        formula: (series) => seriesBytes(series) / 1e6,
        from: { at: 10_000, took: 100 },
        to: { at: 1_000_000, took: 10_000 },
        scale: (value) => value.toLocaleString("en"),
    },
];

/** Powers of ten from one to another. */
const decades = (from: number, to: number): readonly number[] =>
    Array.from({ length: Math.round(Math.log10(to / from)) + 1 }, (_, index) =>
        Number((from * 10 ** index).toPrecision(1)),
    );

const round = (value: number): number => Number(value.toFixed(1));

function drawn({ title, across, up, points, formula, from, to, scale }: Chart, left: number): string {
    const span = (value: number, low: number, high: number): number => Math.log10(value / low) / Math.log10(high / low);
    const x = (at: number): number => round(left + MARGIN + span(at, from.at, to.at) * (WIDTH - MARGIN - 36));
    const y = (took: number): number =>
        round(HEIGHT - MARGIN + 10 - span(took, from.took, to.took) * (HEIGHT - MARGIN - 40));
    const steps = Array.from({ length: 25 }, (_, index) => from.at * (to.at / from.at) ** (index / 24));
    return [
        `<text x="${left + MARGIN}" y="20" font-weight="bold">${title}</text>`,
        ...decades(from.at, to.at).map(
            (at) =>
                `<path d="M${x(at)} ${y(from.took)}V${y(to.took)}" class="grid"/><text x="${x(at)}" y="${y(from.took) + 16}" text-anchor="middle">${at.toLocaleString("en")}</text>`,
        ),
        ...decades(from.took, to.took).map(
            (took) =>
                `<path d="M${x(from.at)} ${y(took)}H${x(to.at)}" class="grid"/><text x="${x(from.at) - 6}" y="${y(took) + 4}" text-anchor="end">${scale(took)}</text>`,
        ),
        `<text x="${x(to.at)}" y="${HEIGHT - 12}" text-anchor="end">${across}</text>`,
        `<text x="${left + 6}" y="36">${up}</text>`,
        `<polyline class="formula" points="${steps.map((at) => `${x(at)},${y(formula(at))}`).join(" ")}"/>`,
        ...points.map(({ at, took }) => `<circle cx="${x(at)}" cy="${y(took)}" r="4"/>`),
    ].join("\n");
}

/** Lines are the formulas, dots what was measured. */
export const scalePicture = (): string =>
    [
        `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH * CHARTS.length} ${HEIGHT}" font-family="sans-serif" font-size="11">`,
        "<style>.grid{stroke:#ccc;fill:none}.formula{stroke:#3274d9;fill:none;stroke-width:2}circle{fill:#e02f44}</style>",
        `<rect width="100%" height="100%" fill="#fff"/>`,
        ...CHARTS.map((chart, index) => drawn(chart, index * WIDTH)),
        "</svg>",
        "",
    ].join("\n");
