import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer, type IncomingHttpHeaders } from "node:http";
import { createServer as createSecureServer } from "node:https";
import { connect } from "node:net";
import { join } from "node:path";
import { outgoingVariables } from "../../model/network/outgoing";
import { startAlertmanager } from "../../scripts/shared/loopback/alertmanager";
import { writeFiles } from "../../scripts/shared/loopback/alertmanager-files";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { dev } from "../../scripts/shared/loopback/examples";
import { temporaryFolder } from "../../scripts/shared/loopback/programs";
import { listening } from "../../scripts/shared/loopback/web-server";
import { generated } from "./configuration";
import { awaited } from "./delivery";

const folder = temporaryFolder("proxy");
const OUTSIDE = "hooks.company.invalid";

test("notifications go through the company's proxy, to servers that the company's authority vouches for", async () => {
    const company = join(folder, "company");
    const certificates = makeCertificates(folder, [OUTSIDE]);
    const got: IncomingHttpHeaders[] = [];
    const server = createSecureServer(
        { key: readFileSync(certificates.key), cert: readFileSync(certificates.certificate) },
        (request, response) => {
            got.push(request.headers);
            request.resume().on("end", () => response.end());
        },
    );
    const { host } = await listening(server, "https");
    const asked: string[] = [];
    const proxy = createServer().on("connect", ({ url = "" }, client) => {
        asked.push(url);
        const [name = "", port = ""] = host.split(":");
        const onwards = connect(Number(port), name, () => {
            client.write("HTTP/1.1 200 OK\r\n\r\n");
            onwards.pipe(client).pipe(onwards);
        });
        for (const socket of [onwards, client]) socket.on("error", () => undefined);
    });
    const { url } = await listening(proxy, "http");

    const httpProxy = { url, noProxy: ["inside.company.invalid"] };
    const settings = {
        notifications: { webhook: { enabled: true, authentication: { type: "bearer" } }, heartbeat: { enabled: true } },
        httpProxy,
    };
    const secrets = {
        webhookUrl: "https://webhook.invalid",
        webhookToken: "made-up",
        heartbeatUrl: "https://x.invalid",
    };
    const file = writeFiles(
        await generated("dev", settings, secrets),
        folder,
        { http: "http://127.0.0.1:9", smtp: "127.0.0.1:9" },
        {
            "alertmanager-secrets/webhook-url": `https://${OUTSIDE}/plain`,
            "alertmanager-secrets/webhook-token": "made-up",
            "alertmanager-secrets/heartbeat-url": `https://${OUTSIDE}/heartbeat`,
        },
        { group_wait: "1s", group_interval: "1s" },
    );
    // A folder with the company's certificate, where the pod mounts its ConfigMap.
    const pem = readFileSync(certificates.ca, "utf8");
    const { config } = dev({ httpProxy, tls: { companyCertificates: pem } });
    const variables = Object.fromEntries(outgoingVariables(config).map(({ name, value }) => [name, value]));
    expect(variables.SSL_CERT_DIR).toBe("/etc/ssl/certs:/etc/go-coffee/company-ca");
    mkdirSync(company);
    writeFileSync(join(company, "company.crt"), pem);
    const alertmanager = await startAlertmanager(folder, file, {
        SSL_CERT_DIR: variables.SSL_CERT_DIR?.replace("/etc/go-coffee/company-ca", company) ?? "",
    });
    await alertmanager.send(
        { labels: { alertname: "ServiceDown", severity: "warning", team: "payments" } },
        { labels: { alertname: "Watchdog", severity: "none" } },
    );
    const requests = await awaited("requests", 2, () => got);
    expect(new Set(asked)).toEqual(new Set([`${OUTSIDE}:443`]));
    // With an http_config of its own and with the global one.
    expect(requests.map(({ authorization }) => authorization ?? "none").sort()).toEqual(["Bearer made-up", "none"]);
});
