import type { AlertProof, Series } from "../../harness/proofs";
import { all } from "../../harness/series";

/** As often as it is deployed. */
const every = "5s";

const firing = (alertname: string, labels: string, values: string): Series => ({
    [`ALERTS{alertname="${alertname}", alertstate="firing", ${labels}}`]: values,
});
const critical = (service: string, values: string, more = 'team="business"'): Series =>
    firing("ServiceDown", `severity="critical", ${more}, namespace="go-coffee", service="${service}"`, values);
const part = (component: string, values: string): Series =>
    firing("LokiDown", `severity="critical", team="platform", namespace="m", component="${component}"`, values);
const three = (values: string): Series =>
    all(...["accounts-service", "order-service", "web-ui"].map((name) => critical(name, values)));

/** On from 60 s, over at 120 s. */
const ON = "_x12 1x11 stale";

export const widespreadOutage: readonly AlertProof[] = [
    {
        alert: "WidespreadOutage",
        fires: [
            {
                given: "three services and a part of the stack; each has several alerts",
                series: all(
                    three(ON),
                    part("loki", ON),
                    firing(
                        "ErrorShareHigh",
                        'severity="critical", team="business", namespace="go-coffee", service="web-ui"',
                        ON,
                    ),
                ),
                every,
                at: "60s",
                alerts: [
                    {
                        labels: { severity: "critical", team: "platform" },
                        summary: "Many services or parts of the stack fail at once",
                        description:
                            "4 services and parts of the stack have critical alerts at once: accounts-service loki order-service web-ui. One cause is likely; their own alerts are hidden meanwhile.",
                    },
                ],
                until: "120s",
            },
        ],
        silent: [
            { given: "three services", series: three("1x60"), every, for: "4m" },
            {
                given: "three services with many alerts each",
                series: all(
                    three("1x60"),
                    ...["ErrorShareHigh", "DatabaseConnectionErrors"].map((alert) =>
                        firing(
                            alert,
                            'severity="critical", team="business", namespace="go-coffee", service="web-ui"',
                            "1x60",
                        ),
                    ),
                ),
                every,
                for: "4m",
            },
            {
                given: "three services, a warning and one of security's",
                series: all(
                    three("1x60"),
                    firing(
                        "LatencyHigh",
                        'severity="warning", team="ai", namespace="go-coffee", service="ai-search"',
                        "1x60",
                    ),
                    critical("auth-service", "1x60", 'team="security"'),
                ),
                every,
                for: "4m",
            },
            {
                given: "what isn't a service's: volumes",
                series: all(
                    three("1x60"),
                    ...["a", "b"].map((claim) =>
                        firing(
                            "VolumeAlmostFull",
                            `severity="critical", team="platform", persistentvolumeclaim="${claim}"`,
                            "1x60",
                        ),
                    ),
                ),
                every,
                for: "4m",
            },
        ],
    },
];
