import type { Duration } from "../../../../config/quantities";
import type { Team } from "../../../../rules/types";
import type { AlertProof, Fired, Firing, NearMiss, Series } from "../../harness/proofs";
import { named, SERVICE_OF } from "../../harness/series";
import { latencyUnmeasured } from "./unmeasured";

/** Recorded each minute, as it is deployed. */
const every = "1m";

/** Rates of an objective's events: `total` a second all the time, `bad` in promtool's notation. */
const rates = (slo: string, service: string, bad: string, total: number): Series => ({
    [named("service:slo_bad:rate5m", { service, slo })]: bad,
    [named("service:slo_bad:rate1m", { service, slo })]: bad,
    [named("service:slo_total:rate5m", { service, slo })]: `${total}x900`,
});

interface Objective {
    readonly slo: string;
    readonly name: string;
    readonly bad: string;
    readonly percent: string;
    readonly teams: readonly Team[];
    /** Of its one team, where that one's usual service has another class. */
    readonly service?: string;
    readonly fast: Outage;
    readonly slow: Leak;
}

/** After six good hours, a share of events is bad: after so many minutes the budget burns fast, and it pages. */
interface Outage {
    readonly share: number;
    readonly minutes: number;
    readonly burn: string;
}

/** The budget burns 4.1 times too fast from the start: by how many events a second, of ten. */
interface Leak {
    readonly bad: number;
    /** When five events were bad. */
    readonly from: number;
    /** When the share of three days is within the budget again. */
    readonly until: Duration;
}

const ALL = ["platform", "payments", "web3", "ai", "business", "security"] as const;

const OBJECTIVES: readonly Objective[] = [
    {
        slo: "availability",
        name: "Availability",
        bad: "fails with 5xx",
        percent: "99.9 %",
        teams: ALL,
        // 13.44 times 0.1 % of an hour at 50 % are 1.61 minutes, and three must be bad: 2.5 % of all.
        fast: { share: 0.5, minutes: 3, burn: "25" },
        slow: { bad: 0.041, from: 2, until: "73m" },
    },
    {
        slo: "latency",
        name: "Latency",
        bad: "answers too late",
        percent: "99 %",
        teams: ALL,
        // 13.44 % of an hour at 50 %: 16.13 minutes; at the page 17 of 60: 14.2 %.
        fast: { share: 0.5, minutes: 17, burn: "14.17" },
        slow: { bad: 0.41, from: 0, until: "65m" },
    },
    {
        slo: "payment",
        name: "Payment",
        bad: "fails payments",
        percent: "99.5 %",
        teams: ["payments"],
        // 6.72 % of an hour at 50 %: 8.06 minutes; at the page 9 of 60: 7.5 %.
        fast: { share: 0.5, minutes: 9, burn: "15" },
        slow: { bad: 0.205, from: 0, until: "65m" },
    },
    {
        slo: "web3",
        name: "Web3",
        bad: "fails transactions",
        percent: "95 %",
        teams: ["web3"],
        // 67.2 % of an hour in which all fail: 40.3 minutes; at the page 41 of 60: 68.3 %.
        fast: { share: 1, minutes: 41, burn: "13.67" },
        slow: { bad: 2.05, from: 0, until: "65m" },
    },
    {
        slo: "ai",
        name: "Ai",
        bad: "doesn't complete tasks",
        percent: "90 %",
        teams: ["ai"],
        // More than 10 times too fast is impossible: 8 times, which 99 % reach after 48.5 minutes; at the page 49 of 60: 80.85 %.
        fast: { share: 0.99, minutes: 49, burn: "8.085" },
        slow: { bad: 4.1, from: 0, until: "65m" },
    },
    {
        slo: "processing",
        name: "Processing",
        bad: "processes orders too late, or not at all",
        percent: "99 %",
        teams: ["platform"],
        service: "consumer",
        fast: { share: 0.5, minutes: 17, burn: "14.17" },
        slow: { bad: 0.41, from: 0, until: "65m" },
    },
];

const fired = (
    { slo, bad, percent }: Objective,
    service: string,
    team: Team,
    speed: "fast" | "slowly",
    burn: string,
): Fired => ({
    labels: {
        severity: speed === "fast" ? "critical" : "warning",
        team,
        slo,
        namespace: "go-coffee",
        service,
    },
    summary: `${service} ${bad}: its ${slo} budget burns ${speed}`,
    description: `${service} in go-coffee spends its error budget for ${slo} ${burn} times faster than it lasts; its objective is ${percent}.`,
});

/** The same for each team that owns a service with the objective. */
function forTeams(objective: Objective, make: (service: string, team: Team) => Firing): readonly [Firing, ...Firing[]] {
    const [first, ...rest] = objective.teams.map((team) => make(objective.service ?? SERVICE_OF[team], team));
    if (first === undefined) throw new Error(`nobody has ${objective.slo}`);
    return [first, ...rest];
}

const HISTORY = 360;

/** Bad until the page, good from the minute after: the short window ends it at once. */
const outage = (objective: Objective, service: string, team: Team): Firing => {
    const { slo, fast } = objective;
    const { minutes } = fast;
    return {
        given: `${fast.share * 100} % bad for ${minutes} minutes at ${service}`,
        series: rates(slo, service, `0x${HISTORY} ${fast.share}x${minutes - 1} 0x400`, 1),
        every,
        at: `${HISTORY + minutes}m`,
        alerts: [fired(objective, service, team, "fast", fast.burn)],
        until: `${HISTORY + minutes + 1}m`,
    };
};

