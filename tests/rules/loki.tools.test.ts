import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { lokiRuleFiles } from "../../rules/loki";
import { alertmanagerStub, evaluatedAgain, startLoki, type ReceivedAlert } from "../support/loki";
import { eventually, run, temporaryFolder } from "../../scripts/shared/loopback/programs";
import type { LogAlert, LogMiss } from "./harness/logs";
import { otlpLogs } from "./harness/otlp";
import { configOf } from "./harness/rules";
import { LOG_PROOFS } from "./logs";
import { foreign } from "../../scripts/shared/tools/foreign";
import { withProgram } from "../support/foreign";

withProgram("loki", "rules of logs", () => {
    const checked = temporaryFolder("log-rules");

    test.each([
        ["dev", configOf()],
        ["prod", configOf({ profile: "ha" })],
    ] as const)("Loki's own tool accepts the rules of %s", (_, config) => {
        const files = Object.entries(lokiRuleFiles(config)).map(([name, text]) => {
            const file = join(checked, name);
            writeFileSync(file, text);
            return file;
        });
        for (const command of [["check"], ["lint", "--dry-run"]]) {
            const { code, output } = run(foreign("lokitool"), ["rules", ...command, ...files]);
            expect([code, output.match(/level=(?!info)\S+.*/g)]).toEqual([0, null]);
        }
    });

    /** Each case has a namespace of its own: all of them run in one Loki, and none sees another's lines. */
    const cases = LOG_PROOFS.flatMap(({ alert, fires, silent }): readonly Case[] => [
        ...fires.map((firing) => ({ alert, besides: [], ...firing })),
        ...silent.map((miss) => ({ alert, besides: [], alerts: [], ...miss })),
    ]).map((one, index) => ({ ...one, namespace: `case-${index}` }));

    interface Case extends LogMiss {
        readonly alert: string;
        readonly alerts: readonly LogAlert[];
        readonly besides: readonly string[];
    }

    const folder = temporaryFolder("loki");
    const alertmanager = alertmanagerStub();
    const { received } = alertmanager;

    beforeAll(async () => {
        const config = configOf({ namespaces: { applications: cases.map(({ namespace }) => ({ name: namespace })) } });
        const loki = await startLoki(folder, config, await alertmanager.listen());
        for (const { namespace, lines } of cases) {
            const response = await fetch(`${loki.url}/otlp/v1/logs`, {
                method: "POST",
                headers: { "content-type": "application/json" },
                body: JSON.stringify(otlpLogs(namespace, lines)),
            });
            if (!response.ok) throw new Error(`${namespace}: ${await response.text()}`);
        }
        // Rules come when all lines are there: no evaluation sees half of a case.
        loki.rules(lokiRuleFiles(config));
        const expected = cases.flatMap(({ alerts }) => alerts).length;
        await eventually("alerts", () => (received().length >= expected ? true : undefined));
        await evaluatedAgain(loki);
    });

    const of = (namespace: string, alert: string): readonly ReceivedAlert[] =>
        received().filter(({ labels }) => labels.namespace === namespace && labels.alertname === alert);

    test.each(
        cases.map((one) => [`${one.alert}: ${one.given}${one.alerts.length === 0 ? ": silent" : ""}`, one] as const),
    )("%s", (_, { alert, alerts, namespace }) => {
        const sent = of(namespace, alert).map(({ labels, annotations: { summary, description } }) => ({
            labels,
            summary,
            description,
        }));
        const wanted = alerts.map(({ labels, summary, description }) => ({
            labels: { alertname: alert, cluster: "go-coffee", namespace, ...labels },
            summary,
            description: description.replaceAll("NAMESPACE", namespace),
        }));
        expect(new Set(sent.map((one) => JSON.stringify(sorted(one))))).toEqual(
            new Set(wanted.map((one) => JSON.stringify(sorted(one)))),
        );
    });

    const sorted = (one: {
        readonly labels: object;
        readonly summary?: string;
        readonly description?: string;
    }): object => ({
        ...one,
        labels: Object.fromEntries(Object.entries(one.labels).sort()),
    });

    test("nothing else fires", () => {
        const others = cases.flatMap(({ namespace, alert, besides }) =>
            received()
                .filter(({ labels }) => labels.namespace === namespace)
                .map(({ labels }) => labels.alertname ?? "")
                .filter((name) => name !== alert && !besides.includes(name))
                .map((name) => `${namespace} (${alert}): ${name}`),
        );
        expect(others).toEqual([]);
    });

    test("links are filled in, and lead to where alerts are looked into", () => {
        const [panic] = of("case-0", "PanicInLogs");
        expect(panic?.annotations.dashboard_url).toMatch(
            /^https:\/\/localhost:3000\/d\/go-coffee-service\?from=\d{13}&to=now&var-service=[a-z-]+$/,
        );
        expect(panic?.annotations.logs_url).not.toMatch(/\{\{|<no value>/);
        expect(panic?.annotations.runbook_url).toBe("https://runbooks.gocoffee.dev/PanicInLogs");
        expect(panic?.generatorURL).toMatch(/^https:\/\/localhost:3000\/explore\?/);
    });
});
