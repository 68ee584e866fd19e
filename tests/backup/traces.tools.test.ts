import { readFileSync } from "node:fs";
import { join } from "node:path";
import { SERVICES } from "../../model/cluster/names";
import { script } from "../support/script";
import { certificatesFor, deployment, drill, findingsOf, writeStack, type Drill } from "./drill";
import { snapshotsApi, type SnapshotsApi } from "./snapshots-api";

/**
 * Snapshots of traces. The Kubernetes API, the forwarded port, TLS and the commands are real; Elasticsearch is a stand-in that
 * follows its documented API (snapshots-api.ts), since the real one can't be had.
 */

const PASSWORD = "made-up-password-of-elastic";
const SETTINGS = {
    jaeger: { storage: { type: "elasticsearch" } },
    elasticsearch: {
        mode: "managed",
        replicas: 1,
        storage: "20Gi",
        snapshots: { bucket: "go-coffee-traces", prefix: "drill", keep: 2 },
    },
    objectStorage: { provider: "s3", logs: "go-coffee-logs", region: "eu-central-1", identity: { type: "workload" } },
} as const;
const PLACE = { bucket: "go-coffee-traces", base_path: "drill" } as const;
const PLACE_NAME = JSON.stringify(PLACE);

let elasticsearch: SnapshotsApi;
let stage: Drill;

beforeAll(async () => {
    const { service, port } = SERVICES.elasticsearch;
    // The certificate has the name of the Service alone, as the real one.
    const certificates = certificatesFor(service);
    elasticsearch = await snapshotsApi(certificates);
    stage = await drill("traces", {
        settings: SETTINGS,
        certificates,
        cluster: { ports: { [port]: elasticsearch.port } },
    });
    const labels = { "common.k8s.elastic.co/type": "elasticsearch" };
    // What the operator makes: the pods, their Service, and the administrator's password.
    stage.cluster.apply(
        deployment("elasticsearch", stage.namespace, labels, { ports: [{ containerPort: port }] }),
        {
            apiVersion: "v1",
            kind: "Service",
            metadata: { name: service, namespace: stage.namespace },
            spec: { selector: labels, ports: [{ name: "https", port }] },
        },
        {
            apiVersion: "v1",
            kind: "Secret",
            metadata: { name: "elasticsearch-es-elastic-user", namespace: stage.namespace },
            stringData: { elastic: PASSWORD },
        },
    );
    stage.cluster.settled(stage.namespace);
});

const DAYS = ["2026-11-23", "2026-11-24", "2026-11-25"] as const;
const index = (day: string): string => `go-coffee-jaeger-span-${day}`;
beforeEach(() => {
    elasticsearch.outcome = "SUCCESS";
    elasticsearch.indices.clear();
    for (const day of DAYS) elasticsearch.indices.set(index(day), `spans of ${day}`);
});

const backup = (name: string): string => join(stage.folder, name);
const backUp = (name: string) => stage.backUp("--only", "traces", "--to", backup(name), "--json");
const restore = (name: string) => stage.restore(backup(name), "--only", "traces", "--yes", "--json");
const stored = (): readonly string[] => [...(elasticsearch.stored.get(PLACE_NAME)?.keys() ?? [])];

test("a snapshot of every index is taken and waited for", async () => {
    const ran = await backUp("first");
    const [name = ""] = stored();
    expect(name).toMatch(/^drill-traces-\d{8}t\d{6}z$/);
    expect({ code: ran.code, findings: findingsOf(ran) }).toMatchObject({
        code: 0,
        findings: [
            { check: "traces", outcome: "ok", found: `snapshot ${name} of 3 indices (traces.json)` },
            { check: "backup", outcome: "ok" },
        ],
    });
    expect(ran.stderr).toContain(`traces: snapshot ${name}: 0 of 3 shards\ntraces: snapshot ${name}: 3 of 3 shards\n`);
    expect(elasticsearch.repositories.get("go-coffee")).toEqual({ type: "s3", settings: PLACE });
    expect(JSON.parse(readFileSync(backup("first/traces.json"), "utf8"))).toEqual({
        repository: { type: "s3", settings: PLACE },
        snapshot: name,
        uuid: `uuid-of-${name}`,
        version: "9.5.0",
        indices: DAYS.map(index),
    });
    expect([...elasticsearch.authorizations]).toEqual([
        `Basic ${Buffer.from(`elastic:${PASSWORD}`).toString("base64")}`,
    ]);
    for (const text of [ran.stdout, ran.stderr, readFileSync(backup("first/manifest.json"), "utf8")])
        expect(text).not.toContain(PASSWORD);
});

