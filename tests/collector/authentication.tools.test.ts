import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { SERVICES } from "../../model/cluster/names";
import { SENDERS } from "../../model/network/senders";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { dev } from "../../scripts/shared/loopback/examples";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { call } from "../../scripts/shared/loopback/trusting";
import { startStack } from "../support/collector-stack";
import { newTraceId, tracesBody } from "../support/otlp";

/** What applications prove before the real collector takes their telemetry. */

const body = tracesBody([{ traceId: newTraceId(), service: "payment-service", name: "POST /payments" }]);
const HTTP = SERVICES.collectorHttp.port;

test("a token: who shows another one, or none, is refused, by every protocol", async () => {
    const folder = temporaryFolder("bearer");
    writeFileSync(join(folder, "token"), "made-up-token");
    const settings = dev({ collector: { authentication: { type: "bearer" } } });
    const { certificates, url } = await startStack(settings, folder, [], {
        swaps: [{ kind: "path", find: SENDERS.directory, put: folder }],
    });
    const status = async (authorization?: string): Promise<number> =>
        (await call(certificates, url(HTTP, "/v1/traces"), { body, authorization })).status;
    expect(await status()).toBe(401);
    expect(await status("Bearer another")).toBe(401);
    expect(await status("Bearer made-up-token")).toBe(200);
    const zipkin = url(SERVICES.collectorZipkin.port, "/api/v2/spans");
    expect((await call(certificates, zipkin, { body: "[]" })).status).toBe(401);
    const thrift = url(SERVICES.collectorJaegerHttp.port, "/api/traces");
    expect((await call(certificates, thrift, { body: "x", type: "application/x-thrift" })).status).toBe(401);
});

test("a certificate: of an authority that is named, and of no other one", async () => {
    const folder = temporaryFolder("certificate");
    mkdirSync(join(folder, "theirs"));
    const theirs = makeCertificates(join(folder, "theirs"));
    writeFileSync(join(folder, "ca.crt.senders"), readFileSync(theirs.ca));
    const settings = dev({
        collector: { authentication: { type: "certificate", caCertificates: readFileSync(theirs.ca, "utf8") } },
    });
    const { certificates, url } = await startStack(settings, folder, [], {
        swaps: [{ kind: "certificate", find: SENDERS.caFile, put: join(folder, "ca.crt.senders") }],
    });
    const to = url(HTTP, "/v1/traces");
    expect((await call(certificates, to, { body, as: theirs })).status).toBe(200);
    await expect(call(certificates, to, { body })).rejects.toThrow(/certificate|alert/);
    await expect(call(certificates, to, { body, anonymous: true })).rejects.toThrow(/certificate|alert/);
});
