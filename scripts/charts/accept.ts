import type { ChartLock, LockedChart, LockedImage } from "../../model/charts/folder-lock";

/** What a pulled chart is to the lock that was there. */
export type Change = "new" | "as locked" | "accepted";

export interface PulledChart extends LockedChart {
    readonly change: Change;
}

/** A chart that has been released again, under the same version and with other content. */
export interface Replaced {
    readonly name: string;
    readonly version: string;
    readonly locked: string;
    readonly pulled: string;
}

export type Accepted =
    | { readonly ok: true; readonly charts: readonly PulledChart[] }
    | { readonly ok: false; readonly replaced: readonly Replaced[] };

/**
 * Holds pulled charts against the lock that was there: a version has one digest for good, unless the user accepts another.
 *
 * @param lock undefined for a folder that has none yet.
 * @param accepted names of charts whose new digest is taken.
 */
export function accept(
    pulled: readonly LockedChart[],
    lock: ChartLock | undefined,
    accepted: readonly string[] = [],
): Accepted {
    const lockedOf = ({ name, version }: LockedChart): string | undefined =>
        lock?.charts.find((chart) => chart.name === name && chart.version === version)?.sha256;
    const charts = pulled.map((chart) => ({ chart, locked: lockedOf(chart) }));
    const replaced = charts.flatMap(({ chart: { name, version, sha256 }, locked }) =>
        locked === undefined || locked === sha256 || accepted.includes(name)
            ? []
            : [{ name, version, locked, pulled: sha256 }],
    );
    if (replaced.length > 0) return { ok: false, replaced };
    return {
        ok: true,
        charts: charts.map(({ chart, locked }) => ({
            ...chart,
            change: locked === undefined ? "new" : locked === chart.sha256 ? "as locked" : "accepted",
        })),
    };
}

/** Images whose tag has got another digest since the lock that was there: nothing is wrong, but worth a look. */
export const moved = (images: readonly LockedImage[], lock: ChartLock | undefined): readonly string[] =>
    images.flatMap(({ image, digest }) => {
        const locked = lock?.images.find((known) => known.image === image)?.digest;
        if (locked === undefined || digest === undefined || locked === digest) return [];
        return [`${image} has moved: ${locked} in the lock, ${digest} now`];
    });
