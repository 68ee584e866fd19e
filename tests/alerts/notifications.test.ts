import { mergeDeep, type PlainObject } from "../../config/merge";
import { eventsOf, timeline } from "../../scripts/alerts/simulation-text";
import type { Episode } from "../../scripts/shared/alerting/episodes";
import { samplesIn } from "../../scripts/shared/alerting/history";
import { told, type Told } from "../../scripts/shared/alerting/notifications";
import { concernedBy, nameOf } from "../../scripts/shared/alerting/rules";
import { configOf, rulesUnder } from "../rules/harness/rules";

/** What a simulation makes of alerts that fire; the real Alertmanager's ways are held in tests/routing. */

const MINUTE = 60;
const alert = (
    alertname: string,
    firing: number,
    until: number | undefined,
    labels: Episode["labels"] = {},
): Episode => ({
    labels: {
        alertname,
        severity: "critical",
        team: "payments",
        namespace: "go-coffee",
        service: "payment-service",
        ...labels,
    },
    pending: firing,
    firing,
    ...(until === undefined ? {} : { until }),
    summary: "",
});
const MONDAY_EIGHT = Date.UTC(2026, 2, 2, 8) / 1000;

const toldOf = (episodes: readonly Episode[], settings: PlainObject = {}, length = 180 * MINUTE): Told =>
    told(episodes, configOf(mergeDeep({}, settings)), MONDAY_EIGHT, length);
const pages = ({ notifications }: Told): readonly (readonly [number, number, number])[] =>
    notifications
        .filter(({ receiver }) => receiver === "pagerduty-payments")
        .map(({ at, firing, resolved }) => [at, firing.length, resolved.length] as const);

test("a page waits for its group, its end comes with the group's next round", () => {
    expect(pages(toldOf([alert("ServiceDown", 60, 90)]))).toEqual([
        [70, 1, 0],
        [190, 0, 1],
    ]);
});

test("what ends within the wait is never told", () => {
    expect(pages(toldOf([alert("ServiceDown", 60, 65)]))).toEqual([]);
});

test("what joins an incident is told with its next round, and what goes on after an hour again", () => {
    const joined = toldOf(
        [alert("PaymentFailures", 0, undefined), alert("OrderFailures", 30, undefined)],
        {},
        65 * MINUTE,
    );
    expect(pages(joined)).toEqual([
        [10, 1, 0],
        [130, 2, 0],
        [3850, 2, 0],
    ]);
});

test("what is hidden is told when what hides it is over, and why it wasn't before", () => {
    const { hidden, ...rest } = toldOf([alert("ServiceDown", 0, 300), alert("ErrorShareHigh", 60, 1200)]);
    expect(hidden.map(({ at, alert: { labels }, why }) => [at, labels.alertname, why.split(":")[0]])).toEqual([
        [130, "ErrorShareHigh", "ServiceDown hides it"],
    ]);
    expect(pages({ hidden, ...rest })).toEqual([
        [10, 1, 0],
        [370, 1, 1],
        [1210, 0, 1],
    ]);
});

test("warnings wait for office hours, on the shop's clock, and not on holidays", () => {
    const warning = alert("LatencyHigh", 0, undefined, { severity: "warning" });
    const at = (settings: PlainObject): readonly number[] =>
        toldOf([warning], settings, 10 * 60 * MINUTE).notifications.map((one) => one.at);
    const officeHours = { from: "10:00", to: "18:00", days: ["monday"] };
    // At 08:00 UTC it is 09:00 in Berlin.
    expect(at({ business: { timezone: "Europe/Berlin", officeHours } })).toEqual([3630]);
    expect(at({ business: { officeHours } })).toEqual([7230]);
    expect(at({ business: { officeHours, holidays: ["2026-03-02"] } })).toEqual([]);
    expect(at({})).toEqual([30]);
});

test("what is told of nobody isn't told", () => {
    expect(toldOf([alert("NamespaceMaintenance", 0, 600, { severity: "info" })]).notifications).toEqual([]);
});

test("a timeline is in order, with everyone who is told of the same in one line", () => {
    const episodes = [{ ...alert("ServiceDown", 60, 90), pending: 0, summary: "payment-service is down" }];
    const history = { series: {}, every: 5, evaluatedEvery: 5, start: 0, length: 600 };
    expect(timeline(eventsOf(episodes, toldOf(episodes)), history).split("\n")).toEqual([
        '0:00:00  pending  ServiceDown{namespace="go-coffee", service="payment-service"}',
        '0:01:00  firing   ServiceDown{namespace="go-coffee", service="payment-service"}, critical, payments: payment-service is down',
        '0:01:10  told     go-coffee-payments, go-coffee-critical, pagerduty-payments, email-oncall: ServiceDown{namespace="go-coffee", service="payment-service"}',
        '0:01:30  over     ServiceDown{namespace="go-coffee", service="payment-service"}',
        '0:03:10  told     go-coffee-payments, go-coffee-critical, pagerduty-payments, email-oncall: resolved: ServiceDown{namespace="go-coffee", service="payment-service"}',
    ]);
    expect(timeline([], history)).toBe("Nothing fires.");
});

test.each([
    ["1", 1],
    ["1 2 3", 3],
    ["0+10x5", 6],
    ["1x3 _x2 stale 5", 8],
])("%s has %i samples", (values, samples) => {
    expect(samplesIn(values)).toBe(samples);
});

test("alerts that ask for nothing in a history aren't judged", () => {
    const names = concernedBy(
        ['kube_deployment_spec_replicas{namespace="go-coffee", deployment="x"}'],
        rulesUnder(),
    ).map(nameOf);
    expect(names).toEqual(expect.arrayContaining(["ServiceDown", "deployment:service:info", "OrdersAbsent"]));
    for (const other of ["PrometheusDown", "ClusterDown", "NodeDown"]) expect(names).not.toContain(other);
    expect(names.indexOf("service:replicas_wanted:sum")).toBeLessThan(names.indexOf("ServiceDown"));
    expect(names.at(-1)).toBe("WidespreadOutage");
    const elsewhere = concernedBy(
        ['kube_deployment_spec_replicas{namespace="other", deployment="x"}'],
        rulesUnder(),
    ).map(nameOf);
    expect(elsewhere).toEqual(["WidespreadOutage"]);
});