test("what is missing comes back, what is there stays as it is", async () => {
    elasticsearch.indices.clear();
    elasticsearch.indices.set(index("2026-11-25"), "spans since the loss");
    const ran = await restore("first");
    expect(ran.stderr).toContain(
        "2 indices will be restored, nothing is replaced; these exist and stay as they are: go-coffee-jaeger-span-2026-11-25",
    );
    expect(ran.stderr).toContain("traces: 0 of 2 shards restored\ntraces: 2 of 2 shards restored\n");
    expect({ code: ran.code, findings: findingsOf(ran) }).toEqual({
        code: 0,
        findings: [{ check: "traces", outcome: "ok", found: "2 indices restored, 1 existed and stayed as they were" }],
    });
    expect(Object.fromEntries(elasticsearch.indices)).toEqual({
        [index("2026-11-23")]: "spans of 2026-11-23",
        [index("2026-11-24")]: "spans of 2026-11-24",
        [index("2026-11-25")]: "spans since the loss",
    });
    // It was registered for the length of the restore alone.
    expect([...elasticsearch.repositories.keys()]).toEqual(["go-coffee"]);

    expect(findingsOf(await restore("first"))).toMatchObject([
        { outcome: "ok", found: "0 indices restored, 3 existed and stayed as they were" },
    ]);
});

test("the newest snapshots of the stack are kept, its older ones removed, others left", async () => {
    const place = elasticsearch.stored.get(PLACE_NAME);
    const old = { state: "SUCCESS", indices: new Map<string, string>(), asked: 1 };
    for (const name of ["drill-traces-20260101t000000z", "drill-traces-20260102t000000z", "drill-traces-by-hand"])
        place?.set(name, old);
    const ran = await backUp("second");
    expect(findingsOf(ran)[0]?.found).toMatch(/^snapshot \S+ of 3 indices, 2 older removed \(traces\.json\)$/);
    expect(stored()).toHaveLength(3);
    expect(stored()).toContain("drill-traces-by-hand");
    expect(stored()).not.toContain("drill-traces-20260101t000000z");
});

test("a snapshot that lacks shards is no backup", async () => {
    elasticsearch.outcome = "PARTIAL";
    const ran = await backUp("partial");
    expect(ran.code).toBe(1);
    expect(findingsOf(ran)).toMatchObject([
        {
            check: "traces",
            outcome: "failed",
            found: expect.stringMatching(/^The snapshot \S+ is PARTIAL: it doesn't hold every shard\.$/) as string,
        },
    ]);
});

test("a snapshot that is gone is told, and nothing is left registered", async () => {
    elasticsearch.stored.clear();
    elasticsearch.indices.clear();
    const ran = await restore("first");
    expect(ran.code).toBe(1);
    expect(findingsOf(ran)[0]?.found).toMatch(
        /^Elasticsearch refused POST \/_snapshot\/go-coffee-restore\/\S+\/_restore: 404 \[go-coffee-restore:\S+\] is missing$/,
    );
    expect([...elasticsearch.repositories.keys()]).toEqual(["go-coffee"]);
});

test("without a place for snapshots, the part is left out with the line that gives one", async () => {
    writeStack("drill-placeless", {
        environment: "dev",
        ...SETTINGS,
        elasticsearch: { mode: "managed", replicas: 1, storage: "20Gi" },
    });
    const args = ["--stack", "drill-placeless", "--only", "traces", "--to", backup("placeless"), "--json"];
    const ran = await script("backup", args, stage.cluster.env);
    expect({ code: ran.code, findings: findingsOf(ran) }).toEqual({
        code: 0,
        findings: [
            {
                check: "traces",
                outcome: "skipped",
                found: "Elasticsearch has no place for snapshots (elasticsearch.snapshots).",
                remedy: "npm run config -- --stack drill-placeless -- set --path elasticsearch.snapshots.bucket go-coffee-traces\nnpm run up -- --stack drill-placeless",
            },
        ],
    });
});
