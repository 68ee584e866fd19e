import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { startableJaeger } from "../../scripts/shared/loopback/jaeger-server";
import { run, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { tool } from "../../scripts/shared/tools/tool";
import { dev, prod } from "../../scripts/shared/loopback/examples";

const VARIANTS = {
    dev: dev(),
    prod: prod(),
    "one Elasticsearch node": dev({
        elasticsearch: { mode: "managed", replicas: 1, storage: "20Gi" },
        jaeger: { storage: { type: "elasticsearch", shards: 1 } },
    }),
    "an Elasticsearch that exists": prod({
        elasticsearch: {
            mode: "external",
            url: "https://traces.example.com",
            username: "jaeger",
            caSecret: { name: "traces-ca" },
        },
        existingSecrets: { elasticsearchPassword: { name: "traces", key: "password" } },
        jaeger: { storage: { type: "elasticsearch", shards: 6, replicas: 2 } },
    }),
};

describe("the real Jaeger accepts the configuration", () => {
    const folder = temporaryFolder("jaeger-config");
    const certificates = makeCertificates(folder);
    const validate = (name: string, text: string) => {
        const file = join(folder, `${name}.yaml`);
        writeFileSync(file, text);
        return run(tool("jaeger"), ["validate", "--config", file]);
    };

    test.each(Object.entries(VARIANTS))("%s", async (name, settings) => {
        const own = join(folder, name.replaceAll(" ", "-"));
        mkdirSync(own, { recursive: true });
        const { text } = await startableJaeger(settings, { folder: own, certificates, backends: {} });
        const { code, output } = validate(name, text);
        // Its version, and no complaint.
        expect(output).toMatch(/^[^\n]*application version[^\n]*\n$/);
        expect(code).toBe(0);
    });

    test("and refuses a wrong one", async () => {
        const { text } = await startableJaeger(VARIANTS.dev, { folder, certificates, backends: {} });
        const { code, output } = validate("wrong", text.replace("consistency:", "consistencies:"));
        expect(output).toContain("consistencies");
        expect(code).not.toBe(0);
    });
});
