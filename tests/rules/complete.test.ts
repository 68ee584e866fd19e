import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { runbookUrl } from "../../model/alerting/runbooks";
import { DASHBOARDS } from "../../model/grafana/dashboards";
import { isAlert, SEVERITIES, type AlertingRule } from "../../rules/types";
import { TEAMS } from "../../config/schema/services";
import { PROJECT } from "../support/plan";
import { PROOFS } from "./cases";
import { ruleOf } from "./harness/promtool";
import { PROBED } from "./cases/services/probes";
import { isAlertProof, type Input } from "./harness/proofs";
import { LOG_PROOFS } from "./logs";
import { configOf, lokiRulesOf, nameOf, rulesUnder } from "./harness/rules";

const config = configOf();
/** What either profile deploys. */
const PROFILES = [{}, { profile: "ha" }, PROBED] as const;
const prometheus = PROFILES.flatMap((profile) => rulesUnder(profile));
const loki = PROFILES.flatMap((profile) => lokiRulesOf(configOf(profile)));
const all = [...prometheus, ...loki];
const alerts = [...new Map(all.filter(isAlert).map((rule) => [JSON.stringify(rule), rule])).values()];
const RUNBOOKS = join(PROJECT, "rules", "runbooks");
const unique = (names: readonly string[]): readonly string[] => [...new Set(names)].sort();

/** Alerts of one name differ in their fixed labels (team, threshold); each is proven by itself. */
const variant = ({ alert, labels }: AlertingRule): string =>
    `${alert} ${Object.entries(labels)
        .sort()
        .map(([label, value]) => `${label}=${value}`)
        .join(" ")}`;

test("every alert of Prometheus is proven, in each of its variants", () => {
    const proven = PROOFS.filter(isAlertProof).flatMap(({ alert, fires }) =>
        fires.flatMap(({ alerts: fired, settings }) =>
            fired.map((one) => variant(ruleOf(alert, one, rulesUnder(settings)))),
        ),
    );
    expect(unique(prometheus.filter(isAlert).map(variant)).filter((name) => !proven.includes(name))).toEqual([]);
});

test("every alert of Loki is proven by lines, in each of its variants", () => {
    const proven = LOG_PROOFS.flatMap(({ alert, fires }) =>
        fires.flatMap(({ alerts: fired }) => fired.map((one) => variant(ruleOf(alert, one, loki)))),
    );
    expect(unique(loki.filter(isAlert).map(variant))).toEqual(unique(proven));
});

test("every recording rule is proven", () => {
    const proven = PROOFS.flatMap((proof) => (isAlertProof(proof) ? [] : [proof.record]));
    expect(
        unique(prometheus.filter((rule) => !isAlert(rule)).map(nameOf)).filter((name) => !proven.includes(name)),
    ).toEqual([]);
});

test("nothing is proven twice, and nothing that there isn't", () => {
    const proven = PROOFS.map((proof) => (isAlertProof(proof) ? proof.alert : proof.record));
    expect(proven).toEqual([...new Set(proven)]);
    const inputs = PROOFS.flatMap((proof): readonly Input[] => (isAlertProof(proof) ? proof.fires : proof.values));
    const there = inputs.flatMap(({ settings }) => rulesUnder(settings).map(nameOf));
    expect(proven.filter((name) => !there.includes(name))).toEqual([]);
});

test("every alert has a runbook, every runbook an alert", () => {
    const pages = readdirSync(RUNBOOKS).map((file) => file.replace(/\.md$/, ""));
    expect(unique(pages)).toEqual(unique(alerts.map(({ alert }) => alert)));
});

test.each(readdirSync(RUNBOOKS))("%s helps whoever was woken", (file) => {
    const page = readFileSync(join(RUNBOOKS, file), "utf8");
    expect(page.startsWith(`# ${file.replace(/\.md$/, "")}\n`)).toBe(true);
    for (const part of ["Meaning", "Impact", "First look", "Mitigation", "Escalation"])
        expect(page).toMatch(new RegExp(`^\\*\\*${part}\\b`, "m"));
});

test.each(alerts.map((rule) => [variant(rule), rule] as const))("%s says what it must", (_, rule) => {
    const { severity, team } = rule.labels;
    const { summary, description, threshold, impact, first_step, runbook_url, dashboard_url } = rule.annotations;
    expect(SEVERITIES).toContain(severity);
    expect(TEAMS).toContain(team);
    expect(summary).toMatch(/\S/);
    expect(summary).not.toMatch(/\n|\.$/);
    // The value with its unit; what only hides others tells nobody a value.
    if (severity !== "info") expect(description).toMatch(/\$value/);
    expect(threshold).toMatch(rule.for === undefined ? /\S/ : new RegExp(`\\S, for ${rule.for}$`));
    // A sentence, a line: both are in every message.
    expect(impact).toMatch(/^\S.{10,200}[.!?]$/);
    expect(first_step).toMatch(/^\S.{10,}$/);
    expect(runbook_url).toBe(runbookUrl(config, rule.alert));
    expect(dashboard_url).toMatch(/\/d\/go-coffee-[a-z0-9-]+\?from=.*&to=now/);
});

test.each(alerts.map((rule) => [variant(rule), rule.annotations.dashboard_url ?? ""] as const))(
    "%s fills in variables that its dashboard has",
    (_, url) => {
        const dashboard = Object.values(DASHBOARDS).find(({ uid }) => url.includes(`/d/${uid}?`));
        const filled = [...url.matchAll(/&var-(\w+)=/g)].map(([, name]) => name);
        expect(dashboard?.variables).toEqual(expect.arrayContaining(filled));
    },
);

test("recorded series are named level:metric:operations", () => {
    const names = unique(prometheus.filter((rule) => !isAlert(rule)).map(nameOf));
    expect(names.filter((name) => !/^[a-z_]+:[a-z0-9_]+:[a-z0-9_]+$/.test(name))).toEqual([]);
});
