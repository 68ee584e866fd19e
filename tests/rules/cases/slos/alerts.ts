import type { Duration } from "../../../../config/quantities";
import type { Team } from "../../../../rules/types";
import type { AlertProof, Fired, Firing, NearMiss, Series } from "../../harness/proofs";
import { eachTeam, named, SERVICE_OF } from "../../harness/series";

/** Recorded each minute, as it is deployed. */
const every = "1m";

/** Rates of an objective's events: `total` a second all the time, `bad` in promtool's notation. */
const rates = (slo: string, service: string, bad: string, total: number): Series => ({
    [named("service:slo_bad:rate5m", { service, slo })]: bad,
    [named("service:slo_total:rate5m", { service, slo })]: `${total}x900`,
});

interface Objective {
    readonly slo: string;
    readonly name: string;
    readonly bad: string;
    readonly percent: string;
    readonly teams: readonly Team[];
    readonly fast: Outage;
    readonly slow: Leak;
}

/** After six good hours, a share of events is bad: after so many minutes the budget burns fast, two minutes later it pages. */
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
        // 14.4 times 0.1 % of an hour at 50 % are 1.73 minutes; at the page 4 of 60 minutes: 3.33 % of all.
        fast: { share: 0.5, minutes: 2, burn: "33.33" },
        slow: { bad: 0.041, from: 2, until: "73m" },
    },
    {
        slo: "latency",
        name: "Latency",
        bad: "answers too late",
        percent: "99 %",
        teams: ALL,
        // 14.4 % of an hour at 50 %: 17.28 minutes; at the page 20 of 60: 16.7 %.
        fast: { share: 0.5, minutes: 18, burn: "16.67" },
        slow: { bad: 0.41, from: 0, until: "65m" },
    },
    {
        slo: "payment",
        name: "Payment",
        bad: "fails payments",
        percent: "99.5 %",
        teams: ["payments"],
        // 7.2 % of an hour at 50 %: 8.64 minutes; at the page 11 of 60: 9.17 %.
        fast: { share: 0.5, minutes: 9, burn: "18.33" },
        slow: { bad: 0.205, from: 0, until: "65m" },
    },
    {
        slo: "web3",
        name: "Web3",
        bad: "fails transactions",
        percent: "95 %",
        teams: ["web3"],
        // 72 % of an hour in which all fail: 43.2 minutes; at the page 46 of 60: 76.7 %.
        fast: { share: 1, minutes: 44, burn: "15.33" },
        slow: { bad: 2.05, from: 0, until: "65m" },
    },
    {
        slo: "ai",
        name: "Ai",
        bad: "doesn't complete tasks",
        percent: "90 %",
        teams: ["ai"],
        // More than 10 times too fast is impossible: 8 times, which 99 % reach after 48.5 minutes; at the page 51 of 60: 84.15 %.
        fast: { share: 0.99, minutes: 49, burn: "8.415" },
        slow: { bad: 4.1, from: 0, until: "65m" },
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
    const [first, ...rest] = objective.teams.map((team) => make(SERVICE_OF[team], team));
    if (first === undefined) throw new Error(`nobody has ${objective.slo}`);
    return [first, ...rest];
}

const HISTORY = 360;

/** Bad until the page, good from the minute after: the short window ends it at once. */
const outage = (objective: Objective, service: string, team: Team): Firing => {
    const { slo, fast } = objective;
    const minutes = fast.minutes + 2;
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
    // 4.8 bad events a minute: five after two samples; then two minutes.
    at: "3m",
    alerts: OBJECTIVES.filter(({ slo }) => slo === "availability").map((objective) =>
        fired(objective, "web-ui", "platform", "fast", "8"),
    ) as [Fired],
    // 22.5 bad minutes of 30 are six times too fast: at 67 m, 22 are left; over all, 60 of 80 would be.
    until: "67m",
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
    const service = SERVICE_OF[team];
    const rest = (given: string, bad: string, total: number, time: Duration): NearMiss => ({
        given,
        series: rates(slo, service, bad, total),
        every,
        for: time,
    });
    return [
        rest("a minute less", `0x${HISTORY} ${fast.share}x${fast.minutes - 2} 0x300`, 1, "600m"),
        rest("just below six times too fast", `${(objective.slow.bad * 5.9) / 4.1}x600`, 10, "600m"),
        rest("four bad events, and hardly any others", "0x5 0.0166x3 0x300", 0.017, "300m"),
        rest("no traffic", "0x300", 0, "300m"),
    ];
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
    const service = SERVICE_OF[objective.teams[0] ?? "platform"];
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

const latencyUnmeasured: AlertProof = {
    alert: "LatencyUnmeasured",
    fires: eachTeam<Firing>((service, team) => ({
        given: `the histogram of ${service} has other bounds`,
        series: {
            [named("http_request_duration_seconds_count", { service })]: "0+60x60",
            [named("http_request_duration_seconds_bucket", { service, le: "0.3" })]: "0+60x60",
            [named("http_request_duration_seconds_bucket", { service, le: service === "ai-search" ? "2.5" : "0.5" })]:
                "_x39 0+60x20",
        },
        at: "930s",
        alerts: [
            {
                labels: { severity: "warning", team, slo: "latency", namespace: "go-coffee", service },
                summary: `The latency objective of ${service} isn't measured`,
                description: `${service} in go-coffee answers 2 requests a second, and its histogram has no bucket at the bound of its objective.`,
            },
        ],
        until: "1200s",
    })),
    silent: [
        {
            given: "a bucket at the bound",
            series: {
                [named("http_request_duration_seconds_count", { service: "web-ui" })]: "0+60x60",
                [named("http_request_duration_seconds_bucket", { service: "web-ui", le: "0.5" })]: "0+60x60",
            },
            for: "30m",
        },
        {
            given: "no traffic",
            series: { [named("http_request_duration_seconds_count", { service: "web-ui" })]: "60x60" },
            for: "30m",
        },
    ],
};

export const sloAlerts: readonly AlertProof[] = [
    ...OBJECTIVES.flatMap((objective) => [fast(objective), slow(objective)]),
    latencyUnmeasured,
];
