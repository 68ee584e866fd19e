import { request } from "../../scripts/shared/cluster/https";
import { readFileSync } from "node:fs";
import { LOKI_SERVER_NAME } from "../../model/network/servers";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { dev } from "../../scripts/shared/loopback/examples";
import { startLoki } from "../../scripts/shared/loopback/loki-server";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { lokiStore } from "../../scripts/subjects/kept-lines";
import { withProgram } from "../support/foreign";
import { logsBody } from "../support/otlp";

/** A person's lines, gone from the real Loki: from its memory too, which takes some rounds of its compactor. */
withProgram("loki", "a person's lines", () => {
    const PERSON = "id_0123456789abcdef";
    const OTHER = "id_ffff456789abcdef";

    test("are found in texts and in fields, deleted, and found no more; others stay", async () => {
        const folder = temporaryFolder("erasure");
        const certificates = makeCertificates(folder, [LOKI_SERVER_NAME]);
        const loki = await startLoki(dev({ loki: { mode: "monolithic", erasure: true } }), {
            folder,
            certificates,
            alertmanager: "https://localhost:9",
            swaps: [
                { kind: "time", at: ["compactor", "compaction_interval"], to: "5s" },
                { kind: "time", at: ["compactor", "retention_delete_delay"], to: "1s" },
                { kind: "time", at: ["compactor", "delete_request_cancel_period"], to: "1s" },
            ],
        });
        const lines = [
            { body: `user ${PERSON} has paid`, service: "a" },
            { body: "paid", service: "a", attributes: { user_id: PERSON } },
            { body: "paid", service: "b", attributes: { "customer.id": PERSON, level: "debug" } },
            { body: "paid", service: "a", attributes: { path: `/users/${PERSON}/orders` } },
            { body: `user ${OTHER} has paid`, service: "a", attributes: { user_id: OTHER } },
        ];
        expect(await loki.push(logsBody(lines, Date.now() - 60_000))).toBe(204);
        const ca = readFileSync(certificates.ca, "utf8");
        const ask = (path: string, method: "GET" | "POST" = "GET") => request(loki.port, path, { ca, method });
        const store = lokiStore({
            ask,
            flush: async () => {
                expect((await ask("/flush", "POST")).status).toBe(204);
            },
            keptSeconds: 31 * 86_400,
            patience: 780_000,
        });
        expect(await store.find(PERSON)).toMatchObject({ count: 4 });
        expect(await store.erase(PERSON, () => undefined)).toBe("4 lines deleted");
        expect(await store.find(PERSON)).toMatchObject({ count: 0 });
        expect((await store.find(OTHER)).count).toBeGreaterThan(0);
    }, 900_000);
});
