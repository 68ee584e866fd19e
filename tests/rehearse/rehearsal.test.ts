import { dev } from "../../scripts/shared/loopback/examples";
import { prometheusConfig } from "../../scripts/rehearse/prometheus-config";
import { everyPlace } from "../../scripts/rehearse/places";
import { clusterState } from "../../scripts/rehearse/cluster-state";
import { notTried, verdictOf, type Rehearsed } from "../../scripts/rehearse/rehearsal";
import { reportHtml } from "../../scripts/rehearse/report-html";
import { reportText } from "../../scripts/rehearse/report-text";
import type { Told } from "../../scripts/rehearse/stubs";
import { Timeline } from "../../scripts/rehearse/alert-times";
import { SERVICE_NAMES } from "../../demo/platform";
import { scrapeTargets } from "../../components/scrape-targets/targets";
import { at } from "../support/resources";

const PAGE = { by: "PagerDuty", to: "payments", time: 0, title: "Payments", text: "fail", resolved: false } as const;
const toldAfter = (after: number, over: Partial<Told> = {}) => ({ ...PAGE, ...over, after });
const alert = (name: string, firing?: number) => ({
    name,
    of: "payment-service",
    severity: "critical",
    team: "payments",
    summary: "",
    pending: 10,
    ...(firing === undefined ? {} : { firing }),
});
const GOING = { stopped: false };

describe("the verdict", () => {
    test("what was expected has fired, and who was meant is paged", () => {
        expect(verdictOf("payment-failures", [alert("PaymentLost", 70)], [toldAfter(80)], GOING)).toEqual({
            kind: "as expected",
            why: "PaymentLost fired; the first message came after 80 s",
        });
    });

    test.each([
        [
            "nothing fired",
            [alert("PaymentLost")],
            [],
            "none of PaymentLost, PaymentFailures, PaymentBurnRateFast fired",
        ],
        ["another one fired", [alert("LokiDown", 5)], [toldAfter(9)], "but LokiDown"],
        ["nobody was told", [alert("PaymentLost", 70)], [], "nobody was told"],
        [
            "another team was paged",
            [alert("PaymentLost", 70)],
            [toldAfter(80, { to: "platform" })],
            "payments wasn't paged",
        ],
    ])("%s", (_, alerts, told, why) => {
        const verdict = verdictOf("payment-failures", alerts, told, GOING);
        expect(verdict.kind).toBe("not as expected");
        expect(verdict.why).toContain(why);
    });

    test("nobody may be told of what is nothing", () => {
        expect(verdictOf("card-declines", [alert("PaymentFailures")], [], GOING).kind).toBe("as expected");
        expect(verdictOf("card-declines", [alert("PaymentFailures", 60)], [], GOING).kind).toBe("not as expected");
        expect(verdictOf("card-declines", [], [toldAfter(60)], GOING).kind).toBe("not as expected");
    });
});

test("alerts that were on before aren't the incident's; each has its times", () => {
    const seen = (alertname: string, state: "pending" | "firing") => ({
        labels: { alertname },
        annotations: {},
        state,
        activeAt: "",
    });
    const timeline = new Timeline([seen("Before", "firing")]);
    timeline.see([seen("Before", "firing"), seen("New", "pending"), seen("Watchdog", "firing")], 5);
    timeline.see([seen("New", "firing")], 35);
    timeline.see([], 90);
    expect(timeline.alerts()).toMatchObject([{ name: "New", pending: 5, firing: 35, resolved: 90 }]);
    expect(timeline.alerts()).toHaveLength(1);
});

describe("Prometheus on one machine", () => {
    const settings = dev();
    const addresses = {
        demo: "127.0.0.1:1",
        cluster: "127.0.0.1:2",
        alertmanager: "127.0.0.1:3",
        programs: { "go-coffee-monitoring/loki": { address: "127.0.0.1:4", tls: "/made/up" } },
    };
    const config = prometheusConfig(settings, addresses, ["/made/up/rules.yaml"]);
    const jobs = at(config, "scrape_configs") as readonly { readonly job_name: string }[];

    test("the applications' job has the limits and relabelings of their monitor, in Prometheus' own words", () => {
        const target = scrapeTargets(settings.config).find(({ name }) => name === "applications");
        const job = jobs.find(({ job_name }) => job_name === "go-coffee-monitoring/applications");
        expect(job).toMatchObject({
            sample_limit: target?.sampleLimit,
            metric_relabel_configs: expect.arrayContaining([
                expect.objectContaining({ action: "drop", source_labels: ["__name__"] }),
            ]) as unknown,
        });
        expect(at(job, "static_configs")).toHaveLength(SERVICE_NAMES.length);
        expect(JSON.stringify(job)).not.toMatch(/sourceLabels|targetLabel/);
    });

    test("everything listens, and is asked, on loopback", () => {
        const hosts = [...JSON.stringify(config).matchAll(/"targets":\["([^"]+)"/g)].map(([, host = ""]) => host);
        expect(hosts.length).toBeGreaterThan(10);
        for (const host of hosts) expect(host).toMatch(/^127\.0\.0\.1:/);
    });

    test("the stand-in for the cluster says of each pod and service whether it is there", () => {
        const text = clusterState(settings.config, { services: ["kitchen-service"], pods: ["loki-0"] }, 1e9);
        expect(text).toContain(
            'kube_deployment_status_replicas_available{namespace="go-coffee",deployment="kitchen-service"} 0',
        );
        expect(text).toMatch(/kube_pod_status_ready\{[^}]*pod="loki-0"[^}]*condition="true"\} 0/);
        for (const { pod } of everyPlace(settings.config)) expect(pod).toMatch(/^[a-z0-9.-]+$/);
    });
});

test("a report is a page without scripts, in which nothing that was told is markup", () => {
    const rehearsed: Rehearsed = {
        ...notTried("payment-failures", ""),
        alerts: [alert("PaymentLost", 70)],
        told: [toldAfter(80, { title: "<script>alert(1)</script>" })],
        kept: [{ signal: "spans", sent: 3, stored: 3, by: "counted" }],
        verdict: { kind: "as expected", why: "made up" },
    };
    const page = reportHtml([rehearsed, notTried("node-lost", "no cluster")]);
    expect(page).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
    expect(page).toContain("&lt;script&gt;");
    expect(page.match(/<svg/g)).toHaveLength(2);
    const text = reportText([rehearsed, notTried("node-lost", "no cluster")]);
    expect(text).toContain("PaymentLost  payment-service  10 s     70 s    -");
    expect(text).toContain("1 as expected, 0 not, 1 not tried");
});
