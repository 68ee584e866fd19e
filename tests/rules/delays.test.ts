import { kubeStateMetricsValues } from "../../components/kube-prometheus-stack/metrics-exporters";
import { monitorSpec, scrapeTargets } from "../../components/scrape-targets/targets";
import { SERVICE_DOWN_LIMIT } from "../../model/alerting/delays";
import { referencesOf } from "../../model/stack/stack";
import type { PlainObject } from "../../config/merge";
import { seconds } from "../../config/quantities";
import { SECRET_NAMES, type SecretName } from "../../config/secrets";
import { serviceDownDelays, total } from "../../rules/delays";
import { prometheusRules } from "../../rules/prometheus";
import { isAlert } from "../../rules/types";
import { at } from "../support/resources";
import { configOf } from "./harness/rules";

const SETTINGS: readonly (readonly [string, PlainObject])[] = [
    ["dev", {}],
    ["prod", { profile: "ha" }],
    ["a stack that scrapes seldom", { prometheus: { scrapeInterval: "2m" } }],
    ["a stack that scrapes often", { prometheus: { scrapeInterval: "3s" } }],
];

test.each(SETTINGS)("in %s, a service down is told in time", (_, settings) => {
    const delays = Object.values(serviceDownDelays(configOf(settings)));
    expect(delays).toHaveLength(2);
    for (const steps of delays) expect(total(steps)).toBeLessThanOrEqual(seconds(SERVICE_DOWN_LIMIT));
});

/** What is deployed is what the sum is made of. */
test.each(SETTINGS)("in %s, what is deployed has these delays", (_, settings) => {
    const config = configOf(settings);
    const [available = [], answering = []] = Object.values(serviceDownDelays(config)).map((steps) =>
        steps.map(({ longest }) => longest),
    );
    const sources = Object.fromEntries(SECRET_NAMES.map((name) => [name, { from: "absent" }])) as {
        readonly [name in SecretName]: { readonly from: "absent" };
    };
    const values = kubeStateMetricsValues({ config, references: referencesOf(config, sources) });
    expect(at(values, "prometheus", "monitor", "http", "interval")).toBe(available[0]);

    const target = scrapeTargets(config).find(({ name }) => name === "applications");
    if (target === undefined) throw new Error("applications aren't scraped");
    const endpoint = at(monitorSpec(target, config), "podMetricsEndpoints", 0);
    expect([at(endpoint, "interval"), at(endpoint, "scrapeTimeout")]).toEqual(answering.slice(0, 2));

    const group = Object.values(prometheusRules(config))
        .flat()
        .find(({ rules }) => rules.some((rule) => isAlert(rule) && rule.alert === "ServiceDown"));
    expect(group?.interval).toBe(answering[2]);
    const waits = new Set((group?.rules ?? []).filter(isAlert).map((rule) => rule.for));
    expect([...waits]).toEqual([answering[3]]);
});
