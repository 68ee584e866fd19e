import { valueAt } from "../../config/merge";
import { LOG_LABELS } from "../../model/telemetry/labels";
import { parse } from "yaml";
import { fileOf } from "../../scripts/shared/loopback/loki-server";
import { configuration, plan } from "../support/plan";
import { at, release } from "../support/resources";
import { dev, prod } from "../../scripts/shared/loopback/examples";

const limit = (settings: Parameters<typeof fileOf>[0], name: string): unknown =>
    valueAt(parse(fileOf(settings)), ["limits_config", name]);
const chunkAge = (settings: Parameters<typeof fileOf>[0]): unknown =>
    valueAt(parse(fileOf(settings)), ["ingester", "max_chunk_age"]);

describe("limits", () => {
    test("follow from the volume, with room for a node that sends what it has held back", () => {
        expect(limit(prod(), "ingestion_rate_mb")).toBe(12);
        expect(limit(prod({ loki: { dailyVolume: "500Gi" }, ...LARGE }), "ingestion_rate_mb")).toBe(60);
        // Small ones have room for a burst too.
        expect(limit(dev(), "ingestion_rate_mb")).toBe(8);
    });

    test("take lines that an outage has delayed", () => {
        expect(chunkAge(dev())).toBe("3h");
        expect(chunkAge(dev({ collector: { outageMinutes: 120 } }))).toBe("5h");
        expect(limit(dev(), "reject_old_samples_max_age")).toBe("168h");
    });

    test("retention is each stream's own", () => {
        const settings = dev({ loki: { retention: "14d", debugRetention: "1d", auditRetention: "730d" } });
        expect(limit(settings, "retention_period")).toBe("336h");
        expect(limit(settings, "retention_stream")).toEqual([
            { selector: '{level=~"trace|debug"}', priority: 1, period: "24h" },
            { selector: '{audit="true"}', priority: 2, period: "17520h" },
        ]);
        expect(limit(settings, "max_query_length")).toBe("17520h");
    });

    test("index labels are few, and retention goes by labels alone", () => {
        expect(LOG_LABELS.length).toBeLessThanOrEqual(Number(limit(dev(), "max_label_names_per_series")));
        expect(limit(dev(), "max_label_names_per_series")).toBe(10);
        for (const { selector } of limit(dev(), "retention_stream") as readonly { readonly selector: string }[]) {
            expect(LOG_LABELS).toContain(/\{(\w+)/.exec(selector)?.[1]);
        }
    });
});

/** Volumes for many logs. */
const LARGE = { collector: { queueStorage: { gateway: "200Gi" } }, fluentBit: { bufferSize: "30Gi" } };

test("what is to be deleted is remembered in the object storage, or on the volume beside the chunks", () => {
    const marker = (settings: Parameters<typeof fileOf>[0]): unknown =>
        valueAt(parse(fileOf(settings)), ["compactor", "deletion_marker_object_store_prefix"]);
    expect(marker(prod())).toBe("deletion-markers/");
    expect(marker(dev())).toBeUndefined();
});

test("the ruler sends to every Alertmanager, and a tail goes to a querier", async () => {
    const { values } = release((await plan("prod", configuration("prod"))).plan.resources, "loki");
    const config = at(values, "loki", "structuredConfig");
    expect(String(at(config, "ruler", "alertmanager_url")).split(",")).toHaveLength(3);
    expect(at(config, "frontend", "tail_proxy_url")).toBe("https://loki-querier.go-coffee-monitoring.svc:3100");
});
