/** What colours mean, on every page. */

import { MappingType, SpecialValueMatch, type ValueMapping } from "@grafana/grafana-foundation-sdk/dashboard";

/** Of what isn't known: neither good nor bad. */
export const UNKNOWN = "#8e8e8e";

/** What no value means, in the colour of what isn't known; without words, the panel's or the column's own are shown. */
export const unknown = (text?: string): ValueMapping => ({
    type: MappingType.SpecialValue,
    options: {
        match: SpecialValueMatch.NullAndNan,
        result: { ...(text === undefined ? {} : { text }), color: UNKNOWN },
    },
});

export interface State {
    readonly text: string;
    /** That of the thresholds when unset. */
    readonly color?: string;
}

export interface States {
    readonly [value: string]: State;
}

/** Words for values. */
export const said = (states: States): ValueMapping => ({
    type: MappingType.ValueToText,
    options: Object.fromEntries(Object.entries(states).map(([value, state], index) => [value, { ...state, index }])),
});

/** Series that are called after how something ended: what failed is red, what may fail orange, whoever draws them. */
export const MEANINGS: readonly (readonly [pattern: string, color: string])[] = [
    ["/(^| )(5\\d\\d|error|fatal|critical|failed|dropped)$/", "red"],
    ["/(^| )(4\\d\\d|warn|warning|reverted|retried)$/", "orange"],
    ["/(^| )(2\\d\\d|success)$/", "green"],
    ["/(^| )(1\\d\\d|3\\d\\d|info)$/", "blue"],
    ["/(^| )(debug|trace|unknown)$/", UNKNOWN],
    ["/^(usual|limit|target)$/", UNKNOWN],
];
