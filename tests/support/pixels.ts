/** Where panels are on a screen of 1440 x 900, with Grafana's own bars above them. */

/** Pixels of the bars, the links and the variables. */
const ABOVE = 145;
/** Of a unit of the grid: 30 and a gap of 8. */
const UNIT = 38;

interface Place {
    readonly y: number;
    readonly h: number;
}

export const topOf = ({ y }: Pick<Place, "y">): number => ABOVE + UNIT * y;
export const bottomOf = ({ y, h }: Place): number => ABOVE + UNIT * (y + h);
