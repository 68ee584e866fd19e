import { rmSync } from "node:fs";
import { join } from "node:path";
import { LOKI_SERVER_NAME } from "../../model/network/servers";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { startLoki, type RunningLoki } from "../../scripts/shared/loopback/loki-server";
import { logsBody } from "../support/otlp";
import { eventually, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { standInS3 } from "../support/s3";
import type { Swap } from "../../scripts/shared/loopback/startable";
import { prod } from "../../scripts/shared/loopback/examples";
import { withProgram } from "../support/foreign";

/** Deletion from object storage by compactors that lose their disk meanwhile, as one without a volume does. */

withProgram("loki", "Loki's retention", () => {
    const settings = prod({ loki: { mode: "monolithic", schemaFrom: "2024-01-01", debugRetention: "24h" } });
    const folder = temporaryFolder("loki-deletion");
    const certificates = makeCertificates(folder, [LOKI_SERVER_NAME]);
    const TWO_DAYS = 48 * 3_600_000;

    test("what a compactor has marked is deleted by the next one", async () => {
        process.env.AWS_ACCESS_KEY_ID = "made-up";
        process.env.AWS_SECRET_ACCESS_KEY = "made-up";
        const s3 = await standInS3();
        const keys = (part: string): readonly string[] =>
            [...s3.objects.keys()].filter((key) => key.startsWith(`go-coffee-logs/${part}/`));
        const onNewDisk = async (deleteDelay: string): Promise<RunningLoki> => {
            rmSync(join(folder, "data"), { recursive: true, force: true });
            const swaps: readonly Swap[] = [
                { kind: "address", at: ["common", "storage", "s3", "endpoint"], to: `http://${s3.address}` },
                { kind: "address", at: ["common", "storage", "s3", "s3forcepathstyle"], to: true },
                { kind: "time", at: ["compactor", "compaction_interval"], to: "3s" },
                { kind: "time", at: ["compactor", "retention_delete_delay"], to: deleteDelay },
            ];
            return startLoki(settings, { folder, certificates, alertmanager: "https://localhost:9", swaps });
        };

        const first = await onNewDisk("1h");
        const debug = { body: "debug, two days ago", service: "old", attributes: { level: "debug" } };
        expect(await first.push(logsBody([debug], Date.now() - TWO_DAYS))).toBe(204);
        // What is in memory is stored when it ends.
        await first.program.stop();
        expect(keys("fake")).toHaveLength(1);

        const second = await onNewDisk("1h");
        await eventually("a mark", () => (keys("deletion-markers").length > 0 ? true : undefined), 120_000);
        await second.program.stop();
        expect(keys("fake")).toHaveLength(1);

        await onNewDisk("1s");
        await eventually("the deletion", () => (keys("fake").length === 0 ? true : undefined), 120_000);
    });
});
