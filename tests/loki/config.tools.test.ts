import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileOf } from "../../scripts/shared/loopback/loki-server";
import { run, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { dev, prod, settings, PROD, PROD_SECRETS } from "../../scripts/shared/loopback/examples";
import { mergeDeep } from "../../config/merge";
import { foreign } from "../../scripts/shared/tools/foreign";
import { withProgram } from "../support/foreign";

withProgram("loki", "Loki's configuration", () => {
    const storage = (objectStorage: object, identity: object = { type: "workload" }) =>
        settings(
            mergeDeep(
                { ...PROD, objectStorage: undefined },
                { objectStorage: { logs: "logs", ...objectStorage, identity } },
            ),
            [...PROD_SECRETS, "objectStorageAccessKeyId", "objectStorageSecretAccessKey"],
        );

    const VARIANTS = {
        dev: dev(),
        prod: prod(),
        "dev with other retentions": dev({
            loki: { retention: "14d", debugRetention: "24h", auditRetention: "730d", dailyVolume: "1500Mi" },
            collector: { outageMinutes: 120 },
        }),
        "monolithic on object storage": prod({ loki: { mode: "monolithic" } }),
        "a certificate authority of the cluster's own": prod({
            certManager: { enabled: false },
            tls: {
                issuer: {
                    name: "company",
                    caCertificates: "-----BEGIN CERTIFICATE-----\nmade up\n-----END CERTIFICATE-----\n",
                },
            },
        }),
        "S3 that isn't Amazon's": storage(
            { provider: "s3", region: "eu", endpoint: "https://storage.example.com" },
            { type: "secret" },
        ),
        "Google Cloud Storage": storage({ provider: "gcs" }),
        "Azure Blob Storage": storage({ provider: "azure", account: "gocoffee" }, { type: "secret" }),
    };

    describe("the real Loki accepts the configuration", () => {
        const folder = temporaryFolder("loki-config");
        test.each(Object.entries(VARIANTS))("%s", (name, given) => {
            const file = join(folder, `${name.replaceAll(" ", "-")}.yaml`);
            writeFileSync(file, fileOf(given));
            process.env.AZURE_ACCOUNT_KEY = Buffer.from("made up").toString("base64");
            const { code, output } = run(foreign("loki"), [
                `-config.file=${file}`,
                "-config.expand-env=true",
                "-verify-config",
            ]);
            expect(output).toContain("config is valid");
            expect(output).not.toMatch(/level=error|deprecated/i);
            expect(code).toBe(0);
        });
    });
});
