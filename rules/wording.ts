/** How figures are written in the texts of alerts. */

/** A share: 0.005 is "0.5 %". */
export const percent = (share: number): string => `${Number((share * 100).toPrecision(6))} %`;
