import { randomBytes } from "node:crypto";
import {
    appendFileSync,
    existsSync,
    mkdirSync,
    readdirSync,
    readFileSync,
    rmdirSync,
    rmSync,
    writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { volumePod } from "../../scripts/backup/volume";
import { check } from "../../checks/check";
import type { PlainObject } from "../../config/merge";
import { run, temporaryFolder } from "../../scripts/shared/loopback/programs";
import { at } from "../support/resources";
import { tool } from "../../scripts/shared/tools/tool";
import { certificatesFor, deployment, drill, findingsOf, type Drill } from "./drill";

/**
 * Grafana's database on a real Kubernetes API. Pods are kwok's: the scripts that run in them run on this machine, in the
 * folder `volume`, so what they do to a database is real; that a kubelet mounts the claim is not tried, only that the pod is
 * admitted, scheduled and bound to it.
 */

const volume = temporaryFolder("volume");
const inVolume = (name: string): string => join(volume, name);
const database = inVolume("grafana.db");
/** What SQLite's first bytes are, and then anything: the copy looks at no more. */
const made = (): Buffer => Buffer.concat([Buffer.from("SQLite format 3\0"), randomBytes(3 * 2 ** 20)]);

const SETTINGS = { grafana: { storage: "1Gi" } } as const;
const LABELS = { "app.kubernetes.io/name": "grafana", "app.kubernetes.io/instance": "prometheus" } as const;

let stage: Drill;
let original: Buffer;

beforeAll(async () => {
    stage = await drill("grafana", {
        settings: SETTINGS,
        certificates: certificatesFor(),
        cluster: { exec: { GF_PATHS_DATA: volume } },
    });
    stage.cluster.apply(
        {
            apiVersion: "v1",
            kind: "PersistentVolumeClaim",
            metadata: { name: "grafana", namespace: stage.namespace },
            spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
        },
        deployment(
            "grafana",
            stage.namespace,
            LABELS,
            {
                image: "docker.io/grafana/grafana:13.2.0",
                env: [{ name: "GF_PATHS_DATA", value: "/var/lib/grafana/" }],
                volumeMounts: [{ name: "storage", mountPath: "/var/lib/grafana" }],
            },
            { volumes: [{ name: "storage", persistentVolumeClaim: { claimName: "grafana" } }] },
        ),
    );
    stage.cluster.settled(stage.namespace);
});

beforeEach(() => {
    for (const name of readdirSync(volume)) rmSync(inVolume(name), { recursive: true });
    original = made();
    writeFileSync(database, original);
});

const backup = (name: string): string => join(stage.folder, name);
const backUp = (name: string) => stage.backUp("--only", "grafana", "--to", backup(name), "--json");
const restore = (name: string) => stage.restore(backup(name), "--only", "grafana", "--yes", "--json");
const replicas = (): unknown => at(stage.cluster.get("deployment", "grafana", stage.namespace), "spec", "replicas");
/** Pods that the commands have made and left. */
const helpers = (): string =>
    stage.cluster.kubectl([
        ...["get", "pods", "--namespace", stage.namespace, "--output", "name"],
        ...["--selector", "app.kubernetes.io/name=grafana-volume"],
    ]);
/** What the scheduler says of the pods that were there for a while. */
const scheduled = (): number =>
    stage.cluster
        .kubectl(["get", "events", "--namespace", stage.namespace, "--field-selector", "reason=Scheduled"])
        .split("\n")
        .filter((line) => line.includes("pod/grafana-volume-")).length;

/** A transaction of the length of this function's work, as another program would have it. */
async function meanwhile<T>(change: () => void, work: () => Promise<T>): Promise<T> {
    change();
    const changing = setInterval(change, 20);
    try {
        return await work();
    } finally {
        clearInterval(changing);
    }
}

const SCALE_DOWN = [
    "Scale Grafana down for it:",
    "kubectl --namespace go-coffee-monitoring scale deployment/grafana --replicas=0",
    "npm run backup -- --stack drill-grafana --only grafana",
    "kubectl --namespace go-coffee-monitoring scale deployment/grafana --replicas=1",
].join("\n");

test("the database of a running Grafana is copied, and comes back in place of another", async () => {
    const ran = await backUp("first");
    expect({ code: ran.code, findings: findingsOf(ran) }).toMatchObject({
        code: 0,
        findings: [
            { check: "grafana", outcome: "ok", found: "the database of Grafana 13.2.0, 3.0 MiB (grafana.db)" },
            { check: "backup", outcome: "ok" },
        ],
    });
    expect(readFileSync(backup("first/grafana.db")).equals(original)).toBe(true);
    expect(helpers()).toBe("");

    const other = made();
    writeFileSync(database, other);
    // What a crash leaves: it belongs to the other database, and would damage the restored one.
    writeFileSync(inVolume("grafana.db-journal"), "journal of the other");
    const back = await restore("first");
    expect(back.stderr).toContain(
        "the database of Grafana 13.2.0 will be replaced (3.0 MiB); Grafana is down meanwhile",
    );
    expect({ code: back.code, findings: findingsOf(back) }).toEqual({
        code: 0,
        findings: [
            {
                check: "grafana",
                outcome: "ok",
                found: "the database (3.0 MiB); the one before it is grafana.db.before-restore on the volume",
            },
        ],
    });
    expect(readFileSync(database).equals(original)).toBe(true);
    expect(readFileSync(inVolume("grafana.db.before-restore")).equals(other)).toBe(true);
    expect(readdirSync(volume).sort()).toEqual([
        "grafana.db",
        "grafana.db.before-restore",
        "grafana.db.before-restore-journal",
    ]);
    expect(replicas()).toBe(1);
    expect(helpers()).toBe("");
    expect(scheduled()).toBe(1);
});

test("a database that changes while it is copied is not a backup", async () => {
    const ran = await meanwhile(
        () => {
            appendFileSync(database, randomBytes(16));
        },
        () => backUp("changing"),
    );
    expect({ code: ran.code, findings: findingsOf(ran) }).toEqual({
        code: 1,
        findings: [
            {
                check: "grafana",
                outcome: "failed",
                found: "Grafana's database can't be copied: the database changed while it was copied, 5 times over.",
                remedy: SCALE_DOWN,
            },
        ],
    });
    expect(existsSync(backup("changing/manifest.json"))).toBe(false);
    expect(ran.stderr).toContain("grafana: the database changed while it was copied; copying again (5 of 5)");
});

test("a transaction that isn't over is waited for, and told when it doesn't end", async () => {
    writeFileSync(inVolume("grafana.db-wal"), "");
    const ran = await backUp("unfinished");
    expect(findingsOf(ran)).toEqual([
        {
            check: "grafana",
            outcome: "failed",
            found: "Grafana's database can't be copied: a transaction is under way (grafana.db-wal), 5 times over.",
            remedy: SCALE_DOWN,
        },
    ]);
});

test("of a Grafana that is scaled down, the volume is read through a pod of its own", async () => {
    const before = scheduled();
    const scale = (to: number): void => {
        stage.cluster.kubectl(["scale", "deployment/grafana", "--namespace", stage.namespace, `--replicas=${to}`]);
    };
    scale(0);
    const ran = await backUp("scaled-down");
    expect(ran.code).toBe(0);
    expect(readFileSync(backup("scaled-down/grafana.db")).equals(original)).toBe(true);
    expect(scheduled()).toBe(before + 1);
    expect(helpers()).toBe("");

    writeFileSync(database, made());
    expect((await restore("scaled-down")).code).toBe(0);
    expect(readFileSync(database).equals(original)).toBe(true);
    expect(replicas()).toBe(0);
    scale(1);
});

test("what is no SQLite database is not taken for one", async () => {
    writeFileSync(database, "empty");
    expect(findingsOf(await backUp("no-database"))).toMatchObject([
        { outcome: "failed", found: "Grafana's grafana.db is no SQLite database." },
    ]);
});

test("a restore that can't write leaves the database, brings Grafana up and removes its pod", async () => {
    await backUp("unwritable");
    const other = made();
    writeFileSync(database, other);
    mkdirSync(inVolume("grafana.db.restoring"));
    const ran = await restore("unwritable");
    rmdirSync(inVolume("grafana.db.restoring"));
    expect(ran.code).toBe(1);
    expect(findingsOf(ran)).toMatchObject([
        {
            check: "grafana",
            outcome: "failed",
            found: expect.stringMatching(/^The database can't be written: /) as string,
        },
    ]);
    expect(readFileSync(database).equals(other)).toBe(true);
    expect(replicas()).toBe(1);
    expect(helpers()).toBe("");
});

test("the namespace's level is `restricted`, and the pod keeps to it", () => {
    const checked = check({ environment: "dev", ...SETTINGS }, new Set(), false);
    if (!checked.ok) throw new Error("wrong settings");
    const grafana = { claim: "grafana", directory: "/var/lib/grafana", replicas: 1, version: "13", selector: "" };
    const pod = volumePod("tried", checked.config, grafana) as PlainObject;
    const create = (object: object): string => {
        const args = ["--kubeconfig", stage.cluster.kubeconfig, "create", "--dry-run=server", "--filename", "-"];
        return run(tool("kubectl"), args, JSON.stringify(object)).output;
    };
    expect(create(pod)).toBe("pod/tried created (server dry run)\n");
    expect(create({ ...pod, spec: { ...(pod.spec as PlainObject), hostPID: true } })).toContain(
        'violates PodSecurity "restricted:latest"',
    );
});