/** Six hours and half an hour: eight times too fast from the start, until it stops after an hour. */
const sixHours: Firing = {
    given: "eight times as many failures as the budget allows",
    series: rates("availability", "web-ui", "0.08x59 0x400", 10),
    every,
    // 4.8 bad events a minute: five after two samples, and three times five minutes apart.
    at: "10m",
    alerts: OBJECTIVES.filter(({ slo }) => slo === "availability").map((objective) =>
        fired(objective, "web-ui", "platform", "fast", "8"),
    ) as [Fired],
    // 21 bad minutes of 30 are 5.6 times too fast: at 68 m, 21 are left.
    until: "68m",
};

const leak = (objective: Objective, service: string, team: Team): Firing => {
    const { slo, slow } = objective;
    const at = slow.from + 15;
    return {
        given: `four times as many bad events as the budget of ${service} allows`,
        series: rates(slo, service, `${slow.bad}x${at} 0x400`, 10),
        every,
        at: `${at}m`,
        alerts: [fired(objective, service, team, "slowly", "4.1")],
        until: slow.until,
    };
};

const quiet = (objective: Objective): readonly [NearMiss, ...NearMiss[]] => {
    const { slo, teams, fast } = objective;
    const [team = "platform"] = teams;
    const service = objective.service ?? SERVICE_OF[team];
    const rest = (given: string, bad: string, total: number, time: Duration, now = bad): NearMiss => ({
        given,
        series: { ...rates(slo, service, bad, total), [named("service:slo_bad:rate1m", { service, slo })]: now },
        every,
        for: time,
    });
    return [
        rest("a minute less", `0x${HISTORY} ${fast.share}x${fast.minutes - 2} 0x300`, 1, "600m"),
        rest("just below 5.6 times too fast", `${(objective.slow.bad * 5.5) / 4.1}x600`, 10, "600m"),
        ...(lostOf(objective)
            ? [
                  rest(
                      "five bad events at once at night, and nothing since",
                      "0x360 0.0166x4 0x300",
                      0.017,
                      "700m",
                      "0x360 0.0833 0x300",
                  ),
              ]
            : []),
        rest("four bad events, and hardly any others", "0x5 0.0166x3 0x300", 0.017, "300m"),
        rest("no traffic", "0x300", 0, "300m"),
    ];
};

/** Whether a minute of nothing but bad events is a total failure. */
const lostOf = ({ slo }: Objective): boolean => slo === "availability" || slo === "payment" || slo === "web3";

/** Rates of the last minute, each 15 s: all good, then a share of them bad from two minutes on, for another three. */
const lastMinute = (slo: string, service: string, share: number, perSecond: number): Series => ({
    [named("service:slo_bad:rate1m", { service, slo })]: `0x7 ${share * perSecond}x11 0x60`,
    [named("service:slo_total:rate1m", { service, slo })]: `${perSecond}x100`,
});

const lost = (objective: Objective): AlertProof => {
    const { slo, bad } = objective;
    const near = (given: string, share: number, perSecond: number): NearMiss => ({
        given,
        every: "15s",
        series: lastMinute(slo, SERVICE_OF[objective.teams[0] ?? "platform"], share, perSecond),
        for: "18m",
    });
    return {
        alert: `${objective.name}Lost`,
        fires: forTeams(objective, (service, team) => ({
            given: `most of what ${service} does fails`,
            every: "15s",
            series: lastMinute(slo, service, 0.8, 1),
            // Half a minute after the rate has passed the half.
            at: "150s",
            alerts: [
                {
                    labels: { severity: "critical", team, slo, namespace: "go-coffee", service },
                    summary: `${service} ${bad}, most of the time`,
                    description: `${service} in go-coffee ${bad}: 80% of everything within the last minute.`,
                },
            ],
            until: "5m",
        })),
        silent: [
            near("nearly half", 0.49, 10),
            near("nineteen in a minute", 1, 0.315),
            {
                given: "fifteen seconds of it",
                every: "15s",
                series: {
                    [named("service:slo_bad:rate1m", { service: SERVICE_OF[objective.teams[0] ?? "platform"], slo })]:
                        "0x7 1 1 0x60",
                    [named("service:slo_total:rate1m", { service: SERVICE_OF[objective.teams[0] ?? "platform"], slo })]:
                        "1x100",
                },
                for: "15m",
            },
        ],
    };
};

const fast = (objective: Objective): AlertProof => ({
    alert: `${objective.name}BurnRateFast`,
    fires: [
        ...forTeams(objective, (service, team) => outage(objective, service, team)),
        ...(objective.slo === "availability" ? [sixHours] : []),
    ],
    silent: quiet(objective),
});

const slow = (objective: Objective): AlertProof => {
    const { slo, slow: leaking } = objective;
    const service = objective.service ?? SERVICE_OF[objective.teams[0] ?? "platform"];
    return {
        alert: `${objective.name}BurnRateSlow`,
        fires: forTeams(objective, (name, team) => leak(objective, name, team)),
        silent: [
            {
                given: "within the budget",
                series: rates(slo, service, `${(leaking.bad * 0.99) / 4.1}x800`, 10),
                every,
                for: "800m",
            },
            { given: "no traffic", series: rates(slo, service, "0x300", 0), every, for: "300m" },
            {
                given: "four bad events",
                series: rates(slo, service, "0x5 0.0166x3 0x300", 0.017),
                every,
                for: "300m",
            },
        ],
    };
};

export const sloAlerts: readonly AlertProof[] = [
    ...OBJECTIVES.filter(lostOf).map(lost),
    ...OBJECTIVES.flatMap((objective) => [fast(objective), slow(objective)]),
    latencyUnmeasured,
];
