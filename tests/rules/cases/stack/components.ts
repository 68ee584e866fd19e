import type { PlainObject } from "../../../../config/merge";
import type { AlertProof, Fired, Firing, NearMiss, Series } from "../../harness/proofs";
import { all } from "../../harness/series";
import { PROBED } from "../services/probes";
import { HA, MONITORING, ROWS, type Row } from "./rows";

const up = ({ job, namespace = MONITORING, pod, container = "server" }: Row, values: string, name = pod): Series => ({
    [`up{job="${job}", namespace="${namespace}", pod="${name}", container="${container}"}`]: values,
});
const ready = ({ namespace = MONITORING, pod }: Row, values: string, name = pod): Series => ({
    [`kube_pod_status_ready{namespace="${namespace}", pod="${name}", condition="true"}`]: values,
});

/** Another pod of the same workload. */
const second = ({ pod }: Row): string => (pod.endsWith("-0") ? pod.replace(/0$/, "1") : `${pod}-b`);

const labelsOf = ({ component, part, namespace = MONITORING, job }: Row): Fired["labels"] => ({
    team: "platform",
    component,
    ...(part === undefined ? {} : { part }),
    namespace,
    job,
});

const fired = (row: Row, replicas = 0): Fired => ({
    labels: { ...labelsOf(row), severity: row.severity },
    summary: `${row.title.replace(/^./, (first) => first.toUpperCase())}: too few replicas answer`,
    description: `${replicas} replicas of ${row.title} answer, at least ${row.least ?? 1} must: ${row.effect}.`,
});

/** Everything else there is, so that only what is tried fires. */
const others = (tried: Row): Series =>
    all(
        ...ROWS.filter(({ alert, settings }) => alert === tried.alert && settings === tried.settings)
            .filter((row) => row !== tried)
            .flatMap((row) => [row.pod, second(row)].map((pod) => up(row, "1x80", pod))),
    );

const firings = (row: Row): readonly Firing[] => {
    const { settings, other } = row;
    return [
        {
            given: `${row.title} doesn't answer, and isn't ready`,
            settings,
            series: all(
                others(row),
                up(row, "1x3 0x14 1x20"),
                ready(row, "1x3 0x14 1x20"),
                other === undefined ? {} : ready(row, "1x80", other),
                ...(row.least === 2 ? [up(row, "1x3 0x14 1x20", second(row))] : []),
            ),
            at: "7m",
            alerts: [fired(row)],
            until: "570s",
        },
        {
            given: `${row.title} is gone with its targets`,
            settings,
            series: all(
                others(row),
                up(row, "1x3 stale _x14 1x20"),
                ...(row.least === 2 ? [up(row, "1x3 stale _x14 1x20", second(row))] : []),
            ),
            at: "7m",
            alerts: [fired(row)],
            until: "570s",
        },
    ];
};

const misses = (row: Row): readonly NearMiss[] => {
    const { settings } = row;
    const beside = row.least === 2 ? [up(row, "1x80", second(row)), ready(row, "1x80", second(row))] : [];
    return [
        {
            given: `a restart of ${row.title}`,
            settings,
            series: all(others(row), up(row, "1x3 0x8 1x40"), ready(row, "1x3 0x8 1x40"), ...beside),
            for: "20m",
        },
        // What kube-state-metrics says of itself is gone with it.
        ...(row.component === "kube-state-metrics"
            ? []
            : [
                  {
                      given: `${row.title} works but can't be scraped`,
                      settings,
                      series: all(others(row), up(row, "0x60"), ready(row, "1x60"), ...beside),
                      for: "20m",
                  } as const,
              ]),
    ];
};

/** Two replicas are wanted: one that is missed is told by the other. */
const ofTwo = (alert: string, of: number): readonly Firing[] =>
    ROWS.filter((row) => row.alert === alert).map((row) => ({
        given: `one replica of ${of} is gone`,
        settings: HA,
        series: all(
            up(row, "1x3 0x14 1x20"),
            ...Array.from({ length: of - 1 }, (_, index) => up(row, "1x80", row.pod.replace(/0$/, String(index + 1)))),
        ),
        at: "7m",
        alerts: [fired({ ...row, least: of }, of - 1)],
        until: "570s",
    }));
const REPLICATED: { readonly [alert: string]: number } = { PrometheusDown: 2, AlertmanagerDown: 3 };

const down: readonly AlertProof[] = [...new Set(ROWS.map(({ alert }) => alert))].map((alert) => {
    const rows = ROWS.filter((row) => row.alert === alert);
    const [first, ...rest] = [
        ...rows.flatMap(firings),
        ...(alert in REPLICATED ? ofTwo(alert, REPLICATED[alert] ?? 0) : []),
    ];
    const [miss, ...more] = rows.flatMap(misses);
    if (first === undefined || miss === undefined) throw new Error(alert);
    return { alert, fires: [first, ...rest], silent: [miss, ...more] };
});

/** Ready, but not scraped: of every component at once. */
const unseen = (settings: PlainObject | undefined): Firing => {
    const rows = ROWS.filter((row) => row.component !== "kube-state-metrics" && row.settings === settings);
    const [first, ...rest] = rows.map((row): Fired => ({
        labels: { ...labelsOf(row), severity: "warning" },
        summary: `Metrics of ${row.title} are missing`,
        description: `2 replicas of ${row.title} are ready but haven't been scraped for 15 minutes: their alerts can't fire.`,
    }));
    if (first === undefined) throw new Error("no components");
    return {
        given: "one replica of each that can't be scraped, and one that Prometheus doesn't know",
        settings,
        series: all(
            ...rows.flatMap((row) => [
                ready(row, "1x60"),
                ready(row, "1x60", `${row.pod.replace(/[0-9a-z]+$/, "")}1`),
                up(row, "1x3 0x31 1x20"),
                up(row, "1x3 stale _x31 1x20", `${row.pod.replace(/[0-9a-z]+$/, "")}1`),
            ]),
            // What else runs in their pods is scraped.
            ...ROWS.filter((row) => !rows.includes(row) && rows.some(({ pod }) => pod === row.pod)).flatMap((row) =>
                [row.pod, second(row)].map((pod) => up(row, "1x60", pod)),
            ),
        ),
        at: "17m",
        alerts: [first, ...rest],
        until: "18m",
    };
};

export const components: readonly AlertProof[] = [
    ...down,
    {
        alert: "ComponentNotScraped",
        fires: [unseen(undefined), unseen(HA), unseen(PROBED)],
        silent: [
            {
                given: "a pod that isn't ready, one that was for ten minutes, one of somebody else",
                series: all(
                    ...ROWS.filter(({ settings }) => settings === undefined).flatMap((row) => [
                        ready(row, "0x60"),
                        ready(row, "1x20 0x40", `${row.pod.replace(/[0-9a-z]+$/, "")}1`),
                        row.other === undefined ? {} : ready(row, "1x60", row.other),
                    ]),
                ),
                for: "25m",
            },
        ],
    },
];
