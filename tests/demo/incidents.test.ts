import { INCIDENT_NAMES, incidentOf } from "../../demo/incidents";
import { player } from "../../demo/service";
import { SERVICE_NAMES } from "../../demo/platform";
import { lokiRules } from "../../rules/loki";
import { prometheusRules } from "../../rules/prometheus";
import { dev } from "../../scripts/shared/loopback/examples";
import { dashboardsOf } from "../support/dashboards";

const { config } = dev({ demo: { enabled: true } });
interface Compiled {
    readonly alert: string;
    readonly labels: { readonly severity: string; readonly team: string };
}
const alerts = [...Object.values(prometheusRules(config)), ...Object.values(lokiRules(config))]
    .flat()
    .flatMap(({ rules }): readonly object[] => rules)
    .filter((rule): rule is Compiled => "alert" in rule);
const panels = new Set(
    dashboardsOf(config).flatMap((dashboard) =>
        dashboard.panels.map(({ title }) => `${dashboard.title}: ${title ?? ""}`),
    ),
);

test.each(INCIDENT_NAMES)("%s names alerts, a team and a panel that there are", (name) => {
    const { expected } = incidentOf(name);
    for (const alert of expected.alerts) expect(alerts.map((one) => one.alert)).toContain(alert);
    const first = alerts.filter(({ alert }) => expected.alerts.includes(alert));
    if (expected.page) expect(first.map(({ labels }) => labels.severity)).toContain("critical");
    if (expected.team !== undefined && first.length > 0)
        expect(first.map(({ labels }) => labels.team)).toContain(expected.team);
    if (!expected.seen.startsWith("nowhere")) expect([...panels]).toContain(expected.seen);
});

test("personal data are in what a service says where they leak, and in no line else", () => {
    const MORNING = Date.UTC(2026, 10, 30, 8) / 1000;
    const said = (...incidents: Parameters<ReturnType<typeof player>["goOn"]>[0]): string => {
        const services = player(SERVICE_NAMES, { seed: "made-up", rate: 20 }, MORNING);
        services.goOn(incidents, MORNING);
        return JSON.stringify(services.play(MORNING + 10).lines);
    };
    expect(said()).not.toMatch(/@example\.com|41111111/);
    expect(said("leak")).toMatch(/@example\.com/);
});
