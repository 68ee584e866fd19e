/** The synthetic Go Coffee: plays its services until it is ended. Everything that it is told is in its environment. */
import { existsSync, readFileSync } from "node:fs";
import { createServer, type ServerResponse } from "node:http";
import { isIncident } from "./incidents";
import { asJson, type Line } from "./lines";
import { logsBody } from "./logs";
import { OPEN_METRICS } from "./registry";
import { sender } from "./sender";
import { player } from "./service";
import { settingsOf } from "./settings";
import { tracesBody } from "./spans";
import type { ServiceName } from "./platform";

const settings = settingsOf(process.env);
const seconds = (): number => Math.floor(Date.now() / 1000);
const played = player(settings.services, settings, seconds());
const { send, counts } = sender(settings.otlp, settings.ca);

/** A service in a cluster learns from the gateway in which pod it is; on one machine there is no pod. */
const resourceOf = (service: ServiceName): { readonly [key: string]: string } => ({
    "service.name": service,
    "service.namespace": settings.namespace,
    "service.instance.id": `${service}-${process.pid}`,
    ...(settings.pod === ""
        ? {}
        : {
              "k8s.namespace.name": settings.namespace,
              "k8s.pod.name": settings.pod.replace("{service}", service),
              "k8s.deployment.name": service,
          }),
});

function incidents(): void {
    const text = existsSync(settings.incidents) ? readFileSync(settings.incidents, "utf8") : "";
    played.goOn(text.split(/\s+/).filter(isIncident), seconds());
}

function write(lines: readonly Line[]): void {
    if (settings.sendsLines) send("/v1/logs", logsBody(lines, resourceOf), lines.length);
    else for (const line of lines) process.stdout.write(`${asJson(line)}\n`);
}

setInterval(() => {
    incidents();
    const { spans, lines } = played.play(seconds());
    send("/v1/traces", tracesBody(spans, resourceOf), spans.length);
    write(lines);
}, 1000);

const isDown = (service: ServiceName): boolean => played.effects().down?.includes(service) === true;

function metrics(service: ServiceName, answer: ServerResponse): void {
    const registry = played.registries[service];
    if (registry === undefined || isDown(service)) {
        answer.destroy();
        return;
    }
    answer.setHeader("content-type", OPEN_METRICS);
    answer.end(registry.text());
}

const [only] = settings.services;
createServer((asked, answer) => {
    const [path = ""] = (asked.url ?? "/").split("?");
    const named = settings.services.find((service) => path === `/${service}/metrics`);
    const service = named ?? (path === "/metrics" ? only : undefined);
    if (service !== undefined) metrics(service, answer);
    else if (path === "/counts") answer.end(JSON.stringify(counts));
    else if (path === "/ready") answer.writeHead(settings.services.some(isDown) ? 503 : 200).end();
    else answer.writeHead(404).end();
}).listen(settings.port, settings.address);

for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => process.exit(0));
