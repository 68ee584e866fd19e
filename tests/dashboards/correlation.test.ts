import { parse } from "yaml";
import { datasources } from "../../components/grafana-content/datasources";
import type { JsonObject } from "../../model/formats/json";
import type { Settings } from "../../model/stack/stack";
import { DATASOURCES } from "../../model/grafana/datasources";
import { wire } from "../../model/network/wiring";
import { configOf, prometheusRulesOf } from "../rules/harness/rules";
import { at } from "../support/resources";
import { inferenceOver } from "../support/promql-labels";
import { logqlErrors, readPromql } from "../../scripts/shared/alerting/queries";

interface Datasource {
    readonly name: string;
    readonly type: string;
    readonly uid: string;
    readonly url: string;
    readonly jsonData: JsonObject;
    readonly secureJsonData: JsonObject;
}

/** As Grafana has them after it has expanded `$`. */
function provisioned(over: JsonObject = {}): readonly Datasource[] {
    const settings: Settings = { config: configOf(over), references: {} as Settings["references"] };
    const { prometheus, alertmanager, lokiQuery, jaegerQuery } = wire(settings);
    const file = datasources(settings, { prometheus, alertmanager, loki: lokiQuery, jaeger: jaegerQuery });
    // What is meant for Grafana and isn't written twice would be taken for a variable of its environment.
    expect(file.replaceAll("$$", "").replaceAll("$__file{", "")).not.toContain("$");
    return (parse(file.replaceAll("$$", "$")) as { datasources: Datasource[] }).datasources;
}

const named = (all: readonly Datasource[], uid: string): Datasource => {
    const found = all.find((one) => one.uid === uid);
    if (found === undefined) throw new Error(`no datasource ${uid}`);
    return found;
};

/** Every UID that a datasource refers to. */
const references = (value: unknown): readonly string[] =>
    typeof value !== "object" || value === null
        ? []
        : Object.entries(value).flatMap(([key, below]) =>
              /^(datasource|alertmanager)Uid$/.test(key) ? [String(below)] : references(below),
          );

test.each([
    ["dev", {}],
    ["prod", { profile: "ha" }],
] as const)("%s: datasources have fixed UIDs, and TLS with our CA", (_, over) => {
    const all = provisioned(over);
    expect(all.map(({ type, uid }) => ({ type, uid }))).toEqual(
        expect.arrayContaining(Object.values(DATASOURCES).map((one) => ({ ...one }))),
    );
    for (const { url, jsonData, secureJsonData } of all) {
        expect(url).toMatch(/^https:\/\//);
        expect(jsonData.tlsAuthWithCACert).toBe(true);
        expect(jsonData.tlsSkipVerify).toBeUndefined();
        expect(secureJsonData.tlsCACert).toMatch(/^\$__file\{.+\}$/);
    }
});

test("each signal leads to the others", () => {
    const all = provisioned();
    const links = Object.fromEntries(all.map(({ uid, jsonData }) => [uid, new Set(references(jsonData))]));
    expect(links).toEqual({
        prometheus: new Set(["jaeger", "alertmanager"]),
        alertmanager: new Set(),
        loki: new Set(["jaeger", "alertmanager"]),
        jaeger: new Set(["loki", "prometheus"]),
    });
});

test("without traces nothing leads to them", () => {
    const all = provisioned({ jaeger: { enabled: false } });
    expect(all.map(({ uid }) => uid)).toEqual(["prometheus", "alertmanager", "loki"]);
    expect(all.flatMap(({ jsonData }) => references(jsonData))).not.toContain("jaeger");
});

test("Grafana shows the rules of Prometheus and Loki, and whom Alertmanager tells", () => {
    const all = provisioned();
    expect(named(all, "prometheus").jsonData).toMatchObject({ manageAlerts: true, alertmanagerUid: "alertmanager" });
    expect(named(all, "loki").jsonData).toMatchObject({ manageAlerts: true, alertmanagerUid: "alertmanager" });
    expect(named(all, "alertmanager").jsonData.implementation).toBe("prometheus");
});

test("a span leads to metrics that exist", () => {
    const config = configOf();
    const infer = inferenceOver(prometheusRulesOf(config));
    const queries = at(named(provisioned(), "jaeger").jsonData, "tracesToMetrics", "queries") as { query: string }[];
    expect(queries.length).toBeGreaterThan(2);
    for (const { query } of queries) {
        const sent = query.replace("$__tags", 'service_name="payment-service"').replace("$__rate_interval", "2m");
        expect(sent).not.toContain("$");
        expect(readPromql(sent).errors).toEqual([]);
        expect(infer(sent).problems).toEqual([]);
    }
});

test("a span leads to lines of its trace and service, around its time", () => {
    const { query, tags, spanStartTimeShift, spanEndTimeShift } = at(
        named(provisioned(), "jaeger").jsonData,
        "tracesToLogsV2",
    ) as { query: string; tags: unknown; spanStartTimeShift: string; spanEndTimeShift: string };
    expect(tags).toEqual([{ key: "service.name", value: "service_name" }]);
    expect([spanStartTimeShift, spanEndTimeShift]).toEqual(["-5m", "5m"]);
    const sent = query.replace("${__tags}", 'service_name="x"').replaceAll("${__span.traceId}", "a1");
    expect(sent).not.toContain("$");
    expect(logqlErrors(sent)).toEqual([]);
});

describe("a line leads to its trace", () => {
    const fields = at(named(provisioned(), "loki").jsonData, "derivedFields") as {
        matcherType: string;
        matcherRegex: string;
        url: string;
    }[];
    const inText = fields.find(({ matcherType }) => matcherType === "regex")?.matcherRegex ?? "";
    const ID = "4bf92f3577b34da6a3ce929d0e0e4736";

    test("that stands beside it", () => {
        expect(fields).toContainEqual(
            expect.objectContaining({ matcherType: "label", matcherRegex: "trace_id", url: "${__value.raw}" }),
        );
    });

    test.each([
        `level=error trace_id=${ID} msg="no"`,
        `{"traceId":"${ID}","message":"no"}`,
        `payment failed (traceID: ${ID})`,
        `trace-id = "${ID}"`,
    ])("that it names: %s", (line) => {
        expect(new RegExp(inText).exec(line)?.[1]).toBe(ID);
    });

    test.each([`order ${ID}`, "trace_id=none", `retrace ${ID}`])("but not what isn't one: %s", (line) => {
        expect(new RegExp(inText).exec(line)).toBeNull();
    });
});
