import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { INDEX_PREFIX } from "../../components/jaeger/pipeline";
import { valueAt } from "../../config/merge";
import { PORTS } from "../../model/cluster/names";
import { JAEGER_USER, wire } from "../../model/network/wiring";
import { makeCertificates } from "../../scripts/shared/loopback/certificates";
import { standInElasticsearch, type StandInElasticsearch } from "../support/elasticsearch";
import { call } from "../../scripts/shared/loopback/trusting";
import { startableJaeger, startJaeger, type StartableJaeger } from "../../scripts/shared/loopback/jaeger-server";
import { newTraceId, tracesBody } from "../support/otlp";
import { configuration, plan } from "../support/plan";
import { eventually, start, temporaryFolder, type Program } from "../../scripts/shared/loopback/programs";
import { at, release } from "../support/resources";
import { tool } from "../../scripts/shared/tools/tool";
import { prod } from "../../scripts/shared/loopback/examples";

const settings = prod({ jaeger: { storage: { shards: 5, replicas: 2 } } });
const folder = temporaryFolder("jaeger-elasticsearch");
const certificates = makeCertificates(folder);
/** As many as the collectors send at once. */
const BATCH = 2048;
const PASSWORD = "made-up-password";
const today = (): string => new Date().toISOString().slice(0, 10);

let elasticsearch: StandInElasticsearch;
let made: StartableJaeger;
let jaeger: Program;
beforeAll(async () => {
    elasticsearch = await standInElasticsearch(certificates);
    const endpoint = wire(settings).elasticsearch;
    if (endpoint === undefined) throw new Error("prod keeps its traces in Elasticsearch");
    writeFileSync(join(folder, endpoint.credentials?.password.key ?? ""), PASSWORD);
    made = await startableJaeger(settings, {
        folder,
        certificates,
        backends: { [`${endpoint.host}:${endpoint.port}`]: elasticsearch.address },
    });
    jaeger = await startJaeger(made, folder);
});

const push = (traceId: string, spans = 1) =>
    call(certificates, `https://localhost:${made.port(PORTS.otlpHttp)}/v1/traces`, {
        body: tracesBody(
            Array.from({ length: spans }, () => ({ traceId, service: "payment-service", name: "POST /payments" })),
        ),
    });
const stored = (traceId: string): readonly string[] =>
    elasticsearch.documents.filter(({ source }) => valueAt(source, ["traceID"]) === traceId).map(({ index }) => index);

test("indices have the shards and copies that configuration gives", () => {
    const template = [...elasticsearch.templates].find(([name]) => name.includes("span"))?.[1];
    const text = JSON.stringify(template);
    expect(text).toContain(`${INDEX_PREFIX}-jaeger-span-*`);
    expect(text).toMatch(/"(index\.)?number_of_shards":"?5"?/);
    expect(text).toMatch(/"(index\.)?number_of_replicas":"?2"?/);
});

test("spans go to the index of their day, as Jaeger's own user with the password from the file", async () => {
    const traceId = newTraceId();
    expect((await push(traceId)).status).toBe(200);
    const [index] = await eventually("the span", () => (stored(traceId).length > 0 ? stored(traceId) : undefined));
    expect(index).toBe(`${INDEX_PREFIX}-jaeger-span-${today()}`);
    const basic = `Basic ${Buffer.from(`${JAEGER_USER}:${PASSWORD}`).toString("base64")}`;
    expect([...elasticsearch.authorizations].filter((sent) => sent !== basic)).toEqual([]);
});

test("while Elasticsearch is away, spans are refused before long, and those that it had taken are kept", async () => {
    elasticsearch.down = true;
    const sent: string[] = [];
    const refusal = await eventually(
        "a refusal",
        async () => {
            const traceId = newTraceId();
            const answer = await Promise.race([
                push(traceId, BATCH).then(({ status }) => status),
                new Promise<number>((resolve) =>
                    setTimeout(() => {
                        resolve(0);
                    }, 3000),
                ),
            ]);
            if (answer === 200) sent.push(traceId);
            return answer === 200 ? undefined : answer;
        },
        120_000,
    );
    process.stdout.write(`${sent.length} requests taken while Elasticsearch was away, then ${refusal}\n`);
    elasticsearch.down = false;
    await eventually(
        "what was taken",
        () => (sent.every((id) => stored(id).length >= BATCH) ? true : undefined),
        90_000,
    );
    await jaeger.stop();
});

test("the cleaner reaches Elasticsearch over TLS and deletes the days that are over", async () => {
    const DAY = 86_400_000;
    const midnight = Math.floor(Date.now() / DAY) * DAY;
    const indexOf = (age: number): string =>
        `${INDEX_PREFIX}-jaeger-span-${new Date(midnight - age * DAY).toISOString().slice(0, 10)}`;
    for (let age = 0; age < 10; age++) elasticsearch.indices.set(indexOf(age), new Date(midnight - age * DAY));
    elasticsearch.indices.set("go-coffee-other", new Date(0));

    const { values } = release((await plan("prod", configuration("prod"))).plan.resources, "jaeger");
    const cleaner = at(values, "esIndexCleaner");
    const variables = at(cleaner, "extraEnv") as readonly { readonly name: string; readonly value?: string }[];
    const env = Object.fromEntries(
        variables.map(({ name, value = PASSWORD }) => [name, name === "ES_TLS_CA" ? certificates.ca : value]),
    );
    const program = start(
        tool("es-index-cleaner"),
        [String(at(cleaner, "numberOfDays")), `https://${elasticsearch.address}`],
        { logFile: join(folder, "cleaner.log"), env },
    );
    await eventually("its end", () => (program.process.exitCode === null ? undefined : true));
    expect(program.log()).not.toContain('"level":"fatal"');
    expect(program.process.exitCode).toBe(0);
    expect([...elasticsearch.indices.keys()]).toEqual([
        ...Array.from({ length: 7 }, (_, age) => indexOf(age)),
        "go-coffee-other",
    ]);
});
