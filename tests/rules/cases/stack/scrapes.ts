import type { AlertProof, Firing, Series } from "../../harness/proofs";

const NAMESPACE = "go-coffee-monitoring";

/** A target that answers with so many samples, and whether Prometheus took them. */
const target = (job: string, samples: string, up: string): Series => {
    const labels = `{job="${job}", instance="10.0.0.9:9090", namespace="go-coffee", pod="web-ui-1", service="web-ui"}`;
    return { [`up${labels}`]: up, [`scrape_samples_post_metric_relabeling${labels}`]: samples };
};

const exceeded = (job: string, limit: number, has: number): Firing => ({
    given: `${has} series of ${job}`,
    series: target(job, `100x3 ${has}x30 100x30`, "1x3 0x30 1x30"),
    at: "4m",
    alerts: [
        {
            labels: {
                severity: "warning",
                team: "platform",
                limit: String(limit),
                namespace: "go-coffee",
                pod: "web-ui-1",
                job,
                service: "web-ui",
            },
            summary: "web-ui-1 has more series than it may",
            description: `web-ui-1 in go-coffee has ${has} series, and a target of ${job} may have ${limit} (sampleLimit): Prometheus takes none of them, and counts it as down.`,
        },
    ],
    until: "1050s",
});

export const scrapes: readonly AlertProof[] = [
    {
        alert: "ScrapeLimitExceeded",
        fires: [
            exceeded(`${NAMESPACE}/applications`, 20_000, 20_001),
            exceeded(`${NAMESPACE}/applications-http`, 20_000, 20_001),
            exceeded(`${NAMESPACE}/loki`, 50_000, 50_001),
        ],
        silent: [
            {
                given: "as many as a target may have",
                series: target(`${NAMESPACE}/applications`, "20000x60", "1x60"),
                for: "25m",
            },
            {
                given: "one that doesn't answer",
                series: target(`${NAMESPACE}/applications`, "0x60", "0x60"),
                for: "25m",
            },
            { given: "a team's own monitor", series: target("shop/own", "30000x60", "1x60"), for: "25m" },
        ],
    },
];
